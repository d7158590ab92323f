#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test that files of every version of the formats stay readable by all commands
# that read them. A new version gets its own files in tests/golden; existing
# files are never made again.
set -u
. tests/e2e/lib.sh

for file in tests/golden/mnbench-[0-9]*.json; do
	name=$(basename "$file" .json)
	run "$mnbench" validate "$file"
	check "$name is valid" [ "$status" -eq 0 ]
	run "$mnbench" show "$file"
	check "$name is shown" \
		[ "$status:$(grep -c '^munmap .*12,434 .*+5,383' "$tmp/out")" \
		= 0:1 ]
	check "$name is told in words" \
		grep -q 'global adds 43 % to munmap far .*chunked 1.5 %' \
		"$tmp/out"
	run "$mnbench" show --csv "$file"
	check "$name is shown as CSV" [ "$status:$(wc -l <"$tmp/out")" = 0:7 ]
	run "$mnbench" compare "$file" "$file"
	check "$name is compared" \
		[ "$status:$(grep -c '6 unchanged' "$tmp/out")" = 0:1 ]
	cp "$file" "$tmp/again.json"
	run "$mnbench" history "$file" "$tmp/again.json"
	check "$name is followed" \
		[ "$status:$(grep -c '^0 of 6 cells changed in 2 runs$' \
		"$tmp/out")" = 0:1 ]
	run "$mnbench" report "$file" -o "$tmp/report"
	check "$name is reported" \
		[ "$status:$(wc -l <"$tmp/report/data/cells.csv")" = 0:7 ]
	rm -rf "$tmp/report"
done
check 'the version that is written is among them' \
	[ -e "tests/golden/$(sed -n 's,.*RESULT_SCHEMA *"mnbench/\(.*\)",mnbench-\1,p' bench/result/result.h).json" \
	]

for first in tests/golden/mnbench-partial-*-1.jsonl; do
	name=$(basename "$first" -1.jsonl)
	run "$mnbench" merge -o "$tmp/merged.json" "${first%1.jsonl}"?.jsonl
	check "parts of $name are merged" [ "$status" -eq 0 ]
	run "$mnbench" validate "$tmp/merged.json"
	check 'to a valid result' [ "$status" -eq 0 ]
	run "$mnbench" compare tests/golden/mnbench-1.json "$tmp/merged.json"
	check 'that is the one in one piece' \
		[ "$status:$(grep -c '6 unchanged' "$tmp/out")" = 0:1 ]
done
check 'the version that is written is among them, too' \
	[ -e "tests/golden/$(sed -n 's,.*PARTIAL_SCHEMA *"mnbench-partial/\(.*\)",mnbench-partial-\1,p' bench/result/partial.h)-1.jsonl" \
	]
sed 's,"mnbench/1",,' tests/golden/mnbench-1.json >"$tmp/none.json"
refused 'a result of no version' 'no result of mnbench' "$mnbench" show \
	"$tmp/none.json"
sed 's,"mnbench/1","mnbench/99",' tests/golden/mnbench-1.json >"$tmp/newer.json"
refused 'a result of a version to come' \
	'written by a newer mnbench: schema mnbench/99' \
	"$mnbench" validate "$tmp/newer.json"
finish
