#!/usr/bin/env bash
# Installs what is missing on Debian 12, and builds. Called as `tools/setup.sh [--tests]` it does
# the first only; tools/run and tools/test source it for its functions.

build_packages=(g++ cmake ninja-build pkg-config libboost1.81-dev libboost-graph1.81-dev libtbb-dev
  libhdf5-dev zlib1g-dev libssl-dev librandom123-dev libtomlplusplus-dev nlohmann-json3-dev
  libcli11-dev libfmt-dev libeigen3-dev libnlopt-dev libcpp-httplib-dev gnuplot-nox nodejs npm)
test_packages=(python3 clang clang-format libgtest-dev libgmock-dev librapidcheck-dev
  libbenchmark-dev python3-h5py python3-xarray python3-h5netcdf python3-netcdf4 netcdf-bin parallel openmpi-bin
  chromium fonts-noto-cjk)

say() { printf 'cogov: %s\n' "$*" >&2; }

# missing_packages PACKAGE..: prints those that are not installed, from one call to dpkg-query.
missing_packages() {
  local name status package
  local -A installed=()
  while read -r name status; do
    [ "$status" = installed ] && installed[$name]=1
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null)
  for package in "$@"; do
    [ -n "${installed[$package]:-}" ] || printf '%s ' "$package"
  done
}

# wanted_packages PACKAGE..: all of them; but Node.js from elsewhere than Debian brings an npm of its own, beside which
# Debian's can't be installed.
wanted_packages() {
  local package
  for package in "$@"; do
    case $package in nodejs | npm) command -v node >/dev/null && command -v npm >/dev/null && continue ;; esac
    printf '%s ' "$package"
  done
}

# install_packages LOG PACKAGE..: as root. Two checkouts may get here at once: the first holds a lock
# on the folder of apt's lists, and the others wait. A mirror that fails once is asked again.
install_packages() {
  local log=$1
  shift
  # shellcheck disable=SC2016  # the inner shell expands these
  "${as_root[@]}" flock /var/lib/apt/lists env DEBIAN_FRONTEND=noninteractive sh -c '
    for attempt in 1 2 3; do
      apt-get -q -o Acquire::Retries=3 update && break
      sleep 5
    done
    exec apt-get -q -y --no-install-recommends -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 install "$@"
  ' sh "$@" </dev/null >"$log" 2>&1
}

# set_up_packages [--tests]: installs what is missing, and nothing when nothing is. Says in one line
# what is missing when it cannot. Elsewhere than on Debian the packages are the user's own affair.
set_up_packages() {
  local packages=("${build_packages[@]}") missing log
  [ "${1:-}" = --tests ] && packages+=("${test_packages[@]}")
  command -v dpkg-query >/dev/null || return 0
  read -r -a packages <<<"$(wanted_packages "${packages[@]}")"
  missing=$(missing_packages "${packages[@]}")
  missing=${missing% }
  [ -n "$missing" ] || return 0

  as_root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      as_root=(sudo)
    else
      say "not root, and no sudo: missing packages, to be installed with: apt-get install $missing"
      return 1
    fi
  fi
  say "installing $missing"
  log=$(mktemp) || return 1
  # shellcheck disable=SC2086  # one word a package
  if ! install_packages "$log" $missing; then
    cat "$log" >&2
    say "apt-get could not install (see above): $missing"
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# forget_foreign_build ROOT FOLDER: CMake refuses a build folder that was copied or moved here together
# with its checkout; such a one is built anew.
forget_foreign_build() {
  local cache=$2/CMakeCache.txt
  [ -f "$cache" ] || return 0
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$1" "$cache" || rm -rf "$2"
}

# configure PRESET FOLDER: once, and again when the presets have changed; the rest Ninja notices.
configure() {
  [ "$2/build.ninja" -nt CMakePresets.json ] || cmake --preset "$1"
}

# build ROOT PRESET [TARGET..]: builds in ROOT/build/PRESET, quietly: the compiler speaks only when it
# fails, to standard error. Calls at the same time in the same checkout wait for one another.
build() {
  local root=$1 preset=$2 target
  local folder=$root/build/$preset log=$root/build/$preset.log
  local targets=()
  shift 2
  for target in "$@"; do targets+=(--target "$target"); done
  export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
  mkdir -p "$root/build" || return 1
  (
    flock 9 || exit 1
    forget_foreign_build "$root" "$folder"
    if [ -f "$folder/build.ninja" ]; then
      say "building"
    else
      say "building the first time, which takes some minutes (log: $log)"
    fi
    cd "$root" && configure "$preset" "$folder" >"$log" 2>&1 9>&- &&
      cmake --build "$folder" "${targets[@]}" -- --quiet >"$log" 2>&1 9>&- && exit 0
    cat "$log" >&2
    say "the build failed, see above (log: $log)"
    exit 1
  ) 9>"$root/build/$preset.lock"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set_up_packages "$@"
fi
