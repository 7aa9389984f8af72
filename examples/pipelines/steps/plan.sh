#!/usr/bin/env bash
# Previews the stack, keeps the plan in plan.json and the diff as a comment in comment.md.
#
# Usage: plan.sh <stack>
# The plan's secrets are encrypted with the stack's own key: without the passphrase or the key nobody reads them.
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
