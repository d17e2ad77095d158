#!/bin/bash
# broken-files.sh BRYGGA [MEBIBYTES]: feeds a school bank the files that go wrong in real life and
# shows what the user sees. Every case checks the exit code, a sentence of the message, and that
# what was in the bank before is still there. MEBIBYTES is the size of the file of one line (64).
set -eu
brygga=$(realpath "$1")
mebibytes=${2:-64}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0

fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}

# title, expected exit code, words expected in the output, command line after "brygga -C bank"
try() {
    local title=$1 code=$2 words=$3
    shift 3
    rm -f rejects.csv
    echo
    echo "== $title"
    echo "\$ brygga -C bank $*"
    local got=0
    "$brygga" -C bank "$@" >out 2>&1 || got=$?
    sed 's/^/    /' out
    if [ -s rejects.csv ]; then
        echo "    rejects.csv:"
        sed '/^[1-7].*keeps no attendance/d; s/^/      /' rejects.csv | sed 4q
    fi
    [ "$got" -eq "$code" ] || fail "$title: exit code $got, not $code"
    touch rejects.csv
    grep -q -e "$words" out rejects.csv || fail "$title: says nothing of: $words"
    "$brygga" -C bank signals --at 2026-11-20 --all --format json >now.json 2>/dev/null ||
        fail "$title: the bank no longer answers"
    if [ -f before.json ] && [ "${changes:-}" != yes ]; then
        cmp -s before.json now.json || fail "$title: what the bank held has changed"
    fi
    cp now.json before.json
}

"$brygga" demo town --pupils 300 --seed 7 --end 2026-11-20 >/dev/null &&
    "$brygga" init bank --kind school --name "Ängsbro skolnämnd" --legal-form municipal \
        --organisation-number 2129990012 --key-file >/dev/null || exit 2
attendance=town/school/attendance-2026.csv
header=$(head -1 "$attendance")
first=$(sed -n 2p "$attendance")
pupil=${first%%,*}

changes=yes
try "the register" 0 "" import ss12000 town/school/ss12000
try "attendance" 0 "" import attendance "$attendance"
changes=no
try "the same file again" 0 " 0 elever ändrade" import attendance "$attendance"

one_row() { # name, row
    printf '%s\n%s\n' "$header" "$2" >"$1"
}

mkdir broken
head -c 5000 town/school/ss12000/persons-001.json >broken/persons-001.json
cp town/school/ss12000/organisations-001.json broken/
try "truncated JSON" 1 "ends too early" import ss12000 broken

printf 'personnummer;datum;minuter\n%s;2026-11-02;60\n' "$pupil" >wrong-header.csv
try "wrong header" 1 "no column civic_no" import attendance wrong-header.csv

{
    cat "$attendance"
    printf '%s,2026-11-02,1,60,0,0 n\344rvaro\n' "$pupil"
} >latin1.csv
try "a row in Latin-1" 0 "UTF-8" import attendance latin1.csv

{
    cat "$attendance"
    tail -1 "$attendance"
} >duplicate.csv
try "a row twice" 0 "line" import attendance duplicate.csv

for case in \
    "30 February|$pupil,2026-02-30,1,60,0,0|date" \
    "negative minutes|$pupil,2026-11-02,1,60,-5,0|minutes" \
    "absent longer than offered|$pupil,2026-11-02,1,60,50,20|offered" \
    "a pupil that the bank does not know|189001019802,2026-11-02,1,60,0,0|this number" \
    "a letter for a number|$pupil,2026-11-02,1,6O,0,0|minutes"; do
    IFS='|' read -r title row words <<<"$case"
    {
        cat "$attendance"
        echo "$row"
    } >case.csv
    try "$title" 0 "$words" import attendance case.csv
done

one_row one-pupil.csv "$pupil,2026-11-02,1,60,0,0"
try "a file in which nearly all pupils are missing" 11 "accept-missing" import attendance one-pupil.csv

: >empty.csv
try "an empty file" 1 "empty" import attendance empty.csv
try "a file that is not there" 3 "cannot open" import attendance nowhere.csv

{
    cat "$attendance"
    head -c "$((mebibytes * 1048576))" /dev/zero | tr '\0' 'a'
} >long-line.csv
try "$mebibytes MiB in one line" 0 "long" import attendance long-line.csv
rm -f long-line.csv

# A pupil with protected identity: no row is taken in, and the pupil is in no list.
cat town/school/ss12000/persons-*.json | grep -E '"securityMarking":"(Sek|Sky)[^"]*","personStatus"' |
    grep enrolments | grep -o '"civicNo":{"value":"[0-9]*"' | tr -dc '0-9\n' >protected
[ -s protected ] || fail "the town has no pupil with protected identity"
grep -F -f protected "$attendance" | wc -l >rows
echo
echo "== pupils with protected identity: $(wc -l <protected), with $(cat rows) rows in the file"
"$brygga" -C bank import attendance "$attendance" | sed 's/^/    /'
[ "$(grep -c 'keeps no attendance for this number' rejects.csv)" -ge "$(cat rows)" ] ||
    fail "rows of a pupil with protected identity were taken in"
for format in text csv json; do
    "$brygga" -C bank signals --at 2026-11-20 --all --format "$format"
done >lists
if grep -q -F -f protected lists; then
    fail "a pupil with protected identity is in a list"
fi

"$brygga" -C bank journal verify >/dev/null || fail "the journal does not verify"
echo
[ "$failed" -eq 0 ] && echo "All as it should be." || echo "$failed failed."
exit "$((failed > 0))"
