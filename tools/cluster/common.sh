# What the scripts in this folder share: their arguments, and where the program is. Sourced, not run.

# read_arguments PARTS SCENARIO RESULT [OPTION..]: sets parts, scenario, result, options, merge_options, cogov.
# The program is $COGOV, or the one on the path, or the one that ./tools/run of this checkout builds.
read_arguments() {
  if [ $# -lt 3 ] || ! [[ $1 =~ ^[1-9][0-9]*$ ]]; then
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2
    exit 2
  fi
  parts=$1 scenario=$2 result=$3
  shift 3
  options=("$@")
  merge_options=()
  [[ " $* " != *" --force "* ]] || merge_options=(--force)
  local root
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
  cogov=${COGOV:-$(command -v cogov)}
  if [ -z "$cogov" ]; then
    "$root/tools/run" --version >/dev/null || exit 1
    cogov=$root/build/release/cogov
  fi
}

# require PROGRAM PACKAGE: says which package is missing.
require() {
  command -v "$1" >/dev/null && return
  echo "$(basename "$0"): there is no $1; on Debian it is in the package $2" >&2
  exit 2
}
