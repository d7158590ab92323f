#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test several threads in the exact venue: two runs of two, three and four
# threads agree, an operation counts the calls of all threads, the driver's lock
# makes them wait where it says so, and nothing draws a curve over threads.
set -u
. tests/e2e/lib.sh

cat >"$tmp/p.ini" <<-END
	[plan]
	summary = two, three and four threads
	samples = 2
	[cells]
	workload = dontneed munmap-inside
	mode = none global
	threads = 1 2 3 4
	sharing = own vma
	ops = 6
	warmup = 2
END
for name in a b; do
	run "$mnbench" run --plan "$tmp/p.ini" -o "$tmp/$name.json"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	ok "$status" "measured: $name"
	without_host "$tmp/$name.json" >"$tmp/$name"
done
check 'there is something to compare' [ "$(wc -c <"$tmp/a")" -gt 10000 ]
check 'both runs are the same outside host, with their times' \
	cmp "$tmp/a" "$tmp/b"

# column NAME: the number of a column of the CSV.
column() {
	head -n 1 "$tmp/csv" | tr , '\n' | grep -nx "$1" | cut -d: -f1
}

"$mnbench" show --csv "$tmp/a.json" >"$tmp/csv"
check 'a row for each cell' [ "$(wc -l <"$tmp/csv")" -eq 33 ]
# shellcheck disable=SC2016 # awk expands these
check 'callbacks are those of all threads' awk -F, -v t="$(column threads)" \
	-v c="$(column callbacks_per_op)" -v m="$(column mode)" '
	NR > 1 && $m == "global" {
		calls = ($1 == "dontneed" ? 1 : 2) * $t
		bad += $c != calls; n++ }
	END { exit bad || n != 16 }' "$tmp/csv"

cat >"$tmp/lock.ini" <<-END
	[plan]
	summary = a device that is waited for inside a lock
	samples = 1
	[cells]
	workload = dontneed
	mode = none global
	threads = 1 2
	sharing = vma
	lock = mutex
	wait_in = outside inside
	wait = sleep
	device_ns = 100us
	ops = 6
	warmup = 2
END
run "$mnbench" run --plan "$tmp/lock.ini" -o "$tmp/lock.json"
ok "$status" 'measured with a lock'
"$mnbench" show --csv "$tmp/lock.json" >"$tmp/csv"
# shellcheck disable=SC2016 # awk expands these
check 'two threads wait for the device in turn inside its lock only' \
	awk -F, -v t="$(column threads)" -v w="$(column wait_in)" \
	-v o="$(column over_none)" -v m="$(column mode)" '
	$m == "global" {
		twice = $t == 2 && $w == "inside"
		bad += $o < 95000 * (1 + twice) || $o > 130000 * (1 + twice)
		n++ }
	END { exit bad || n != 4 }' "$tmp/csv"

run "$mnbench" show "$tmp/lock.json"
check 'show says that it is no scaling' \
	grep -q 'icount, an operation is a round .* show no scaling' "$tmp/out"
run "$mnbench" report "$tmp/a.json" -o "$tmp/report"
ok "$status" 'reported'
check 'the report says why there is no curve over threads' \
	grep -q 'a.json: .*no curve over threads is drawn' "$tmp/err"
check 'so does its page' \
	grep -q 'no curve over threads is drawn' "$tmp/report/index.html"
check 'there is no such picture' \
	[ -z "$(find "$tmp/report" -name 'threads*')" ]

set_refused() {
	name=$1
	pattern=$2
	shift 2
	refused "$name" "$pattern" "$mnbench" run --plan "$tmp/p.ini" \
		-o "$tmp/refused.json" "$@"
}

set_refused 'more threads than were shown to agree are refused' \
	"threads cannot be '5' in venue icount, .*allowed: 0 to 4" \
	--set 'threads=2 5'
set_refused 'a workload that takes whole VMAs shares none' \
	"sharing cannot be 'vma' with workload munmap, .*allowed: own" \
	--set workload=munmap
set_refused 'another value of the key is refused' \
	"unknown sharing 'mm'; allowed: own, vma" --set sharing=mm
set_refused 'threads need room between them' \
	"pages cannot be '16777216' with threads 256, .*8 TiB" \
	--set workload=dontneed --set pages=16777216 --set threads=256
finish
