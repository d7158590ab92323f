#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of memory on NUMA nodes: the plan numa moves pages and draws what each
# mode adds to one, the keys put memory on a node, and where there is no such
# node a sentence says so.
set -u
. tests/e2e/lib.sh

run "$mnbench" run --plan numa --set ops=2 --set warmup=1 --set pages='1 4 16' \
	--set device_ns=5us --set mode='none global whole chunked' \
	-o "$tmp/r.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'the plan numa is measured, and no cell failed' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/r.json" >"$tmp/csv"

# count CONDITION: print how many cells match a condition of awk, in which
# is(NAME, VALUE) compares a column, number(NAME) is its number, and
# same(NAME, NAME) compares two columns.
count() {
	awk -F, '
		function is(name, value) { return $(c[name]) == value }
		function same(a, b) { return $(c[a]) == $(c[b]) }
		function number(name) { return $(c[name]) + 0 }
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		'"$1"' { n++ }
		END { print n + 0 }' "$tmp/csv"
}
moves='!/^numa-fault/'
for workload in move-pages mbind-move migrate-pages; do
	check "$workload has cells in both placements" \
		[ "$(count "is(\"workload\", \"$workload\") &&
			(is(\"placement\", \"far\") ||
			 is(\"placement\", \"overlap\"))")" -eq 24 ]
done
check 'a mode that hears of everything is called for each page' \
	[ "$(count "$moves && is(\"mode\", \"global\") &&
		number(\"callbacks_per_op\") == number(\"pages\")")" -eq 18 ]
check 'and waits for the device for each' \
	[ "$(count "$moves && is(\"mode\", \"global\") &&
		number(\"over_none_per_page\") > 5000")" -eq 18 ]
check 'far from its pages, a mode with chunks is not called' \
	[ "$(count "$moves && is(\"mode\", \"chunked\") &&
		is(\"placement\", \"far\") &&
		number(\"callbacks_per_op\") == 0 &&
		number(\"over_none_per_page\") < 500")" -eq 9 ]
check 'on them it is called for each page' \
	[ "$(count "$moves && is(\"mode\", \"chunked\") &&
		is(\"placement\", \"overlap\") &&
		number(\"callbacks_per_op\") == number(\"pages\")")" -eq 9 ]
check 'pages that NUMA balancing moves are called for, too' \
	[ "$(count 'is("workload", "numa-fault") && is("mode", "global") &&
		number("callbacks_per_op") == number("pages")')" -eq 6 ]
run "$mnbench" show "$tmp/r.json"
check 'a sentence says what a mode adds to a page' \
	grep -q 'whole adds 5.5 us to each page of move-pages pages=16 far' \
	"$tmp/out"
run "$mnbench" report "$tmp/r.json" -o "$tmp/report"
check 'the picture is drawn' test -s "$tmp/report/page-cost.png"
check 'and is on the page' \
	grep -q 'What a mode adds to each page' "$tmp/report/index.html"

# Memory on a node.
cat >"$tmp/p.ini" <<-END
	[plan]
	summary = memory on a node
	samples = 1
	[cells far]
	workload = dontneed move-pages
	mode = none chunked
	node = cpu 0 1
	region_size = 8M
	ops = 3
	[cells region]
	workload = dontneed
	mode = none chunked
	placement = overlap
	region_node = 0 1
	region_size = 8M
	ops = 3
END
run "$mnbench" run --plan "$tmp/p.ini" -o "$tmp/n.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'memory is on the node of each cell' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/n.json" >"$tmp/csv"
check 'each node has its own baseline' \
	[ "$(count 'is("mode", "chunked") && !is("over_none", "")')" -eq 8 ]
check 'in placement overlap the node is that of the region' \
	[ "$(count 'is("placement", "overlap") &&
		same("node", "region_node")')" -eq 4 ]
check 'the guest has two nodes' grep -q nodeid=1 "$tmp/n.json"
run "$mnbench" run --plan "$tmp/p.ini" --set node=cpu --set region_node=cpu \
	--set workload=dontneed -o "$tmp/one.json"
check 'without these keys it has one' not grep -q nodeid "$tmp/one.json"

# A scan takes 32 MiB, or what the workload asks for if that is more.
cat >"$tmp/scan.ini" <<-END
	[plan]
	summary = a scan of many pages
	samples = 1
	memory_mb = 1024
	[cells]
	workload = numa-scan
	mode = none global
	pages = 8192 20000
	region_size = 8M
	ops = 2
	warmup = 1
	[cells fault]
	workload = numa-fault
	mode = none global
	pages = 9000
	region_size = 8M
	ops = 1
	warmup = 0
END
run "$mnbench" run --plan "$tmp/scan.ini" -o "$tmp/scan.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'one scan takes as many pages as there are' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/scan.json" >"$tmp/csv"
check 'by one call' [ "$(count 'is("workload", "numa-scan") &&
	is("mode", "global") && number("callbacks_per_op") == 1')" -eq 2 ]
check 'and each of its pages moves' \
	[ "$(count 'is("workload", "numa-fault") && is("mode", "global") &&
		number("callbacks_per_op") == number("pages")')" -eq 1 ]

# One node more than a guest has, and one that this machine has not.
refused 'a node that a guest has not' \
	'p.ini: node cannot be .2. in a guest, .*; allowed: cpu, 0, 1$' \
	"$mnbench" run --plan "$tmp/p.ini" --set workload=dontneed \
	--set placement=far --set node=2 --set region_node=cpu --check
refused 'a node that no machine has' \
	'node .8.; allowed: cpu, 0, 1, 2, 3, 4, 5, 6, 7$' \
	"$mnbench" run --plan "$tmp/p.ini" --set node=8 --check
# shellcheck disable=SC2317 # refused calls it
host() {
	"$mnbench" run --plan "$tmp/p.ini" --venue host --set mode=none \
		--set placement=far --check "$@"
}
lacking=
for node in 7 6 5 4 3 2 1; do
	[ -e /sys/devices/system/node/node$node ] || lacking=$node
done
if [ -n "$lacking" ]; then
	refused "a node that this machine has not ($lacking)" \
		"node cannot be '$lacking' on this machine, which has memory on .*; allowed: cpu" \
		host --set node="$lacking" --set workload=dontneed \
		--set region_node=cpu
	refused 'the same of the device region' \
		"region_node cannot be '$lacking' on this machine" \
		host --set node=cpu --set workload=dontneed \
		--set region_node="$lacking"
fi
if [ ! -e /sys/devices/system/node/node1 ]; then
	refused 'the plan numa on a machine with one node' \
		"numa.ini: workload cannot be 'move-pages' on this machine" \
		"$mnbench" run --plan numa --venue host --check
	refused 'pages that cannot move to another node' \
		"workload cannot be 'move-pages' on this machine, which has memory on .*; allowed: a machine with the NUMA nodes 0 and 1, or a venue with a guest" \
		host --set node=cpu --set workload=move-pages \
		--set region_node=cpu
fi
finish
