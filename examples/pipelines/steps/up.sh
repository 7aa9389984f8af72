#!/usr/bin/env bash
# Does what plan.json says. An update that would do more is refused.
#
# Usage: up.sh <stack>
set -euo pipefail

pulumi up --stack "$1" --plan plan.json --yes --skip-preview --non-interactive --color never
