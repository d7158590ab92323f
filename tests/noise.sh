#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# noise.sh FOLDER [PATTERN]: try the verdicts on real runs. FOLDER holds results
# of one plan on one machine between which nothing was changed, so that every
# difference between two of them is a false one. Each is compared with each. The
# last lines count
#
# - the pairs that alarm: a cell is called regressed or improved;
# - the share of cells that are judged: called unchanged, or with an interval
#   that lies within 5 %;
# - for each run that measured `none` and `kvm`, in how many workloads the
#   difference between them was found.
#
# PATTERN selects files (default: *.json).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ -d "${1:-}" ] || bad "usage: tests/noise.sh FOLDER [PATTERN]"
folder=$1
pattern=${2:-*.json}
mnbench=build/mnbench
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

# verdict FILE: print "CELLS ALARMS JUDGED UNFIT" of a comparison as JSON.
verdict() {
	jq -r '[.cells[] | select(.verdict)] as $cells
		| ($cells | map(select(.verdict == "regressed" or
			.verdict == "improved")) | length) as $alarms
		| ($cells | map(select(.verdict == "unchanged" or (.low != null
			and .low >= 0.95 and .high <= 1.05))) | length) as $j
		| "\($cells | length) \($alarms) \($j) " +
			(if .void then "void" else .unfit // "-" end)' "$1"
}

# found FILE: print what a comparison of `none` and `kvm` found.
found() {
	jq -r '[.cells[] | select(.verdict)] as $cells
		| def named(v): $cells | map(select(.verdict == v))
			| map(.keys.workload) | join(" ");
		"\($cells | map(select(.verdict == "regressed")) | length)" +
		" slower, faster: [\(named("improved"))]" +
		", unchanged: [\(named("unchanged"))] " +
		(if .void then "void" else .unfit // "-" end)' "$1"
}

find "$folder" -maxdepth 1 -name "$pattern" | sort >"$tmp/files"
[ "$(wc -l <"$tmp/files")" -ge 2 ] || bad "fewer than two files in $folder"
echo "pair: cells, alarms, judged, why not"
cp "$tmp/files" "$tmp/later"
while read -r a; do
	sed 1d "$tmp/later" >"$tmp/rest"
	mv "$tmp/rest" "$tmp/later"
	while read -r b; do
		"$mnbench" compare --json "$a" "$b" >"$tmp/pair" || true
		[ -s "$tmp/pair" ] || bad "$a and $b were not compared"
		echo "$(basename "$a" .json) $(basename "$b" .json):" \
			"$(verdict "$tmp/pair")"
	done <"$tmp/later"
done <"$tmp/files" >"$tmp/pairs"
cat "$tmp/pairs"
echo
echo "run: workloads in which none and kvm differ"
while read -r a; do
	"$mnbench" compare --json "$a:none" "$a:kvm" >"$tmp/pair" 2>/dev/null ||
		true
	[ ! -s "$tmp/pair" ] ||
		echo "$(basename "$a" .json): $(found "$tmp/pair")"
done <"$tmp/files"
echo
awk '{ pairs++; void += $NF == "void"; if ($NF == "void") next
	alarms += $4 > 0; cells += $3; judged += $5 }
	END {
		printf "pairs: %d, of which %d void and %d alarm\n", pairs,
			void, alarms
		if (cells)
			printf "cells judged: %.1f %%\n",
				100 * judged / cells
	}' "$tmp/pairs"
