#!/bin/sh
# build.sh SOURCE FOLDER: builds the web pages of SOURCE (tools/web) as FOLDER/report.html, live.html and classroom.html.
#
# What npm needs is fetched once into FOLDER/node_modules, to the letter of the lock file; after that no network is asked.
source=$1
folder=$2
say() { printf 'cogov: %s\n' "$*" >&2; }

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  say "the web pages need Node.js and npm: apt-get install nodejs npm, or configure with -DCOGOV_WEB=OFF"
  exit 1
fi
mkdir -p "$folder" || exit 1
stamp=$folder/node_modules/.lock
if ! cmp -s "$source/package-lock.json" "$stamp"; then
  cp "$source/package.json" "$source/package-lock.json" "$folder" || exit 1
  # Nothing that a package brings is run while it is installed.
  if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error) >"$folder/npm.log" 2>&1; then
    say "npm could not fetch what the web pages are built with ($(grep -v '^npm warn' "$folder/npm.log" | head -1)); connect to a network and build again, or configure with -DCOGOV_WEB=OFF (log: $folder/npm.log)"
    exit 1
  fi
  cp "$source/package-lock.json" "$stamp" || exit 1
fi
for page in report live classroom; do
  node "$source/build.mjs" "$folder/node_modules" "$folder/$page.html" "$page" || exit 1
done
