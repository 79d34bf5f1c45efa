#!/bin/bash
# Makes everything that a checkout needs, and nothing twice:
#
#   tools/setup.sh run     system packages, the worker's environment .venv, the project itself in it
#   tools/setup.sh test    the same, and the tools for `make lint` and `make test`, .venv-qgis and .venv-qt6
#   tools/setup.sh tools   .venv with the tools for `make lint`, whatever QGIS there is
#
# An environment holds the checksum of the lock file it was made from, written last: one that is half made, or made
# from another lock file, is made again.
#
#   BASE_PYTHON    a Python 3.11 to 3.13 for .venv, instead of the first one found
#   QGIS=no        leave QGIS out; what needs it is then skipped

set -euo pipefail
unset PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER
cd "$(dirname "$0")/.."

readonly GOAL=${1:-test}
readonly LOCKS=resources/locks
readonly STAMP=tesela.lock.sha256
readonly QGIS=${QGIS:-yes}

say() { printf 'Setup: %s\n' "$*" >&2; }
stop() { printf 'Setup stopped: %s\n' "$*" >&2; exit 1; }

installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Install packages of the distribution, as root or through a sudo that asks nothing; else say how, and stop.
install_packages() {
    local install=(apt-get install --yes --no-install-recommends "$@")
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            stop "these packages are missing, and this user may not install them: $*
Have them installed, then run the same command again:
    sudo apt-get update && sudo ${install[*]}"
        fi
        as_root=(sudo -n)
    fi
    say "installing $* (a minute or two)"
    mkdir -p build
    if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >build/apt.log 2>&1; then
        tail -n 15 build/apt.log >&2
        stop "apt-get failed; its whole output is in build/apt.log. What it was to run:
    apt-get update && ${install[*]}"
    fi
}

install_missing_packages() {
    local wanted=(python3 python3-venv ca-certificates) missing=() package
    [ "$QGIS" = no ] || wanted+=(qgis python3-qgis qgis-providers xvfb xauth fonts-dejavu-core)
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ "$QGIS" = no ] || /usr/bin/python3 -c 'import qgis.core' 2>/dev/null ||
            stop "this system has no apt-get, and /usr/bin/python3 has no PyQGIS. Install QGIS 3.22 or later with its
Python bindings, Xvfb and Python's venv module with the system's package manager, or leave QGIS out with QGIS=no."
        return
    fi
    for package in "${wanted[@]}"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# Print the first Python that can hold the worker's locked packages.
find_python() {
    local candidate
    for candidate in "${BASE_PYTHON:-}" /usr/bin/python3 /usr/bin/python3.1{3,2,1} python3.1{3,2,1} python3; do
        candidate=$(command -v "${candidate:-/nowhere}" || true)
        if [ -n "$candidate" ] && "$candidate" -I -c '
import sys, ensurepip, venv
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

find_or_install_python() {
    local minor
    if ! find_python >/dev/null && command -v apt-cache >/dev/null; then
        for minor in 13 12 11; do
            if apt-cache show "python3.$minor-venv" >/dev/null 2>&1; then
                install_packages "python3.$minor" "python3.$minor-venv"
                break
            fi
        done
    fi
    find_python || stop "no Python 3.11, 3.12 or 3.13 with the modules venv and ensurepip was found, and TensorFlow has
packages for no other. Install one, and name it: make setup BASE_PYTHON=/path/to/python3.12"
}

checksum() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

# current STAMP_FILE CHECKSUM: does the environment hold what the checksum stands for, and does its Python start?
current() { [ "$(cat "$1" 2>/dev/null)" = "$2" ] && "$(dirname "$1")/bin/python" -I -c '' 2>/dev/null; }

pip_install() {
    local environment=$1
    shift
    "$environment/bin/python" -I -m pip install --quiet --no-input --disable-pip-version-check "$@" ||
        stop "pip could not fill $environment (its reason is above). It takes packages from the index that your pip
configuration names; check the network and 'pip config list', then run the same command again."
}

write_stamp() { printf '%s\n' "$2" >"$1.new" && mv "$1.new" "$1"; }

# make_environment FOLDER LOCK PYTHON [venv options]: build FOLDER from the lock file unless it already is.
make_environment() {
    local folder=$1 lock=$2 python=$3 wanted
    shift 3
    wanted=$(checksum "$lock")
    current "$folder/$STAMP" "$wanted" && return
    say "making $folder from $lock with $python"
    rm -rf "$folder"
    "$python" -I -m venv "$@" "$folder" || stop "$python could not make the environment $folder (its reason is above)."
    pip_install "$folder" --require-hashes --only-binary :all: --requirement "$lock"
    write_stamp "$folder/$STAMP" "$wanted"
}

install_project() {
    local wanted
    wanted=$(pwd | cat - pyproject.toml setup.py metadata.txt | checksum)
    current .venv/tesela.project.sha256 "$wanted" && return
    pip_install .venv --no-deps --no-build-isolation --editable .
    write_stamp .venv/tesela.project.sha256 "$wanted"
}

add_test_tools() {
    local wanted
    wanted=$(checksum $LOCKS/test.txt)
    current .venv/tesela.test.sha256 "$wanted" && return
    say "adding the tools of $LOCKS/test.txt to .venv"
    pip_install .venv --require-hashes --only-binary :all: --requirement $LOCKS/test.txt
    write_stamp .venv/tesela.test.sha256 "$wanted"
}

case $GOAL in run | test | tools) ;; *) stop "'$GOAL' is not one of run, test and tools." ;; esac
mkdir -p build
exec 9>build/setup.lock
flock 9

[ "$GOAL" = tools ] || install_missing_packages
current ".venv/$STAMP" "$(checksum $LOCKS/worker.txt)" ||
    make_environment .venv $LOCKS/worker.txt "$(find_or_install_python)"
install_project
[ "$GOAL" = run ] || add_test_tools
if [ "$GOAL" = test ] && [ "$QGIS" != no ]; then
    make_environment .venv-qgis $LOCKS/qgis-test.txt /usr/bin/python3 --system-site-packages
    # Qt 6 beside the Qt 5 of QGIS; what it needs of the system (OpenGL, fonts) came with QGIS.
    make_environment .venv-qt6 $LOCKS/qt6-test.txt "$(find_or_install_python)"
fi
