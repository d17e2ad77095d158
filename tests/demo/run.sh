#!/bin/bash
# run.sh PROGRAM: script/run with a small municipality: made, looked at, started again, stopped.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
export BRYGGA_PROGRAM=$1 BRYGGA_DEMO=$work/demo BRYGGA_PUPILS=300 BRYGGA_SEED=4 CI=true
BRYGGA_PORTS=$(for i in 1 2 3; do
    while :; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
done | tr '\n' ' ')
export BRYGGA_PORTS
read -r school social independent <<<"$BRYGGA_PORTS"

clean_up() {
    script/run --stop >/dev/null 2>&1 || true
    [ -z "${blocker-}" ] || kill "$blocker" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

fail() {
    echo "run.sh: $*" >&2
    tail -n 20 "$work/out" "$BRYGGA_DEMO/make.log" >&2 || true
    exit 1
}

bank() {
    "$BRYGGA_PROGRAM" -C "$BRYGGA_DEMO/banks/$1" "${@:2}"
}

status() { # port
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&3
    head -1 <&3 | cut -d' ' -f2
    exec 3<&-
}

# Through a pipe: a server that held it open would make whoever reads it wait for ever.
timeout 240 bash -c 'set -o pipefail; script/run 2>&1 | cat' >"$work/out" ||
    fail "the first start failed, or the servers hold its output open"
grep -q "http://127.0.0.1:$school/" "$work/out" || fail "the addresses are not told"
for port in $school $social $independent; do
    case $(status "$port") in 200 | 30[237]) ;; *) fail "no page on port $port" ;; esac
done
for b in school social independent; do
    bank "$b" check >"$work/out" || fail "check of $b finds a fault"
    bank "$b" journal verify >"$work/out" || fail "the journal of $b does not verify"
done

# Letters have come both ways, and some wait.
for b in school social; do
    bank "$b" letter list --inbox --all >"$work/out"
    [ "$(wc -l <"$work/out")" -ge 3 ] || fail "no letters have come to $b"
done
# Nobody protected has a case.
[ "$(bank school case list --format json | grep -c '"case"')" -ge 3 ] || fail "no cases"

# Somebody has opened a pupil in an emergency, which waits to be reviewed; there are classes.
bank school journal list --event emergency.opened >"$work/out" || fail "the journal is not told"
grep -q "emergency.opened\|Nödöppning" "$work/out" || fail "no emergency"
[ "$(bank school class list | wc -l)" -ge 3 ] || fail "no classes"

# A second start keeps everything.
before=$(bank school letter list --all --format json | grep -c '"letter"')
script/run --stop >"$work/out" || fail "stopping failed"
(exec 3<>"/dev/tcp/127.0.0.1/$school") 2>/dev/null && fail "the school's bank still answers"
began=$SECONDS
script/run >"$work/out" 2>&1 || fail "the second start failed"
[ $((SECONDS - began)) -le 20 ] || fail "the second start is slow"
after=$(bank school letter list --all --format json | grep -c '"letter"')
[ "$before" = "$after" ] || fail "letters came or went in a restart: $before, $after"
script/run >"$work/out" 2>&1 || fail "starting what runs already failed"

# A port that somebody else has.
script/run --stop >"$work/out"
"$BRYGGA_PROGRAM" -C "$BRYGGA_DEMO/banks/social" serve --port "$school" >"$work/blocker" 2>&1 &
blocker=$!
for _ in $(seq 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$school") 2>/dev/null && break
    sleep 0.1
done
if script/run >"$work/out" 2>&1; then fail "it started on a port that is taken"; fi
grep -q "port $school is taken" "$work/out" || fail "it does not say that the port is taken"
kill "$blocker"
wait "$blocker" 2>/dev/null || true
blocker=""

# A folder with something else in it is left alone.
mkdir "$work/other"
echo "mine" >"$work/other/file"
if BRYGGA_DEMO=$work/other script/run >"$work/out" 2>&1; then fail "it used another folder"; fi
[ "$(cat "$work/other/file")" = mine ] || fail "it touched another folder"
echo "the demonstration starts, keeps its data, and stops"
