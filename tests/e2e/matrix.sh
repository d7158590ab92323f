#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench matrix on made-up results of several kernels, and that no
# command mixes architectures unless it is asked to.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# says NAME PATTERN: the output matches.
says() {
	check "$1" grep -Eq -- "$2" "$tmp/out"
}
# kernel RELEASE MACHINE FILE: print the result as one of that kernel.
kernel() {
	sed "s/\(\"release\": \)\"[^\"]*\"/\1\"$1\"/
		s/\(\"machine\": \)\"x86_64\"/\1\"$2\"/" "$3"
}

# Cells 0 to 5 are munmap and touch in none, global and chunked. On 6.12 munmap
# takes 1000 more without a device and 1100 more under global; on 7.3 it makes a
# callback more under chunked.
kernel 6.1.9-amd64 x86_64 "$golden" >"$tmp/6.1.json"
slower 0 1000 "$golden" >"$tmp/part.json"
slower 2 1000 "$tmp/part.json" >"$tmp/part2.json"
slower 1 1100 "$tmp/part2.json" >"$tmp/part3.json"
kernel 6.12.3-amd64 x86_64 "$tmp/part3.json" >"$tmp/6.12.json"
slower 2 50 "$tmp/part3.json" | awk '
	/"mode": "chunked"/ { chunked = /"workload": "munmap"/ }
	/"mode": "(none|global)"/ { chunked = 0 }
	chunked && /"counters"/ {
		head = index($0, "\"counters\"")
		rest = substr($0, head)
		sub(/"unmap": 0,/, "\"unmap\": 10,", rest)
		$0 = substr($0, 1, head - 1) rest
	}
	{ print }' >"$tmp/part4.json"
kernel 7.3.4-amd64 x86_64 "$tmp/part4.json" >"$tmp/7.3.json"
check 'the result with other counters differs' \
	not cmp -s "$tmp/part4.json" "$tmp/part3.json"

run "$mnbench" matrix "$tmp/7.3.json" "$tmp/6.1.json" "$tmp/6.12.json"
check 'the command succeeds' [ "$status" -eq 0 ]
says 'columns by version' '^ +mode +6\.1 +6\.12 +7\.3$'
none=$("$mnbench" show --csv "$tmp/6.1.json" | awk -F, '
	$1 == "munmap" && $2 == "none" { print $10 }')
says 'a baseline has its time' "^munmap +none +[0-9,]+ +[0-9,]+ +[0-9,]+$"
check 'the times are those of the results' [ "$(awk '
	/^munmap +none/ { gsub(/,/, ""); print $3, $4 }' "$tmp/out")" = \
	"$none $((none + 1000))" ]
check 'a mode has its cost' [ "$(awk '
	/^ +global/ && !n++ { gsub(/,/, ""); print $3 - $2 }' "$tmp/out")" \
	= 100 ]
says 'each step has a heading' \
	'^From 6\.1\.9-amd64 to 6\.12\.3-amd64, x86_64,'
says 'costs and operations are told apart' \
	'^Costs over none: 1 became dearer, 0 cheaper, all with the same count'
says 'a slower operation is none of a mode' \
	'^Operations without a device: 1 became dearer, 0 cheaper'
says 'a step of which the heading says that counters are the same' \
	'^\* munmap under global: \+5,383 to \+5,483 \(\+0\.6 % of .*\)$'
says 'another counter explains a step' \
	'^\* munmap under chunked: .*; unmap 0 -> 1 for each operation$'

run "$mnbench" matrix --csv "$tmp/6.1.json" "$tmp/6.12.json"
check 'CSV' [ "$status:$(head -n 1 "$tmp/out")" = 0:cell,mode,6.1,6.12 ]
check 'with a row for each cell' [ "$(wc -l <"$tmp/out")" -eq 7 ]
run "$mnbench" matrix --json "$tmp/6.1.json" "$tmp/6.12.json" "$tmp/7.3.json"
check 'JSON' [ "$status" -eq 0 ]
grep -o '"[a-z_0-9]*":' "$tmp/out" | tr -d '":' | sort -u >"$tmp/names"
"$mnbench" list keys | grep -o '^[^ ]*' >"$tmp/keys"
# shellcheck disable=SC2016 # backquotes of the document
grep -o '`[a-z_0-9]*`' docs/matrix.md docs/results.md | sed 's/.*://' |
	tr -d '`' | sort -u >"$tmp/documented"
check 'each name in it is documented' [ -z "$(grep -vxFf "$tmp/keys" \
	"$tmp/names" | grep -vxFf "$tmp/documented" | grep -vx unmap)" ]
# On 7.3 munmap makes two calls under global.
awk '
	/"mode": "global"/ { global = /"workload": "munmap"/ }
	/"mode": "(none|chunked)"/ { global = 0 }
	global && /"counters"/ { gsub(/"unmap": 10,/, "\"unmap\": 20,") }
	{ print }' "$tmp/7.3.json" >"$tmp/calls.json"
check 'the result with other calls differs' \
	not cmp -s "$tmp/calls.json" "$tmp/7.3.json"
run "$mnbench" matrix --calls "$tmp/6.1.json" "$tmp/calls.json"
check 'calls' [ "$status" -eq 0 ]
says 'kernels with different calls are marked, with the function' \
	'^munmap \* +1 +2 +unmap_vmas$'
says 'a workload that makes no calls says so' '^touch +0 +0 +makes none$'
check 'each workload has one row' [ "$(grep -c '^munmap' "$tmp/out")" -eq 1 ]
refused 'calls as CSV' 'calls goes with --architectures alone' \
	"$mnbench" matrix --calls --csv "$tmp/6.1.json"

run "$mnbench" matrix --threshold 50 "$tmp/6.1.json" "$tmp/6.12.json"
says 'the threshold' '^Costs over none: 0 became dearer, 0 cheaper\.$'
"$mnbench" reference "$tmp/6.1.json" -o "$tmp/reference.json"
"$mnbench" matrix --csv "$tmp/6.1.json" "$tmp/6.12.json" >"$tmp/of-results"
run "$mnbench" matrix --csv "$tmp/reference.json" "$tmp/6.12.json"
check 'a reference is as good' cmp -s "$tmp/out" "$tmp/of-results"

refused 'one kernel twice' 'are both of kernel 6.1.9-amd64' \
	"$mnbench" matrix "$tmp/6.1.json" "$tmp/6.1.json"
timed >"$tmp/timed.json"
refused 'a timed result' 'a matrix takes results of an exact venue' \
	"$mnbench" matrix "$tmp/timed.json"
sed 's/"name": "golden"/"name": "other"/' "$tmp/6.12.json" >"$tmp/plan.json"
refused 'another plan' 'a matrix takes results of one plan' \
	"$mnbench" matrix "$tmp/6.1.json" "$tmp/plan.json"
refused 'nothing' 'give results of one plan' "$mnbench" matrix

refused 'make matrix without a kernel' "KERNELS cannot be ''" \
	env PLAN=quick KERNELS= ARCHS= vm/matrix.sh

# Another architecture.
kernel 6.1.9-arm64 aarch64 "$golden" >"$tmp/arm64.json"
refused 'two architectures in a matrix' 'give --architectures to have both' \
	"$mnbench" matrix "$tmp/6.1.json" "$tmp/arm64.json"
run "$mnbench" matrix --architectures "$tmp/arm64.json" "$tmp/6.12.json" \
	"$tmp/6.1.json"
says 'with --architectures each has its columns' \
	'^ +mode +6\.1 x86_64 +6\.12 x86_64 +6\.1 arm64$'
check 'there is no step from one to the other' \
	[ "$(grep -c '^From ' "$tmp/out")" -eq 1 ]
refused 'compare --across of two' 'is of x86_64, .* of arm64' \
	"$mnbench" compare --across "$tmp/6.1.json" "$tmp/arm64.json"
run "$mnbench" compare --architectures "$tmp/6.1.json" "$tmp/arm64.json"
check 'compare --architectures compares them' [ "$status" -eq 0 ]
says 'and says so' 'kernel\.machine'
refused 'a history of two' 'give a history runs of one architecture' \
	"$mnbench" history "$tmp/6.1.json" "$tmp/arm64.json"
refused 'a page that compares two' 'is of x86_64, .* of arm64' \
	"$mnbench" report --compare "$tmp/6.1.json" "$tmp/arm64.json" \
	-o "$tmp/page"
run "$mnbench" report --compare --architectures "$tmp/6.1.json" \
	"$tmp/arm64.json" -o "$tmp/page"
check 'unless it is asked to' [ "$status" -eq 0 -a -s "$tmp/page/index.html" ]
sed '/"machine": "x86_64"/d' "$tmp/6.12.json" >"$tmp/old.json"
run "$mnbench" matrix "$tmp/6.1.json" "$tmp/old.json"
check 'a result without a machine is of x86_64' [ "$status" -eq 0 ]

if command -v gnuplot >/dev/null; then
	run "$mnbench" matrix --architectures "$tmp/6.1.json" \
		"$tmp/6.12.json" "$tmp/arm64.json" -o "$tmp/picture"
	check 'the picture' [ "$status" -eq 0 -a \
		-s "$tmp/picture/kernel-matrix.svg" -a \
		-s "$tmp/picture/kernel-matrix.png" ]
	check 'has both architectures' grep -q 'x86_64 solid, arm64 dashed' \
		"$tmp/picture/kernel-matrix.svg"
	refused 'a page of both' '--architectures shows both on one page' \
		"$mnbench" report "$tmp/6.1.json" "$tmp/arm64.json" \
		-o "$tmp/runs"
	run "$mnbench" report --architectures --format svg "$tmp/6.1.json" \
		"$tmp/arm64.json" -o "$tmp/runs"
	check 'a page of both that was asked for says so' grep -q \
		'These runs are of different architectures (x86_64, arm64)' \
		"$tmp/runs/index.html"
fi
finish
