#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# exactness.sh: test that `mnbench compare` reports one instruction that is
# planted in a callback of the module, in each cell whose operations make that
# callback, and in no other cell.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/e2e/lib.sh
. tests/lib-scratch.sh

# Some cells are left out, because the place of an object in its slab, which the
# kernel shuffles, moves them by a few instructions: fork copies a task forwards
# or backwards, and taking pages from the device frees objects in the first or
# in another page of a slab.
cat >"$tmp/p.ini" <<-END
	[plan]
	summary = activities that callbacks are made for, and others
	samples = 2
	[cells far]
	workload = cow dontneed mprotect mremap munmap munmap-inside touch
	mode = none global filtered whole chunked
	device_ns = 0 5us
	ops = 50
	warmup = 5
	[cells same-chunk]
	workload = dontneed mprotect munmap touch
	mode = none global filtered whole chunked
	placement = same-chunk
	ops = 50
	warmup = 5
END

# measure KERNEL RESULT: measure the plan.
measure() {
	run "$mnbench" run --plan "$tmp/p.ini" --kernel "$1" -o "$2"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
}

measure debian "$tmp/base.json"
check 'measured' [ "$status" -eq 0 ]

# cells RESULT: print what `show --csv` has, as "workload mode placement
# device_ns callbacks".
cells() {
	"$mnbench" show --csv "$1" | awk -F, \
		'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
		NR > 1 { print $1, $2, $5, $4, $(c["callbacks_per_op"]) }'
}
cells "$tmp/base.json" >"$tmp/cells"
check 'there are cells with callbacks, and without' \
	[ "$(awk '$5 > 0 { n++ } END { print (n > 10 && NR - n > 10) }' "$tmp/cells")" \
	-eq 1 ]

# reported: print what compare reports, in the same form, and the instructions.
reported() {
	awk '/^(regressed|improved|inconclusive) / {
		print $2, $3, $4, / device_ns=5us / ? 5000 : 0, $(NF - 1) }' \
		"$tmp/out"
}

# one_more NAME FILE FUNCTION MODES: test one instruction more in that callback.
one_more() {
	tree=$tmp/$3-$1
	scratch_tree "$tree"
	check "$1: an instruction is planted" plant "$tree/module/$2" "$3" \
		'asm volatile("nop");'
	check "$1: its module is built" scratch_build "$tree"
	measure "$tree/build/kernel/debian" "$tmp/$1.json"
	check "$1: measured" [ "$status" -eq 0 ]
	# One instruction is far below the default threshold. A line as long as
	# this is not broken.
	run env COLUMNS=200 "$mnbench" compare --threshold 0 --times \
		"$tmp/base.json" "$tmp/$1.json"
	check "$1: it is a regression" [ "$status" -eq 1 ]
	sed 's/^/# /' "$tmp/out"
	awk -v modes=" $4 " 'index(modes, " " $2 " ") && $5 > 0 {
		print $1, $2, $3, $4, "+" $5 }' "$tmp/cells" |
		sort >"$tmp/expected"
	reported | sort >"$tmp/reported"
	check "$1: cells are affected" [ "$(wc -l <"$tmp/expected")" -ge 3 ]
	check \
		"$1: it is reported in each of them, a callback an instruction, and in no other" \
		diff "$tmp/expected" "$tmp/reported"
}

one_more global global.c range_start 'global filtered'
one_more chunked mode_chunked.c invalidate 'chunked'

finish
