#!/bin/bash
# bench/attendance.sh [PUPILS] [DIR]: load a school year of attendance and find the pupils whose
# absence over the last 20 school days is above 20 %, with Brygga, DuckDB and the sqlite3 shell,
# from the same CSV file in one run. The three must agree on the number of pupils.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
pupils=${1:-100000}
dir=${2:-/tmp/brygga-bench}
at=2026-05-25 # the last of the 178 school days
brygga=$root/build/brygga
mkdir -p "$dir"
cd "$dir"

cmake --preset release -S "$root" >/dev/null
(cd "$root" && cmake --build --preset release --target brygga bench_generate >/dev/null)

data=$dir/data-$pupils
[ -s "$data/done" ] || { "$root/build/bench_generate" "$pupils" "$data" && echo ok >"$data/done"; }
csv=$data/attendance.csv
rows=$((pupils * 178 * 5))
cat "$csv" >/dev/null # all three read from memory, so that the disk does not decide

# timed NAME COMMAND...: wall seconds in $seconds, megabytes in $megabytes
timed() {
    name=$1
    shift
    /usr/bin/time -f '%e %M' -o "$dir/time" "$@" >"$dir/out-$name" 2>"$dir/err-$name" ||
        { echo "$name failed:"; cat "$dir/err-$name"; exit 1; }
    read -r seconds kilobytes <"$dir/time"
    megabytes=$((kilobytes / 1024))
}
best() { awk -v a="$1" -v b="$2" 'BEGIN { print (a == "" || b < a) ? b : a }'; }
row() { printf '%-14s %9s %9s %9s %12s %8s %10s\n' "$@"; }
sum() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a + b }'; }
rate() { awk -v r="$rows" -v s="$1" 'BEGIN { printf "%.1f", r / s / 1e6 }'; }

echo "$pupils pupils, $rows rows, $(stat -c %s "$csv") bytes; load before: $(cut -d' ' -f1-3 /proc/loadavg)"

# ---- Brygga: a fresh bank each round, the best of three
ours_load='' ours_query=''
for round in 1 2 3; do
    rm -rf "$dir/bank"
    "$brygga" init "$dir/bank" --kind school --name "Mätskolan" --legal-form municipal \
        --organisation-number 2120000142 --key-file >/dev/null
    "$brygga" -C "$dir/bank" import ss12000 "$data/ss12000" --rejects "$dir/rejects.csv" >/dev/null
    "$brygga" -C "$dir/bank" threshold set 20 --from 2025-07-01 >/dev/null
    timed load "$brygga" -C "$dir/bank" import attendance "$csv" --rejects "$dir/rejects.csv"
    load=$seconds
    ours_load=$(best "$ours_load" "$load")
    ours_mb=$megabytes
    timed query "$brygga" -C "$dir/bank" signals --at "$at" --format csv
    ours_query=$(best "$ours_query" "$seconds")
    echo "  brygga round $round: import $load, signals $seconds"
done
ours_flags=$(awk -F, 'NR > 1 && $14 == "0.200"' "$dir/out-query" | wc -l)
ours_size=$(du -sm "$dir/bank" | cut -f1)

# ---- DuckDB
[ -d node_modules/@duckdb/node-api ] || npm install --no-audit --no-fund @duckdb/node-api >/dev/null
duck_load='' duck_query=''
for round in 1 2 3; do
    rm -f "$dir/duck.db"*
    timed duck node "$root/bench/duckdb.mjs" "$csv" "$dir/duck.db" "$at"
    read -r load query duck_flags duck_version <"$dir/out-duck"
    duck_load=$(best "$duck_load" "$load")
    duck_query=$(best "$duck_query" "$query")
    duck_mb=$megabytes
    echo "  duckdb round $round: load $load, query $query"
done
duck_size=$(du -sm "$dir/duck.db" | cut -f1)

# ---- sqlite3 shell: the fastest settings, which survive no crash; one round
rm -f "$dir/sqlite.db"*
timed sqload sqlite3 "$dir/sqlite.db" "PRAGMA journal_mode=off" "PRAGMA synchronous=off" \
    "CREATE TABLE attendance (civic_no INTEGER, date TEXT, offered INTEGER, valid INTEGER,
     invalid INTEGER, lesson INTEGER)" ".mode csv" ".import --skip 1 $csv attendance"
lite_load=$seconds
timed sqquery sqlite3 "$dir/sqlite.db" "
    WITH day AS (
      SELECT civic_no, date, sum(offered) AS offered, sum(valid + invalid) AS absent,
             row_number() OVER (PARTITION BY civic_no ORDER BY date DESC) AS back
      FROM attendance WHERE date <= '$at'
      GROUP BY civic_no, date HAVING sum(offered) > 0)
    SELECT count(*) FROM (
      SELECT civic_no FROM day WHERE back <= 20
      GROUP BY civic_no HAVING sum(absent) * 100 > sum(offered) * 20)"
lite_query=$seconds
lite_mb=$megabytes
lite_flags=$(cat "$dir/out-sqquery")
lite_size=$(du -sm "$dir/sqlite.db" | cut -f1)

echo
row "" "load s" "query s" "sum s" "M rows/s" "RSS MB" "disk MB"
ours=$(sum "$ours_load" "$ours_query")
duck=$(sum "$duck_load" "$duck_query")
lite=$(sum "$lite_load" "$lite_query")
row brygga "$ours_load" "$ours_query" "$ours" "$(rate "$ours")" "$ours_mb" "$ours_size"
row duckdb "$duck_load" "$duck_query" "$duck" "$(rate "$duck")" "$duck_mb" "$duck_size"
row sqlite3 "$lite_load" "$lite_query" "$lite" "$(rate "$lite")" "$lite_mb" "$lite_size"
awk -v o="$ours" -v d="$duck" -v l="$lite" 'BEGIN {
    printf "Brygga is %.1f times as fast as DuckDB and %.1f times as fast as sqlite3\n", d / o, l / o }'
echo "DuckDB $duck_version, $(sqlite3 --version | cut -d' ' -f1); load after: $(cut -d' ' -f1-3 /proc/loadavg)"
echo "pupils over 20 %: brygga $ours_flags, duckdb $duck_flags, sqlite3 $lite_flags"
if [ "$ours_flags" != "$duck_flags" ] || [ "$duck_flags" != "$lite_flags" ]; then
    echo "they differ"
    exit 1
fi
