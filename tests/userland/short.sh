#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# short.sh: test in a guest the venue host with the module: a run from start to
# end, one that is killed, one that is killed together with its guardian.
# shellcheck disable=SC2317 # functions are called by check and refused
set -u
. tests/e2e/lib.sh
. tests/userland/lib.sh

cat >"$tmp/t.ini" <<-END
	[plan]
	summary = three schemes
	samples = 2
	[cells]
	workload = munmap
	mode = none global chunked
	ops = 5
	warmup = 2
	quiesce = none
END
sed 's/samples = .*/samples = 400/' "$tmp/t.ini" >"$tmp/long.ini"
machine >"$tmp/before"
refused 'without a confirmation nothing is loaded' 'confirm that with --yes' \
	"$mnbench" run --venue host --module yes --plan "$tmp/t.ini" \
	-o "$tmp/x.json"
same_machine 'and the machine is as it was'

run host_run "$tmp/t.ini" -o "$tmp/r.json"
# So few processes may differ by chance.
grep -q 'this run is void' "$tmp/err" && status=0
sed 's/^/# /' "$tmp/err"
check 'a run with the module' [ "$status" -eq 0 ]
same_machine 'leaves the machine as it was'
check 'the result is valid' "$mnbench" validate "$tmp/r.json"
check 'no cell failed' [ "$(grep -c '"failed": null' "$tmp/r.json")" -eq 4 ]
check 'global had callbacks' grep -q '"unmap": 5' "$tmp/r.json"
check 'it was measured with the changed settings' \
	grep -q '"aslr": "off".*"ksm": "on".*"thp": "always"' "$tmp/r.json"
check 'the result says what was changed' \
	grep -q '"/sys/kernel/mm/ksm/run": {"before": "0", "after": "1"}' \
	"$tmp/r.json"
check 'and what taint is left' \
	grep -q 'taint until the next reboot: .*O (out of tree)' "$tmp/err"
check 'what the machine counts is beside the times' \
	grep -q '"perf": {"ipis": [0-9]*, "context_switches": 0}' "$tmp/r.json"
check 'the module is named in the result' \
	not grep -q '"module_sha256": "none"' "$tmp/r.json"
check 'and so are its option and the settings' \
	[ "$("$mnbench" show "$tmp/r.json" |
		grep -c -- "--module yes --settings 'thp=always")" -eq 1 ]

loaded() {
	grep -q '^mnbench ' /proc/modules
}
host_start "$tmp/long.ini" -o "$tmp/k.json"
check 'a longer run loads the module' wait_for 60 loaded
kill -KILL $mnbench_pid
wait $mnbench_pid 2>/dev/null
check 'killed, its processes end' wait_for 60 gone
same_machine 'and the guardian has restored the machine'

host_start "$tmp/long.ini" -o "$tmp/k.json"
check 'once more' wait_for 60 loaded
# shellcheck disable=SC2046 # one number
kill -KILL $(pids mnbench-guard) $mnbench_pid
wait $mnbench_pid 2>/dev/null
check 'killed with its guardian, it leaves the module' loaded
run "$mnbench" host --restore
check 'which mnbench host --restore takes back' [ "$status" -eq 0 ]
check 'and says so' grep -q 'took back what a run that was killed' "$tmp/err"
wait_for 60 gone
same_machine 'all of it'
run "$mnbench" host --restore
check 'once' grep -q '^nothing to restore' "$tmp/err"
finish
