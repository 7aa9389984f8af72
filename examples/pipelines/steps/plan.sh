#!/usr/bin/env bash
# Previews the stack. Writes the plan to plan.json, and the diff to comment.md.
#
# Usage: plan.sh <stack>
# The secrets in the plan are encrypted with the key of the stack.
set -euo pipefail

stack=$1
fence='```'

code=0
pulumi preview --stack "$stack" --diff --non-interactive --color never --save-plan plan.json >preview.txt 2>&1 || code=$?

{
  if [ "$code" -eq 0 ]; then
    echo "### \`$stack\`: what this change does"
  else
    echo "### \`$stack\`: the preview failed"
  fi
  echo
  echo "${fence}diff"
  # A comment may be 65,536 characters long; the whole text is in the job's log.
  head -c 60000 preview.txt
  echo
  echo "$fence"
} >comment.md

cat preview.txt
exit "$code"
