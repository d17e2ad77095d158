#!/bin/bash
# hardening.sh PROGRAM COMPILE_COMMANDS: the program carries the protections of the release build.
set -euo pipefail
program=$1 commands=$2
failed=0

must() { # what, whether
    if [ "$2" = no ]; then
        echo "missing: $1" >&2
        failed=1
    fi
}

yes_if() {
    if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi
}

dynamic=$(readelf -dW "$program")
segments=$(readelf -lW "$program")
symbols=$(readelf -sW "$program")
has() {
    grep -qE "$2" <<<"$1"
}

must "position-independent executable" "$(yes_if has "$dynamic" 'FLAGS_1.*PIE')"
must "full RELRO: GNU_RELRO segment" "$(yes_if has "$segments" 'GNU_RELRO')"
must "full RELRO: bound at start" "$(yes_if has "$dynamic" '(BIND_NOW|FLAGS_1.*NOW)')"
must "stack that cannot run code" "$(yes_if has "$segments" 'GNU_STACK.* RW  *0x')"
must "stack protector" "$(yes_if has "$symbols" '__stack_chk_fail')"
must "fortified library calls" "$(yes_if has "$symbols" '__[a-z]+_chk(@|$)')"
if has "$dynamic" 'RPATH|RUNPATH'; then
    must "no library path of the build machine" no
fi
# What leaves no mark in the program: every source must be compiled with it.
flags="-fstack-clash-protection -fstack-protector-strong -D_FORTIFY_SOURCE=3"
if [ "$(uname -m)" = x86_64 ]; then
    # Debian 12's own start files carry no CET note, so the program cannot; its code is ready.
    landing=$(objdump -d --no-show-raw-insn "$program" | grep -A1 '<main>:' | grep -c endbr64 || true)
    must "CET: landing pad of main" "$(yes_if [ "$landing" -ge 1 ])"
    flags="$flags -fcf-protection=full"
fi
sources=$(grep -c '"command":.*/src/' "$commands")
for flag in $flags; do
    with=$(grep '"command":.*/src/' "$commands" | grep -c -- "$flag" || true)
    must "$flag for all sources ($with of $sources)" "$(yes_if [ "$with" -eq "$sources" ])"
done
[ "$failed" -ne 0 ] || echo "hardened: $program"
exit "$failed"
