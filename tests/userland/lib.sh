# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the tests of venue host in a guest share, beside e2e/lib.sh: the state of
# the machine before and after a run, and the processes of a run.
# shellcheck disable=SC2154 # lib.sh sets tmp and mnbench
# shellcheck disable=SC2034 # tests use ko and mnbench_pid

release=$(uname -r)
ko=build/host/$release/mnbench.ko

# files: the files behind the settings of this machine.
files() {
	for file in /sys/kernel/mm/transparent_hugepage/enabled \
		/sys/kernel/mm/ksm/run /proc/sys/kernel/numa_balancing \
		/proc/sys/kernel/randomize_va_space \
		/proc/irq/*/smp_affinity_list; do
		[ ! -e "$file" ] || echo "$file"
	done
}
# machine: all that a run may change: settings, modules, processes, state.
machine() {
	for file in $(files); do
		echo "$file: $(cat "$file")"
	done
	echo "modules: $(cut -d ' ' -f 1 /proc/modules | tr '\n' ' ')"
	echo "processes: $(of_run | sort | tr '\n' ' ')"
	echo "state: $(ls /run/mnbench/state* 2>/dev/null)"
}
# pids NAME: the processes with that name.
pids() {
	grep -lx "$1" /proc/[0-9]*/comm 2>/dev/null | cut -d / -f 3
}
# of_run: the names of the processes that a run has.
of_run() {
	cat /proc/[0-9]*/comm 2>/dev/null |
		grep -E '^(mnbench.*|agent|host.sh)$'
}
# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
	left=$(($1 * 10))
	shift
	until "$@"; do
		[ $left -gt 0 ] || return 1
		left=$((left - 1))
		usleep 100000
	done
}
gone() {
	[ -z "$(of_run)" ]
}
# same_machine NAME: test that the machine is as it was in $tmp/before.
same_machine() {
	machine >"$tmp/after"
	if cmp -s "$tmp/before" "$tmp/after"; then
		ok 0 "$1"
	else
		diff "$tmp/before" "$tmp/after" | sed 's/^/# /'
		ok 1 "$1"
	fi
}

changed_settings='thp=always ksm=on aslr=off irq_affinity=away'
# host_run PLAN OPTION...: measure on this kernel, with the module.
# host_start: the same in the background; $mnbench_pid is its process.
host_run() {
	"$mnbench" run --venue host --module yes --yes \
		--settings "$changed_settings" --plan "$@"
}
host_start() {
	(exec "$mnbench" run --venue host --module yes --yes \
		--settings "$changed_settings" --plan "$@" 2>/dev/null) &
	mnbench_pid=$!
}
