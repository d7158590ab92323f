#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of device faults: their cost by pages, and beside unrelated changes.
# shellcheck disable=SC2016 # dollar signs of awk
set -u
. tests/e2e/lib.sh

# Print a line for each cell of a result: MODE PAGES FAILED P50 AGAIN
# COLLISIONS. Times and counters are those of its only sample, medians as `show`
# prints them.
summarise() {
	tr -d ' \n' <"$1" | sed 's/{"cell":{/\n&/g' | awk '
	function field(name) {
		if (!match($0, "\"" name "\":[^,}]*"))
			return "-"
		return substr($0, RSTART + length(name) + 3,
			RLENGTH - length(name) - 3)
	}
	function p50(name,    n, values, i, k, t) {
		if (!match($0, "\"" name "\":\\[[0-9,]+\\]"))
			return 0
		n = split(substr($0, RSTART + length(name) + 4,
			RLENGTH - length(name) - 5), values, ",")
		for (i = 2; i <= n; i++)
			for (k = i; k > 1; k--) {
				if (values[k] + 0 >= values[k - 1] + 0)
					break
				t = values[k]
				values[k] = values[k - 1]
				values[k - 1] = t
			}
		return values[int((n + 1) / 2)]
	}
	/^{"cell":{/ {
		failed = field("failed")
		sub(/.*"samples"/,
			"\"keep\":" field("mode") " " field("pages") " &")
		split($0, head, /[: ]/)
		gsub(/"/, "", head[2])
		match($0, /"counters":\{/)
		counters = substr($0, RSTART)
		ns = p50("ns"); again = p50("again_ns")
		$0 = counters
		print head[2], head[3], failed, ns, again, field("collisions")
	}'
}

cat >"$tmp/side.ini" <<-END
	[plan]
	summary = a fault beside unrelated changes
	samples = 1
	[cells]
	workload = dontneed
	mode = whole chunked
	timed = fault
	threads = 1
	pages = 512
	chunk_size = 1G
	region_size = 4M
	region_run = 2M
	limit_ns = 2ms
	ops = 5
	warmup = 0
END
run "$mnbench" run --plan "$tmp/side.ini" -o "$tmp/side.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
ok "$status" 'faults during changes are measured, and counted as predicted'
summarise "$tmp/side.json" | tee "$tmp/side" | sed 's/^/# /'
check 'both modes' [ "$(wc -l <"$tmp/side")" -eq 2 ]
# asserts NAME FILE PROGRAM: the awk program returns 0 for the file.
asserts() {
	awk "$3" "$2"
	ok $? "$1"
}
asserts 'chunked does not collide with what is unrelated' "$tmp/side" \
	'$1 == "chunked" && $6 == 0 { n++ } END { exit n != 1 }'
asserts 'whole collides many times' "$tmp/side" \
	'$1 == "whole" && $6 >= 10 { n++ } END { exit n != 1 }'
asserts 'and its fault takes several times longer' "$tmp/side" \
	'{ p50[$1] = $4 } END { exit !(p50["whole"] > 3 * p50["chunked"]) }'

cat >"$tmp/fault.ini" <<-END
	[plan]
	summary = a fault by pages
	samples = 1
	[cells]
	workload = idle
	mode = *
	timed = fault
	threads = 0
	pages = 1 512
	chunk_size = 1G
	region_size = 4M
	region_run = 2M
	ops = 5
	warmup = 2
END
run "$mnbench" run --plan "$tmp/fault.ini" -o "$tmp/fault.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
ok "$status" 'faults alone are measured, and counted as predicted'
summarise "$tmp/fault.json" | tee "$tmp/fault" | sed 's/^/# /'
modes=$(cut -d ' ' -f 1 "$tmp/fault" | sort -u)
check 'in several modes, both sizes of each' \
	[ "$(wc -l <"$tmp/fault")" -ge 8 ]
for mode in $modes; do
	asserts "$mode: a page costs at most 3,300 instructions" "$tmp/fault" \
		"\$1 == \"$mode\" && \$2 == 1 && \$5 > 0 && \$4 - \$5 <= 3300 \
		{ n++ } END { exit n != 1 }"
	asserts "$mode: each of 512 pages at most 370" "$tmp/fault" \
		"\$1 == \"$mode\" && \$2 == 512 && \$5 > 0 && \
		\$4 - \$5 <= 512 * 370 { n++ } END { exit n != 1 }"
done
finish
