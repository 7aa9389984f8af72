#!/usr/bin/env bash
# Checks that UbiOps has what the program declares. Changes nothing.
#
# Usage: drift.sh <stack>
# Exit codes: 0 no drift; 7 drift, with a line for each resource that drifted; any other: the check itself failed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

code=0
pulumi preview --stack "$1" --refresh --expect-no-changes --json --non-interactive --color never >drift.json || code=$?

case $code in
  0) echo "No drift." ;;
  7) node "$here/drifted.mjs" drift.json ;;
  *)
    echo "The look for drift failed (exit code $code)."
    node "$here/drifted.mjs" drift.json || cat drift.json
    ;;
esac
exit "$code"
