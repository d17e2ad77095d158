#!/bin/bash
# direction.sh MODULES COMPILER: for every pair of modules, including a header of the second from
# the first compiles when CMakeLists.txt says that it uses it, and only then. MODULES has one line
# a module, "name:used modules:include folders", with the folders that the build really gives it.
set -euo pipefail
cd "$(dirname "$0")/../.."
modules=$1 compiler=$2
pairs=0 failed=0

can_include() { # folders header
    local flags=() folder
    for folder in $1; do
        flags+=("-I$folder")
    done
    said=$(printf '#include "%s"\n' "$2" |
        LC_ALL=C "$compiler" "${flags[@]}" -E -x c - 2>&1 >/dev/null || true)
    [[ "$said" != *"fatal error: $2: No such file"* ]]
}

while IFS=: read -r from uses folders; do
    while IFS=: read -r to _ _; do
        header=$(find "src/$to" -name '*.h' | sort | head -1)
        [ -n "$header" ] || continue
        header=${header#src/}
        case " $from $uses " in
        *" $to "*) expected=yes ;;
        *) expected=no ;;
        esac
        if can_include "$folders" "$header"; then found=yes; else found=no; fi
        pairs=$((pairs + 1))
        if [ "$found" != "$expected" ]; then
            echo "src/$from including \"$header\": compiles: $found, should: $expected" >&2
            failed=1
        fi
    done <"$modules"
done <"$modules"

[ "$pairs" -ge 4 ] || {
    echo "no modules were compared; is $modules right?" >&2
    exit 1
}
# The whole compiler, not the preprocessor only: base may not see db.
folders=$(sed -n 's/^base:[^:]*://p' "$modules")
if printf '#include "db/db.h"\nint unused;\n' |
    "$compiler" -I"${folders%% *}" -std=c17 -D_GNU_SOURCE -fsyntax-only -x c - 2>/dev/null; then
    echo "base could include db/db.h, against the direction" >&2
    failed=1
fi
# School and social services never see each other.
for pair in school:social social:school; do
    if sed -n "s/^${pair%:*}:\([^:]*\):.*/ \1 /p" "$modules" | grep -q " ${pair#*:} "; then
        echo "src/${pair%:*} uses src/${pair#*:}: a school and social services share no code" >&2
        failed=1
    fi
done
echo "$pairs pairs of modules compared"
exit "$failed"
