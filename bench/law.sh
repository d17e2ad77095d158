#!/bin/sh
# law.sh [BUILD] [DIR]: the law engine against Cedar and against a hand-written function, in one run
# on one core. Needs Node.js with npm; Cedar is installed in DIR, outside the repository.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build}
dir=${2:-/tmp/brygga-bench-law}
mkdir -p "$dir"
cmake --build "$build" --target bench_law >/dev/null
[ -d "$dir/node_modules/@cedar-policy/cedar-wasm" ] ||
    (cd "$dir" && npm install --silent --no-fund --no-audit --prefix "$dir" @cedar-policy/cedar-wasm@4.13.0)
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
pin=$(command -v taskset >/dev/null && echo "taskset -c 0" || true)
$pin "$build/bench_law" "$root/rules" 5 "$dir/questions.json"
$pin node "$root/bench/cedar.mjs" "$dir/node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm.js" \
    "$root/bench/law.cedar" "$dir/questions.json" 9
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
