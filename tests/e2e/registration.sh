#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of a small part of the plans registration and worst-case: every cell
# agrees with the oracle, and registration costs what its parameters suggest.
set -u
. tests/e2e/lib.sh

cat >"$tmp/p.ini" <<-END
	[plan]
	summary = registration, small
	samples = 1
	[cells attach]
	workload = idle
	mode = none global chunked
	timed = attach detach
	region_size = 8M
	vmas = 0 1000
	ops = 3
	warmup = 1
	[cells first fault]
	workload = idle
	mode = global region chunked
	timed = first-fault
	region_size = 8M
	vmas = 0 1000
	ops = 3
	warmup = 1
	[cells register]
	workload = idle
	mode = none region
	timed = register unregister
	region_size = 8M
	pages = 512
	ops = 3
	warmup = 1
	[cells exit]
	workload = idle
	mode = none global whole chunked
	timed = exit exec
	region_size = 8M
	ops = 3
	warmup = 1
	[cells skip]
	workload = idle
	mode = none region
	timed = exec
	dying = wait skip
	region_size = 8M
	device_ns = 50us
	wait = sleep
	ops = 3
	warmup = 1
	[cells everything]
	workload = soft-dirty munmap-all
	mode = none global chunked
	placement = far overlap
	backing = zero
	region_size = 8M
	device_ns = 20us
	wait = spin sleep
	ops = 3
	warmup = 1
END
run "$mnbench" run --plan "$tmp/p.ini" -o "$tmp/r.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'every cell agrees with the oracle' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/r.json" >"$tmp/csv"
check 'placements of everything are one' [ "$(wc -l <"$tmp/csv")" -eq 43 ]

attach() {
	value "$tmp/csv" p50 timed=attach mode="$1" vmas="$2"
}
check 'a global attach grows with the VMAs' \
	more "$(attach global 1000)" 10 "$(attach global 0)"
check 'a later attach in mode chunked does not grow' \
	[ "$(attach chunked 1000)" -eq "$(attach chunked 0)" ]
first_fault() {
	value "$tmp/csv" p50 timed=first-fault mode="$1" vmas="$2"
}
check 'the first fault in a chunk does not grow' \
	more "$(first_fault chunked 0)" 0.9 "$(first_fault chunked 1000)"
check 'it costs more than a fault in an existing chunk' \
	more "$(first_fault chunked 0)" 1 "$(first_fault global 0)"
check 'a buffer costs more than the command alone' \
	more "$(value "$tmp/csv" p50 timed=register mode=region)" 1 \
	"$(value "$tmp/csv" p50 timed=register mode=none)"
for timed in exit exec; do
	calls() {
		value "$tmp/csv" callbacks_per_op timed=$timed mode="$1"
	}
	check "callbacks of an $timed: none, one, two, one for each chunk" \
		[ "$(calls none) $(calls global) $(calls whole) $(
			calls chunked)" = '0 1 2 4' ]
done
execute() {
	value "$tmp/csv" over_none timed=exec mode=region device_ns=50000 \
		dying="$1"
}
check 'a driver that skips the waits of an exit waits in an exec' \
	more "$(execute skip)" 0.9 "$(execute wait)"
for workload in soft-dirty munmap-all; do
	for wait in spin sleep; do
		over() {
			value "$tmp/csv" over_none workload=$workload \
				mode="$1" wait=$wait
		}
		check "$workload, $wait: a latency for each of 4 chunks" \
			more "$(over chunked)" 1 80000
		check "$workload, $wait: one without chunks" \
			more 40000 1 "$(over global)"
	done
done
finish
