#!/bin/sh
# Writes the real data of the tests into a folder (default .cache/data): movielens.csv, metabolites.csv and
# metabolites-complete.csv, taken from Debian's packages. None of it may be committed: MovieLens' terms forbid passing it on.
# Silent when all is there; installs what is missing when run as root; any failure ends with a message and exit 1.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../.cache/data}
packages="r-base-core r-cran-dslabs r-bioc-pcamethods"

complete() {
  for file in movielens.csv metabolites.csv metabolites-complete.csv; do [ -s "$out/$file" ] || return 1; done
}
complete && exit 0

absent=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || absent="$absent $package"
done
if [ -n "$absent" ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "fetch.sh: needs Debian's$absent; install them, or run this as root" >&2
    exit 1
  fi
  log=$(mktemp)
  # shellcheck disable=SC2086 # a list of names
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $absent; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "fetch.sh: apt-get could not install$absent" >&2
    exit 1
  fi
  rm -f "$log"
fi

mkdir -p "$out"
part=$(mktemp -d "$out/.part.XXXXXX")
trap 'rm -rf "$part"' EXIT
Rscript --vanilla "$here/prepare.R" "$part"
mv -f "$part"/*.csv "$out"/
complete || { echo "fetch.sh: prepare.R left a file empty in $out" >&2; exit 1; }
