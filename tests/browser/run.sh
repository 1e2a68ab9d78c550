#!/bin/sh
# run.sh FOLDER PAGE: checks one of the pages of tools/web (report, live, classroom) in Debian's Chromium; with the report's,
# the types of all pages.
# FOLDER keeps what npm fetches; the program's path is in COGOV, the sources in COGOV_SOURCE_DIR, what the page was
# built with in COGOV_WEB_MODULES.
# Exit code 77 where something needed is missing: the test is skipped then.
folder=$1
page=$2
here=$COGOV_SOURCE_DIR/tests/browser
skip() { printf 'SKIPPED: %s\n' "$*"; exit 77; }

{ command -v node >/dev/null && command -v npm >/dev/null; } || skip "no Node.js and npm here (apt-get install nodejs npm)"
command -v chromium >/dev/null || skip "no Chromium here (apt-get install chromium fonts-noto-cjk)"
mkdir -p "$folder" || exit 1
stamp=$folder/node_modules/.lock
if ! cmp -s "$here/package-lock.json" "$stamp"; then
  cp "$here/package.json" "$here/package-lock.json" "$folder" || exit 1
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error) >"$folder/npm.log" 2>&1 ||
    skip "npm could not fetch playwright-core and typescript (see $folder/npm.log)"
  cp "$here/package-lock.json" "$stamp"
fi

# Once is enough. The types of ECharts are beside the modules that the page was built with.
if [ "$page" = report ]; then
  rm -rf "$folder/web" && mkdir -p "$folder/web" && cp -r "$COGOV_SOURCE_DIR/tools/web/src" "$COGOV_SOURCE_DIR/tools/web/tsconfig.json" \
    "$folder/web" && ln -s "$COGOV_WEB_MODULES" "$folder/web/node_modules" || exit 1
  node "$folder/node_modules/typescript/bin/tsc" -p "$folder/web" || exit 1
fi
export COGOV_BROWSER_MODULES=$folder
exec node --test --test-reporter=spec "$here/${page}_test.mjs"
