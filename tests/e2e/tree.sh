#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the tree: make lint, the README and make help.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

check 'make lint finds nothing' make lint
check 'the README has at most 100 lines' test "$(wc -l <README.md)" -le 100
# Links of documents to files of the tree, without what stands behind #.
for page in *.md docs/*.md; do
	grep -o '](\([^)#:]*\)[)#]' "$page" | sed 's/^](//; s/[)#]$//' |
		while read -r link; do
			[ -e "$(dirname "$page")/$link" ] ||
				echo "# $page: no file $link"
		done
done >"$tmp/broken"
cat "$tmp/broken"
check 'links of documents lead to files' [ ! -s "$tmp/broken" ]
make -s help >"$tmp/out"
for target in bench check deps clean help; do
	check "make help names $target" grep -q "^  $target " "$tmp/out"
done
finish
