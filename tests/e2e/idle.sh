#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test that a process pays nothing for the loaded module while nobody is
# attached, with a shorter form of the plan idle. Figures are exact, except for
# processes that fork, which vary by a few instructions from process to process.
set -u
. tests/e2e/lib.sh

run "$mnbench" run --plan idle --set ops=20 --set warmup=20 -o "$tmp/r.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'measured with the module and without' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/r.json" >"$tmp/csv"

# Print for each workload its p50 with the module loaded and absent.
awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	{ p50[$c["workload"], $c["module"]] = $c["p50"]; seen[$c["workload"]] }
	END { for (w in seen) print w, p50[w, "loaded"], p50[w, "absent"] }
' "$tmp/csv" | sort >"$tmp/pairs"
sed 's/^/# /' "$tmp/pairs"
check 'all workloads but the rarest' [ "$(wc -l <"$tmp/pairs")" -ge 10 ]
while read -r workload loaded absent; do
	case $workload in
	mprotect | dontneed | munmap | mremap | touch)
		check "$workload: the same to the instruction" \
			[ "$loaded" -eq "$absent" ]
		;;
	*)
		check "$workload: the same but for 1 in 100" \
			awk \
			"BEGIN { d = $loaded - $absent; exit !(d * d < ($loaded / 100) ^ 2) }"
		;;
	esac
done <"$tmp/pairs"
finish
