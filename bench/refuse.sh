#!/bin/bash
# bench/refuse.sh [REQUESTS] [DIR]: can whoever asks tell what is refused from what is not there, by the
# time that the answer takes? Makes a demonstration of 300 pupils in DIR and asks its school bank as an
# employee for people, cases and letters of other schools, and for rows that no bank has, one after the
# other in random order on one connection. docs/threat-model.md tells what it means.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
requests=${1:-3000}
dir=${2:-/tmp/brygga-bench}
ports=${BRYGGA_PORTS:-"8196 8197 8199"}
demo=$dir/refuse-demo
mkdir -p "$dir"
cmake --preset release -S "$root" >/dev/null
(cd "$root" && cmake --build --preset release --target brygga >/dev/null)
export BRYGGA_DEMO=$demo BRYGGA_PUPILS=300 BRYGGA_SEED=4 BRYGGA_PORTS=$ports
export BRYGGA_PROGRAM=$root/build/brygga
"$root/script/run" >"$dir/refuse.log" 2>&1
trap '"$root/script/run" --stop >/dev/null' EXIT
bank() { "$BRYGGA_PROGRAM" -C "$demo/banks/school" "$@"; }
read -r staff unit < <(bank staff list | awk '$2 == "kurator" && $4 == "kurator-3" { print $1, $3 }')
bank case list --closed | awk -v u="$unit" '$1 ~ /^[0-9]+$/ && $4 != u { print "case", $1; sub("row:", "", $3); print "pupil", $3 }' >"$dir/refuse.rows"
bank letter list --all | awk '$1 ~ /^[0-9]+$/ { print "letter", $1 }' >>"$dir/refuse.rows"
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
node "$root/bench/refuse.mjs" "http://127.0.0.1:${ports%% *}" "$staff" "$requests" "$dir/refuse.rows"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
