#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kills.sh: test in a guest that a run in venue host which is killed at a random
# moment leaves the machine as it was, 20 times: mnbench by SIGKILL, its
# guardian, mnbench by SIGTERM, both by SIGKILL.
set -u
. tests/e2e/lib.sh
. tests/userland/lib.sh

kills=20
cat >"$tmp/t.ini" <<-END
	[plan]
	summary = schemes with callbacks, longer than any run lives
	samples = 1000
	batch_cells = 2
	[cells]
	workload = munmap dontneed
	mode = global chunked region
	ops = 5
	warmup = 2
	quiesce = none
END
machine >"$tmp/before"
echo 1 >"$tmp/seed"
# random N: a number below N. Its sequence is the same in each test.
random() {
	seed=$(awk -v s="$(cat "$tmp/seed")" \
		'BEGIN { printf "%d", (s * 16807) % 2147483647 }')
	echo "$seed" >"$tmp/seed"
	echo $((seed / 7 % $1))
}

loaded() {
	grep -q '^mnbench ' /proc/modules
}

i=0
times=0
while [ $i -lt $kills ]; do
	i=$((i + 1))
	host_start "$tmp/t.ini" -o "$tmp/k.json"
	# Half of them from the first moment on, half while they measure.
	if [ $((i / 4 % 2)) -eq 0 ]; then
		usleep $(($(random 3000) * 1000))
	else
		wait_for 120 loaded
		usleep $(($(random 1000) * 1000))
	fi
	! loaded || times=$((times + 1))
	guard=$(pids mnbench-guard)
	case $((i % 4)) in
	0)
		what='SIGKILL to mnbench'
		kill -KILL $mnbench_pid
		;;
	1)
		what='SIGKILL to the guardian'
		[ -z "$guard" ] || kill -KILL "$guard"
		usleep 200000
		kill -TERM $mnbench_pid
		;;
	2)
		what='SIGTERM to mnbench'
		kill -TERM $mnbench_pid
		;;
	3)
		what='SIGKILL to both'
		# shellcheck disable=SC2086 # there may be none
		kill -KILL $guard $mnbench_pid
		"$mnbench" host --restore 2>/dev/null
		;;
	esac
	wait $mnbench_pid 2>/dev/null
	check "$what: all processes end" wait_for 60 gone
	same_machine "$what: the machine is as it was"
done
check "the module was loaded in many of them ($times of $kills)" \
	[ $times -ge $((kills / 3)) ]
finish
