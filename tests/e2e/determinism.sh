#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test that two runs of a plan are the same, byte for byte outside `host`, also
# when guests run one after the other and other programs keep the CPUs busy.
# Each run has two boots of each batch that agree; the result has the number of
# boots.
set -u
. tests/e2e/lib.sh

cat >"$tmp/p.ini" <<-END
	[plan]
	summary = a little of everything
	samples = 2
	batch_cells = 12
	[cells]
	workload = munmap fork
	mode = none global chunked
	placement = far overlap
	device_ns = 5us
	ops = 20
	warmup = 5
END
measure() {
	run "$mnbench" run --plan "$tmp/p.ini" "$@"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	ok "$status" "measured: $*"
}

measure -o "$tmp/a.json"

busy=
for _ in 1 2 3; do
	sh -c 'while :; do :; done' &
	busy="$busy $!"
done
measure -o "$tmp/b.json" --jobs 1
# shellcheck disable=SC2086 # a list
kill $busy

without_host "$tmp/a.json" >"$tmp/a"
without_host "$tmp/b.json" >"$tmp/b"
check 'there is something to compare' [ "$(wc -c <"$tmp/a")" -gt 10000 ]
check 'both runs are the same outside host' cmp "$tmp/a" "$tmp/b"
for name in a b; do
	tr -d ' \n' <"$tmp/$name.json" | grep -o '"boots":\[[0-9,]*\]' |
		sed "s/^/# $name: /" >"$tmp/$name.boots"
	cat "$tmp/$name.boots"
	check "batches were booted twice at least, in $name" \
		grep -Eq '\[[2-5](,[2-5])*\]' "$tmp/$name.boots"
done
check 'host is the last key' grep -q '^ "host": {' "$tmp/a.json"
check 'no folder of this machine is in it' \
	sh -c "! sed '/\"text\"/d' '$tmp/a' | grep -qF '$PWD'"

"$mnbench" show --csv "$tmp/a.json" >"$tmp/csv"
check 'a row for each cell' [ "$(wc -l <"$tmp/csv")" -eq 13 ]
check 'the fixed columns come first' \
	grep -q \
	'^workload,mode,chunk_size,device_ns,placement,threads,ops,unit,min,p50,mean,p99,max,over_none,over_none_pct,callbacks_per_op,spurious_per_op,invalidations_per_op' \
	"$tmp/csv"

# column NAME WORKLOAD MODE PLACEMENT: print a value of the CSV.
column() {
	awk -F, -v name="$1" -v key="$2,$3,$4" '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
		$1 "," $2 "," $5 == key { print $(c[name]) }' "$tmp/csv"
}
check 'global gets callbacks for far munmap' \
	[ "$(column callbacks_per_op munmap global far)" = 1 ]
check 'chunked gets none for far munmap' \
	[ "$(column callbacks_per_op munmap chunked far)" = 0 ]
check 'chunked gets them for munmap on device pages' \
	[ "$(column spurious_per_op munmap chunked overlap)" = 0 ]
check 'none is its own baseline' [ "$(column over_none fork none far)" = 0 ]

run "$mnbench" show "$tmp/a.json"
check 'the table is shown' \
	[ "$status:$(grep -c '^placement ' "$tmp/out")" = 0:2 ]

finish
