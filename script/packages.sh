# Sourced by the scripts: installs the Debian packages that are missing, and says which.
# Works as root (a container) and for a user with sudo.
export DEBIAN_FRONTEND=noninteractive

packages_build="build-essential ca-certificates cmake curl git libcurl4-openssl-dev libjansson-dev libjose-dev
    libmicrohttpd-dev libseccomp-dev libsodium-dev libsqlite3-dev ninja-build pkg-config"
packages_test="binutils chromium clang clang-format cppcheck libclang-rt-dev libcmocka-dev
    libxml2-utils mandoc pmccabe procps sqlite3"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else
        echo "Needs root to run: $*" >&2
        echo "Run it as root, or install sudo." >&2
        return 1
    fi
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# install_packages NAME...: nothing is asked of the network when all are there.
install_packages() {
    local missing="" name
    for name in "$@"; do
        is_installed "$name" || missing="$missing $name"
    done
    # Node may come from elsewhere than Debian; any from 18 on will do.
    if ! command -v node >/dev/null; then missing="$missing nodejs"; fi
    if ! command -v npm >/dev/null; then missing="$missing npm"; fi
    [ -n "$missing" ] || return 0
    echo "Installing:$missing"
    command -v apt-get >/dev/null || {
        echo "This needs Debian 12 or a system with apt-get; or install yourself:$missing" >&2
        return 1
    }
    as_root apt-get update -q || {
        echo "apt-get update failed; trying once more in 10 s" >&2
        sleep 10
        as_root apt-get update -q
    }
    # shellcheck disable=SC2086
    as_root apt-get install -y -q --no-install-recommends $missing
}
