#!/bin/bash
# bench/web.sh [PUPILS] [DIR]: a pupil's follow-up page (sign-in, relation, journal entry on the disk) at
# 200 requests a second, the server on one core and the asking on the other; searches by name; and its
# memory.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
pupils=${1:-100000}
dir=${2:-/tmp/brygga-bench}
port=${BRYGGA_PORT:-8198}
brygga=$root/build/brygga
mkdir -p "$dir"
cd "$dir"

cmake --preset release -S "$root" >/dev/null
(cd "$root" && cmake --build --preset release --target brygga bench_generate >/dev/null)
data=$dir/data-$pupils
[ -s "$data/done" ] || { "$root/build/bench_generate" "$pupils" "$data" && echo ok >"$data/done"; }
rm -rf web-bank
"$brygga" init web-bank --kind school --name "Mätskolan" --legal-form municipal \
    --organisation-number 2120000142 --key-file >/dev/null
"$brygga" -C web-bank import ss12000 "$data/ss12000" --rejects rejects.csv >/dev/null
"$brygga" -C web-bank import attendance "$data/attendance.csv" --rejects rejects.csv >/dev/null
printf 'name,role,unit\nEva Mätare,elevhalsochef,\n' >staff.csv
"$brygga" -C web-bank staff import staff.csv >/dev/null

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
taskset -c 0 "$brygga" -C web-bank serve --port "$port" >web.log 2>&1 &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    sleep 0.1
done
memory() {
    awk '/^VmRSS/ { printf "%s: %.0f MB\n", what, $2 / 1024 }' what="$1" "/proc/$server/status"
}
memory "memory idle"
taskset -c 1 node "$root/bench/web.mjs" "http://127.0.0.1:$port" "$pupils" 200 20
memory "memory after"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
