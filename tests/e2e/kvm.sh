#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the probe of venue kvm. QEMU is a script that fails in the ways that
# machines were seen to fail; `make check-kvm` runs a guest under KVM.
set -u
. tests/e2e/lib.sh

guest=$tmp/run/batch-1
mkdir -p "$guest" "$tmp/bin"
chmod 711 "$tmp"
for file in vmlinuz initrd; do
	echo "$file" >"$guest/$file"
done
: >"$tmp/run/initramfs"
echo kvm >"$guest/timed"
touch "$tmp/device"
# Longer than any answer takes, however busy the machine is.
export MNBENCH_KVM_DEVICE="$tmp/device" MNBENCH_PROBE_S=40
PATH=$tmp/bin:$PATH
instead='use VENUE=icount for exact figures, or VENUE=host'

# qemu COMMANDS: what QEMU does, in the folder of the boot.
qemu() {
	cat >"$tmp/bin/qemu-system-x86_64" <<-END
		#!/bin/sh
		[ "\$1" != --version ] || {
			echo 'QEMU emulator version 10.0.2'
			exit
		}
		kernel() {
			printf '{"type":"kernel","clocksource":"%s","clock_ns":%d}\n' \\
				"\$1" "\$2" >answers
			echo '{"type":"end","samples":0}' >>answers
		}
		$1
	END
	chmod +x "$tmp/bin/qemu-system-x86_64"
}

# probe NAME PATTERN: the probe refuses, with a line that matches and says what
# to use instead.
probe() {
	refused "$1" "^venue kvm: $2.*; $instead" vm/kvm-probe.sh "$tmp/run" \
		"$guest"
}

qemu 'kernel tsc 25'
run vm/kvm-probe.sh "$tmp/run" "$guest"
check 'a guest that reports' [ "$status" -eq 0 -a ! -s "$tmp/err" ]
check 'the guest has the CPU of the machine' \
	grep -q '^host,.*+invtsc' "$tmp/run/probe/command"
check 'settings of the machine are kept' \
	grep -q '^kernel ' "$tmp/run/probe/settings"

qemu 'kernel hpet 900'
probe 'a clock that is a device' "the guest's clock is 'hpet'; allowed: tsc"
qemu 'kernel tsc 0'
probe 'a clock that stands' "the guest's clock 'tsc' takes 0 ns to read"
qemu 'echo "QEMU: warning: about something" >&2
	echo "QEMU: error: failed to set MSR 0x10a" >&2; kill -ABRT $$'
probe 'a QEMU that aborts' 'QEMU failed: QEMU: error: failed to set MSR 0x10a'
qemu 'exit 1'
probe 'a QEMU that says nothing' 'QEMU failed: it ended with status 1'
qemu 'echo "Kernel panic - not syncing: no init" >console'
probe 'a guest that panics' 'the guest panicked: no init'
MNBENCH_PROBE_S=1
qemu 'while :; do :; done'
probe 'a guest that never runs' \
	'the guest never ran: it printed nothing within 1 s, although it had'
MNBENCH_PROBE_S=4
qemu 'echo "[    0.1] one" >console; exec sleep 100'
probe 'a guest that hangs' \
	"the guest began to boot, but did not report.*last line is 'one'"
run grep -qx "$tmp/run/probe" <<-END
	$(readlink /proc/[0-9]*/cwd 2>/dev/null)
END
check 'no QEMU is left' [ "$status" -eq 1 ]
MNBENCH_PROBE_S=5
qemu 'exec sleep 100'
probe 'a machine that is too busy' \
	'the guest had 0 s of processor time in 5 s, too little to tell'
refused 'a deadline that is no number' "MNBENCH_PROBE_S='x'" \
	env MNBENCH_PROBE_S=x vm/kvm-probe.sh "$tmp/run" "$guest"
MNBENCH_PROBE_S=1

MNBENCH_KVM_DEVICE=$tmp/none
probe 'no device' "$tmp/none does not exist: this machine has no KVM"
refused 'no device, told before anything is built' \
	"venue kvm: $tmp/none does not exist.*; $instead" \
	"$mnbench" run --check --venue kvm --plan quick
MNBENCH_KVM_DEVICE=$tmp/device
chmod 0 "$tmp/device"
may=
[ "$(id -u)" -ne 0 ] || may='setpriv --reuid=65534 --clear-groups'
# shellcheck disable=SC2086 # it is several words
refused 'a device that may not be opened' \
	'device may not be opened by .*, but by group ' \
	$may vm/kvm-probe.sh
chmod 600 "$tmp/device"

# A run says the same in one line, and leaves nothing.
. tests/e2e/lib-guests.sh
cat >"$tmp/t.ini" <<-END
	[plan]
	summary = one cell
	[cells]
	workload = munmap
	mode = none
END
qemu 'while :; do :; done'
refused 'a run on a machine whose KVM is broken' \
	"venue kvm: the guest never ran.*; $instead" \
	"$mnbench" run --venue kvm --kernel fake --plan "$tmp/t.ini" \
	-o "$tmp/x.json"
check 'it stores nothing' not ls "$tmp"/x.json* "$home/build/run/"*
finish
