#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# nested.sh: run a guest under KVM, inside a guest whose emulated CPU has AMD's
# virtualization: the probe, and a plan of a few samples. This is real KVM on
# any machine, and slow: the inner guest boots twice. Prints TAP.
#
# KERNEL: the prepared kernel of both guests, see kernel.sh (default: debian).
set -u
cd "$(dirname "$0")/../.." || exit
. tests/e2e/lib.sh

kernel=$PWD/build/kernel/$(vm/kernel.sh --name "${KERNEL:-debian}")
guest=$PWD/build/run/nested
mkdir -p "$guest"
ln -sf "$kernel/vmlinuz" "$guest/vmlinuz"
echo tcg >"$guest/timed"
echo 2048 >"$guest/memory_mb"
# The emulated TSC is that of this machine. A kernel that measures it on a busy
# machine is wrong by a factor, and without it the clock is a device.
khz=$(awk '/^cpu MHz/ { printf "%d", $4 * 1000; exit }' /proc/cpuinfo)
echo "$(cat "$kernel/cmdline") tsc=reliable tsc_early_khz=$khz" \
	>"$guest/cmdline"
tests/kvm/initramfs.sh "$guest/initrd" "$kernel"
status=0
MNBENCH_SILENCE_S=${MNBENCH_SILENCE_S:-1800} vm/boot.sh "$guest" \
	2>"$tmp/err" || status=$?
rm -f "$guest/initrd"
sed 's/^/# /' "$tmp/err"
check 'the outer guest ends' [ "$status" -eq 0 ]
tr -d '\r' <"$guest/answers" >"$tmp/answers"
sed '/^{/,$d; s/^/# /' "$tmp/answers"
# So few processes may differ by chance: then the run is void, which is 1.
check 'a run under KVM' grep -q '^status [01]$' "$tmp/answers"
sed -n '/^{$/,/^}$/p' "$tmp/answers" >"$tmp/r.json"
check 'its result is valid' "$mnbench" validate "$tmp/r.json"
"$mnbench" show "$tmp/r.json" | sed 's/^/# /'
run "$mnbench" show --csv "$tmp/r.json"
check 'cells counted what the oracle predicts' \
	grep -q '^munmap,global,.*,1,1,1,' "$tmp/out"
check 'it was KVM' grep -q '"kvm"' "$tmp/r.json"
check 'each CPU of the guest had one of the machine' \
	grep -q '"pinned": "0,1"' "$tmp/r.json"
check 'the clock is that of the CPU' \
	grep -Eq '"clocksource": "(tsc|kvm-clock)"' "$tmp/r.json"
finish
