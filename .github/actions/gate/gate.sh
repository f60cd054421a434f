#!/usr/bin/env bash
# Runs the gate with what the action was given, in variables of its names, and answers as the action was told to.
set -uo pipefail

filters=()
while IFS= read -r line; do
  [ -n "$line" ] && filters+=("$line")
done <<<"$FILTER"
[ "${#filters[@]}" -gt 0 ] || filters=('*')

arguments=(--base "$BASE")
if [ -n "$HEAD" ]; then
  arguments+=(--head "$HEAD")
fi

dotnet run -c Release --project "$GATE" -- micro "${arguments[@]}" --project "$PROJECT" --filter "${filters[@]}" --launches "$LAUNCHES" --out "$OUT"
code=$?
printf 'exit-code=%d\n' "$code" >>"${GITHUB_OUTPUT:-/dev/null}"
if [ "$code" -eq 3 ] && [ "$CANNOT_SAY" = warn ]; then
  printf '::warning title=benchmarks::not all benchmarks could be compared; this is no pass\n'
  exit 0
fi
exit "$code"
