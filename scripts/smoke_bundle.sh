#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Use the built program as someone would who has nothing else: an empty home, no Python, no display.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$PWD/dist/ai-factory-planner/ai-factory-planner
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

planner() {
  (cd "$folder" && env -i HOME="$folder" PATH=/usr/bin:/bin LANG=C.UTF-8 "$program" "$@" </dev/null)
}

expect() { # expect WORD COMMAND...: the command succeeds and says the word
  local word=$1 said
  shift
  said=$(planner "$@") || { printf 'failed: %s\n%s\n' "$*" "$said" >&2; exit 1; }
  grep -qF -- "$word" <<<"$said" || { printf 'no "%s" from: %s\n%s\n' "$word" "$*" "$said" >&2; exit 1; }
}

expect "0." --version
expect "plan.aifp" --plan plan.aifp new
expect "Croatia" --plan plan.aifp show state HR
expect "Croatia" --plan plan.aifp assign ai_system_mid HR --start 2028-01
expect "ai_system_mid" --plan plan.aifp show measure --json
expect "Undo" --plan plan.aifp undo
expect "Redo" --plan plan.aifp redo
expect "Croatia" --plan plan.aifp history
expect "Kroatien" --plan plan.aifp --lang de show measure
# The solver is loaded with the first problem, the rule sets with the first evaluation.
expect "Q1 2028" --plan plan.aifp reach --month 2028-01
expect "2026/150" --plan plan.aifp rulebook
expect "figures.xlsx" --plan plan.aifp export figures.xlsx
# Without a verb it is the window, which on a machine without a display does its job unseen.
expect "AI capacity"

test -s "$folder/figures.xlsx"
find "$folder/out" -name '*.xlsx' -size +4k | grep -q .
find "$folder/out" -name '*.png' -size +20k | grep -q .
find resources -type f ! -name '*.po*' | while read -r file; do
  test -e "dist/ai-factory-planner/_internal/$file" || { echo "not shipped: $file" >&2; exit 1; }
done
printf 'The bundle works: %s\n' "$(du -sh dist/ai-factory-planner | cut -f1)"
