#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# adaptive.sh [RESULT]: test that mode adaptive is at most 10 % slower than the
# best fixed chunk size for the same workload, and faster than each of them for
# the workload mixed. Without a RESULT of the plan adaptive, it measures a
# reduced form of that plan.
# shellcheck disable=SC2016 # awk's variables
set -u
. tests/e2e/lib.sh

if [ $# -gt 0 ]; then
	result=$1
else
	result=$tmp/r.json
	sed -e 's/^\(chunk_size =\) 64K .*/\1 64K 2M 1G/' \
		-e 's/^\(workload =\) munmap .*/\1 munmap-inside dontneed/' \
		-e 's/^\(placement =\) far /\1 /' \
		-e 's/^\(region_size =\) 1G/\1 64M/' \
		-e 's/^warmup = 20/warmup = 10\nops = 20/' plans/adaptive.ini \
		>"$tmp/p.ini"
	run "$mnbench" run --plan "$tmp/p.ini" --set samples=1 -o "$result"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	ok "$status" 'measured'
fi
"$mnbench" show --csv "$result" >"$tmp/csv"

# Print a line for each workload: its name, the statistic, the best fixed size,
# adaptive, and their quotient. Columns are found by name.
compare() {
	awk -F, -v by="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		{ what = $c["workload"] " " $c["placement"]
		  what = what " filter=" $c["filter"]
		  value = $c[by] + 0 }
		$c["mode"] == "chunked" &&
		(!(what in best) || value < best[what]) {
			best[what] = value }
		$c["mode"] == "adaptive" { adaptive[what] = value }
		END {
			for (what in best)
				print what, by, best[what], adaptive[what], \
					adaptive[what] / best[what]
		}' "$tmp/csv" | sort
}

compare p50 >"$tmp/compared"
compare mean >>"$tmp/compared"
sed 's/^/# /' "$tmp/compared"
check 'no cell failed' awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == "failed") c = i; next }
	$c != "" { bad = 1 }
	END { exit bad || NR < 2 }' "$tmp/csv"
check 'there are activities to compare' [ "$(wc -l <"$tmp/compared")" -ge 12 ]
check 'and adaptive was measured for each' \
	awk '!($6 > 0) { bad = 1 } END { exit bad }' "$tmp/compared"
check 'adaptive is at most 10 % worse than the best fixed size' \
	awk '$7 > 1.10 { bad = 1 } END { exit bad }' "$tmp/compared"
check 'and better than each on the mixed activity' \
	awk '$1 == "mixed" { n++; if ($6 >= $5) bad = 1 }
		END { exit bad || n < 4 }' "$tmp/compared"

finish
