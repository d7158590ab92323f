#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that no line is longer than the terminal, or than COLUMNS, or than 80
# where neither is known. Only a word that is longer, such as a path, may be a
# line by itself.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# longer COLUMNS FILE: print the lines that have more than that many columns and
# more than one word. A byte that continues a UTF-8 character has no column.
longer() {
	tr -d '\200-\277' <"$2" | awk -v columns="$1" '
		length($0) > columns && NF > 1'
}
# fits NAME COMMAND...: it prints, in lines that fit.
fits() {
	fits_name=$1
	shift
	for fits_columns in '' 80 120; do
		run env ${fits_columns:+COLUMNS=$fits_columns} "$@"
		longer "${fits_columns:-80}" "$tmp/out" >"$tmp/long"
		sed 's/^/# /' "$tmp/long"
		check "$fits_name fits${fits_columns:+ COLUMNS=$fits_columns}" \
			[ "$status" -le 2 -a -s "$tmp/out" -a ! -s "$tmp/long" ]
	done
}

unset COLUMNS
for topic in modes workloads plans venues keys presets; do
	fits "list $topic" "$mnbench" list $topic
done
fits 'list modes of an unknown kernel' \
	"$mnbench" list modes --kernel no-such-kernel
fits 'list modes of the running kernel' "$mnbench" list modes --venue host
fits 'report --list' "$mnbench" report --list
fits 'help' "$mnbench" --help

slower '1 4' 200 "$golden" >"$tmp/slow.json"
sed 's/"release": "/"release": "6.18.0-a-name-of-some-length-/
	s/"mode": "chunked"/"mode": "a-mode-with-a-long-name-0123456"/' \
	"$tmp/slow.json" >"$tmp/long-names.json"
timed >"$tmp/timed-1.json"
timed seed=2 munmap=5 boot=2 >"$tmp/timed-2.json"
mkdir "$tmp/many"
for n in 1 2 3 4 5 6; do
	slower '1 4' $((n > 3 ? 500 : 0)) "$golden" >"$tmp/many/$n.json"
done
for file in "$golden" "$tmp/slow.json" "$tmp/long-names.json"; do
	fits "show $(basename "$file")" "$mnbench" show "$file"
	fits "compare with $(basename "$file")" \
		"$mnbench" compare --across --all "$golden" "$file"
done
fits 'show of a timed result' "$mnbench" show "$tmp/timed-1.json"
fits 'compare of timed results' \
	"$mnbench" compare --all "$tmp/timed-1.json" "$tmp/timed-2.json"
fits 'compare of two modes' "$mnbench" compare "$golden:none" "$golden:global"
fits 'compare of references' "$mnbench" compare --across --all \
	results/reference/quick-icount-6.1*-amd64.json
fits 'compare of kernels' "$mnbench" compare --across \
	results/reference/quick-icount-6.1*-amd64.json
fits 'compare of costs' "$mnbench" compare --costs "$golden" "$tmp/slow.json"
fits 'history' "$mnbench" history "$tmp/many"

# What a terminal says counts first, and nothing is narrower than 40.
"$mnbench" show "$golden" >"$tmp/80"
COLUMNS=120 "$mnbench" show "$golden" >"$tmp/120"
check 'a wider output is another one' not cmp -s "$tmp/80" "$tmp/120"
for columns in 40 10; do
	COLUMNS=$columns "$mnbench" list workloads >"$tmp/$columns"
done
check 'a very narrow output is as wide as 40' cmp -s "$tmp/40" "$tmp/10"
longer 40 "$tmp/40" >"$tmp/long"
check 'which fits' [ ! -s "$tmp/long" ]
COLUMNS=many "$mnbench" show "$golden" >"$tmp/many-columns"
check 'COLUMNS that is no number counts as 80' \
	cmp -s "$tmp/80" "$tmp/many-columns"
if command -v script >/dev/null; then
	COLUMNS=120 script -qec "stty cols 60; '$mnbench' show '$golden'" \
		/dev/null </dev/null | tr -d '\r' >"$tmp/terminal"
	"$mnbench" show --width 60 "$golden" >"$tmp/60"
	check 'a terminal counts more than COLUMNS' \
		cmp -s "$tmp/60" "$tmp/terminal"
fi
finish
