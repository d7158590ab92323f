#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# whole.sh: test in a guest a run of all modes that the module has, with the
# settings of a quiet machine, resumed in the middle; and what stays in use.
# shellcheck disable=SC2317 # functions are called by check and refused
set -u
. tests/e2e/lib.sh
. tests/userland/lib.sh

modes=$("$mnbench" list modes --venue host | awk 'NF && /^[a-z]/ { print $1 }' |
	grep -vx -e kvm -e MODE | tr '\n' ' ')
machine >"$tmp/before"
run "$mnbench" run --plan quick --set "mode=$modes" --set samples=1 \
	--set workload="munmap dontneed" --set ops=10 --set device_ns=0 \
	--venue host --module yes --yes --settings quiet -o "$tmp/w.json"
grep -q 'this run is void' "$tmp/err" && status=0
sed 's/^/# /' "$tmp/err"
check 'a run of all modes of the module' [ "$status" -eq 0 ]
same_machine 'leaves the machine as it was'
check 'the result is valid' "$mnbench" validate "$tmp/w.json"
check 'and has all modes' \
	[ "$(grep -o '"mode": "[a-z-]*"' "$tmp/w.json" | sort -u | wc -l)" \
	-ge 10 ]
check 'a report is made of it' "$mnbench" show "$tmp/w.json"

# A session that somebody else has open keeps the module; nothing is forced.
cat >"$tmp/t.ini" <<-END
	[plan]
	summary = one scheme
	samples = 100
	[cells]
	workload = munmap
	mode = global
	ops = 5
	quiesce = none
END
host_start "$tmp/t.ini" -o "$tmp/u.json"
device() {
	[ -e /dev/mnbench ]
}
wait_for 60 device
# shellcheck disable=SC2217 # sleep need not read what it has open
sleep 100 </dev/mnbench &
user=$!
usleep 300000
kill -KILL $mnbench_pid
wait $mnbench_pid 2>/dev/null
wait_for 60 gone
check 'a module in use stays' grep -q '^mnbench ' /proc/modules
run "$mnbench" host
check 'mnbench host says that a run has left changes' \
	grep -q 'has changed this machine' "$tmp/err"
run "$mnbench" host --restore
check 'it cannot be restored' [ "$status" -eq 1 ]
check 'and the user is named' \
	grep -q "the module mnbench stays loaded: process $user uses it" \
	"$tmp/err"
kill $user
wait $user 2>/dev/null
run "$mnbench" run --plan "$tmp/t.ini" --set samples=2 --set mode=none \
	--venue host -o "$tmp/v.json"
check 'the next run restores it' \
	grep -q 'took back what a run that was killed' "$tmp/err"
same_machine 'the machine is as it was'
finish
