#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kvm-probe.sh [FOLDER BATCH]: find out whether this machine can run a guest
# under KVM. Without arguments, only whether there is a device that may be
# opened. Else boot a guest that measures nothing, and wait until it has
# reported its clock.
#
# FOLDER is that of a run, with its initramfs; BATCH, in it, the folder of the
# batch whose kernel, memory and number of CPUs the guest gets.
#
# Exit status 0: it can. 2: it cannot, and one line on stderr says what was
# found, and what to use instead.
# MNBENCH_KVM_DEVICE: the device (default: /dev/kvm). MNBENCH_PROBE_S: seconds
# until the guest must have reported (default: 25, so that the answer is there
# within 30).
set -eu
export LC_ALL=C

device=${MNBENCH_KVM_DEVICE:-/dev/kvm}
deadline_s=${MNBENCH_PROBE_S:-25}
instead='use VENUE=icount for exact figures, or VENUE=host for the time of the'
instead="$instead running kernel"

bad() {
	echo "$0: $*" >&2
	exit 2
}

cannot() {
	echo "venue kvm: $*; $instead" >&2
	exit 2
}

check_device() {
	[ -e "$device" ] || cannot "$device does not exist: this machine has no" \
		"KVM, or its module is not loaded"
	if ! [ -r "$device" ] || ! [ -w "$device" ]; then
		cannot "$device may not be opened by $(id -un), but by group" \
			"$(stat -c %G "$device")"
	fi
}

# The whole seconds of processor time that QEMU, and so the guest, has used.
guest_s() {
	[ -r "$probe/pid" ] || return 0
	sed 's/.*) //' "/proc/$(cat "$probe/pid")/stat" 2>/dev/null |
		awk -v hz="$(getconf CLK_TCK)" '{ print int(($12 + $13) / hz) }'
}

# The last line of the guest's console.
last_line() {
	tr -d '\r' <"$probe/console" | grep -v '^ *$' | tail -n 1 |
		sed 's/^\[[^]]*\] //' | cut -c 1-100
}

# The guest has not reported in time: broken, or slow?
say_late() {
	used_s=$(guest_s)
	# A guest that had so much of a processor has run, if it can.
	enough_s=$((deadline_s / 5))
	if [ -s "$probe/console" ]; then
		cannot "the guest began to boot, but did not report within" \
			"$deadline_s s: it is too slow to measure, or hangs;" \
			"its last line is '$(last_line)'"
	fi
	[ "${used_s:-0}" -ge "$enough_s" ] ||
		cannot "the guest had ${used_s:-0} s of processor time in" \
			"$deadline_s s, too little to tell whether KVM works;" \
			"try again when the machine is less busy"
	cannot "the guest never ran: it printed nothing within $deadline_s s," \
		"although it had $used_s s of processor time; $device opens," \
		"but this KVM cannot run a kernel"
}

# The guest has reported: is its clock one that can time operations?
check_clock() {
	report=$(grep '"type":"kernel"' "$probe/answers") ||
		cannot 'the guest reported nothing'
	clock=$(echo "$report" | sed -n 's/.*"clocksource":"\([^"]*\)".*/\1/p')
	ns=$(echo "$report" | sed -n 's/.*"clock_ns":\([0-9]*\).*/\1/p')
	case $clock in
	tsc | kvm-clock | arch_sys_counter) ;;
	*)
		cannot "the guest's clock is '$clock'; allowed: tsc," \
			"kvm-clock, arch_sys_counter, because others are slow or coarse"
		;;
	esac
	if [ "${ns:-0}" -lt 1 ] || [ "$ns" -gt 2000 ]; then
		cannot "the guest's clock '$clock' takes ${ns:-no} ns to" \
			"read; allowed: 1 to 2000 ns"
	fi
}

check_device
[ $# -ne 0 ] || exit 0
[ $# -eq 2 ] || bad "usage: $0 [FOLDER BATCH]"
case $deadline_s in
'' | *[!0-9]* | 0) bad "MNBENCH_PROBE_S='$deadline_s' is not a number of" \
	'seconds' ;;
esac
folder=$1
batch=$2
scripts=$(dirname "$0")
probe=$folder/probe

mkdir -p "$probe"
for file in arch vmlinuz cmdline memory_mb vcpus timed; do
	[ ! -e "$batch/$file" ] || ln -sf "$(readlink -f "$batch/$file")" \
		"$probe/$file"
done
# No sample.
echo 'batch timed=1 shared=0' >"$probe/batch"
"$scripts/append.sh" "$folder/initramfs" "$probe/initrd" \
	"batch=$probe/batch"

pid=
stop() {
	[ -n "$pid" ] || return 0
	kill "$pid" 2>/dev/null || :
	wait "$pid" 2>/dev/null || :
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
setpriv --pdeathsig TERM "$scripts/boot.sh" "$probe" 2>"$probe/errors" &
pid=$!
end=$(($(date +%s) + deadline_s))
while kill -0 "$pid" 2>/dev/null; do
	[ "$(date +%s)" -lt "$end" ] || say_late
	sleep 0.1
done
status=0
wait "$pid" || status=$?
pid=
[ "$status" -eq 0 ] || cannot "$(head -n 1 "$probe/errors")"
check_clock
