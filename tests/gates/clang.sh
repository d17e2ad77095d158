#!/bin/bash
# clang.sh BUILD: builds everything with clang in build-clang/. What npm fetched for BUILD is used.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang >/dev/null || {
    echo "clang is missing; install it with: apt-get install clang" >&2
    exit 1
}
modules=""
[ ! -d "$1/assets/node_modules" ] || modules=$(cd "$1" && pwd)/assets/node_modules
cmake --preset clang -DBRYGGA_NODE_MODULES="$modules" >build-clang.log || {
    cat build-clang.log
    exit 1
}
cmake --build --preset clang --parallel 2 -- -k 0 >>build-clang.log || {
    grep -E '(error|warning):' -A 4 build-clang.log || tail -40 build-clang.log
    exit 1
}
echo "everything compiles with clang"
