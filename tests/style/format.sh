#!/usr/bin/env bash
# Usage: format.sh ROOT. Fails where clang-format would change one of our C++ files.
cd "$1" || exit 1
files=$(git ls-files '*.hpp' '*.cpp' 2>/dev/null)
[ -n "$files" ] || files=$(find sim models scenarios output tests tools -name node_modules -prune -o -name '*.[hc]pp' -print)
printf '%s\n' "$files" | while read -r file; do
  [ ! -f "$file" ] || printf '%s\0' "$file"
done | xargs -0 clang-format --dry-run --Werror && printf '%s files are formatted\n' "$(wc -l <<<"$files")"
