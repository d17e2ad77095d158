#!/bin/bash
# bench/flat.sh [DIR]: what a pupil costs in banks of 1,000 to 100,000 pupils. Writes DIR/flat.csv
# and draws docs/performance-flat.svg. Figures of the best of five runs.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=${1:-/tmp/brygga-bench}
at=2026-05-25
TIMEFORMAT='%3R %3U %3S' # of the time keyword
brygga=$root/build/brygga
mkdir -p "$dir"
cd "$dir"

cmake --preset release -S "$root" >/dev/null
(cd "$root" && cmake --build --preset release --target brygga bench_generate >/dev/null)

# seconds COMMAND...: wall and processor seconds of the run that took least of the latter, of five.
# Processor time hardly depends on what else the machine does.
seconds() {
    for _ in 1 2 3 4 5; do
        { time "$@" >out.txt 2>err.txt; } 2>time.txt || { cat err.txt >&2; exit 1; }
        awk '{ printf "%.3f %.3f\n", $1, $2 + $3 }' time.txt
    done | sort -k2n | head -1
}

# milliseconds COMMAND...: the mean of 20 runs of the whole command
milliseconds() {
    local start
    start=$(date +%s%N)
    for _ in {1..20}; do
        "$@" >out.txt 2>err.txt || { cat err.txt >&2; exit 1; }
    done
    echo $((($(date +%s%N) - start) / 20000)) | awk '{ printf "%.1f", $1 / 1000 }'
}

echo "pupils,import_s,import_cpu_s,signals_s,signals_cpu_s,import_cpu_us_a_pupil,signals_cpu_us_a_pupil,follow_up_pupil_ms" >flat.csv
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
for pupils in 1000 3000 10000 30000 100000; do
    data=$dir/data-$pupils
    [ -s "$data/done" ] || { "$root/build/bench_generate" "$pupils" "$data" && echo ok >"$data/done"; }
    rm -rf flat-bank
    "$brygga" init flat-bank --kind school --name "Mätskolan" --legal-form municipal \
        --organisation-number 2120000142 --key-file >/dev/null
    "$brygga" -C flat-bank import ss12000 "$data/ss12000" --rejects rejects.csv >/dev/null
    "$brygga" -C flat-bank import attendance "$data/attendance.csv" --rejects rejects.csv >/dev/null
    read -r import import_cpu < <(seconds "$brygga" -C flat-bank import attendance \
        "$data/attendance.csv" --rejects rejects.csv)
    read -r signals signals_cpu < <(seconds "$brygga" -C flat-bank signals --at "$at" --format csv)
    number=$(sed -n 2p "$data/attendance.csv" | cut -d, -f1)
    pupil=$(milliseconds "$brygga" -C flat-bank follow-up pupil --civic-no "$number" --to "$at" --format json)
    awk -v p="$pupils" -v i="$import" -v ic="$import_cpu" -v s="$signals" -v sc="$signals_cpu" \
        -v f="$pupil" 'BEGIN { printf "%d,%.3f,%.3f,%.3f,%.3f,%.1f,%.2f,%.1f\n", p, i, ic, s, sc,
            ic / p * 1e6, sc / p * 1e6, f }' | tee -a flat.csv
done
awk -f "$root/bench/plot.awk" flat.csv >"$root/docs/performance-flat.svg"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
