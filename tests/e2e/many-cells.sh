#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of runs with many cells, whose parts are made up: they are merged in
# bounded memory, and what needs more memory than there is says so.
set -u
. tests/e2e/lib.sh

tests/parts.sh 100 100 3 "$tmp/parts"
check 'there are parts of 10000 cells' \
	[ "$(cat "$tmp"/parts/part* | wc -l)" -eq 103 ]

run prlimit --as=40000000 "$mnbench" merge "$tmp"/parts/part* \
	-o "$tmp/all.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'they are merged in 40 MB' [ "$status" -eq 0 ]
check 'to a result of 11 MB' [ "$(wc -c <"$tmp/all.json")" -gt 11000000 ]
check 'which has all cells' \
	[ "$(grep -c '"cell": {' "$tmp/all.json")" -eq 10000 ]
check 'in the order of the plan' [ "$(sed -n \
	's/.*"vmas": \([0-9]*\),.*"warmup": \([0-9]*\).*/\1 \2/p' \
	"$tmp/all.json" | sort -c -n -k1,1 -k2,2 2>&1 | wc -l)" -eq 0 ]
run "$mnbench" show --csv "$tmp/all.json"
check 'it is read' [ "$(wc -l <"$tmp/out")" -eq 10001 ]
check 'a merge leaves nothing else' \
	[ "$(find "$tmp" -name 'all.json*' -o -name '.mn*' | wc -l)" -eq 1 ]

# The order of the parts does not matter, and a part may be there twice.
run "$mnbench" merge "$tmp/parts/part2" "$tmp/parts/part3" \
	"$tmp/parts/part1" "$tmp/parts/part2" -o "$tmp/again.json"
without_host "$tmp/all.json" >"$tmp/a"
without_host "$tmp/again.json" >"$tmp/b"
check 'the parts may come in any order' cmp "$tmp/a" "$tmp/b"
sed 's/"ns":\[1005\]/"ns":[1006]/' "$tmp/parts/part1" >"$tmp/other"
refused 'a part that says something else' \
	'batch [0-9]+ occurs twice, with different output' \
	"$mnbench" merge "$tmp"/parts/part* "$tmp/other" -o "$tmp/x.json"

truncate -s 1T "$tmp/huge.json"
for command in show validate "compare $tmp/all.json"; do
	# shellcheck disable=SC2086 # two words
	refused "a file that does not fit the memory: ${command%% *}" \
		'huge.json: the file has 1048576 MiB; reading it takes about' \
		"$mnbench" $command "$tmp/huge.json"
done

finish
