#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The tree itself: style, warnings and licences.
set -u
. tests/e2e/lib.sh

check 'make lint finds nothing' make lint
git ls-files >"$tmp/files" 2>/dev/null || find . -path ./build \
	-prune -o -type f -print >"$tmp/files"
grep -E '\.([chi]|sh|gp|gpi)$|/Kbuild$|Makefile$' "$tmp/files" >"$tmp/sources"
while read -r file; do
	[ ! -e "$file" ] || head -n 2 "$file" | grep -q SPDX-License-Identifier ||
		echo "# no licence: $file"
done <"$tmp/sources" >"$tmp/unlicensed"
cat "$tmp/unlicensed"
check 'each source names its licence' test ! -s "$tmp/unlicensed"
check 'there are sources' test -s "$tmp/sources"
check 'the README has at most 100 lines' test "$(wc -l <README.md)" -le 100
make -s help >"$tmp/out"
for target in bench check deps clean help; do
	check "make help names $target" grep -q "^  $target " "$tmp/out"
done
finish
