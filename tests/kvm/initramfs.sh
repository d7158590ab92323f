#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# initramfs.sh OUT KERNEL: make the root file system of a guest that runs guests
# under KVM itself: busybox, QEMU and its firmware, mnbench, and in /suite what
# a run in venue kvm needs. KERNEL is the folder of a prepared kernel, which
# both guests run. The guest runs tests/kvm/init.sh.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

[ $# -eq 2 ] || {
	echo "usage: $0 OUT KERNEL" >&2
	exit 2
}
out=$1
kernel=$2
# shellcheck source=vm/newc.sh
. vm/newc.sh

programs=$(for name in qemu-system-x86_64 setpriv taskset getconf; do
	command -v "$name"
done)
sh=$(readlink -f /bin/sh)
{
	for name in dev proc sys tmp; do
		newc_folders "$name"
	done
	newc_entry 20600 dev/console '' 5 1
	newc_put init tests/kvm/init.sh
	newc_put bin/busybox "$(command -v busybox)"
	newc_put bin/sh "$sh"
	for program in $programs; do
		newc_put "usr/bin/${program##*/}" "$program"
	done
	# shellcheck disable=SC2086 # several programs
	ldd build/mnbench "$sh" $programs |
		sed -n 's/.* => \(\/[^ ]*\).*/\1/p
			s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' |
		sort -u >"$out.libraries"
	while read -r library; do
		newc_put "${library#/}" "$library"
	done <"$out.libraries"
	for file in /usr/share/seabios/bios-256k.bin /usr/share/qemu/*.bin \
		/usr/share/qemu/*.rom; do
		[ ! -f "$file" ] || newc_put "${file#/}" "$file"
	done
	for file in build/mnbench build/agent vm/*.sh vm/arch/*.sh; do
		newc_put "suite/$file" "$file"
	done
	for file in vmlinuz config mnbench.ko cmdline release; do
		newc_put "suite/build/kernel/debian/$file" "$kernel/$file"
	done
	newc_put suite/nested.ini tests/kvm/nested.ini
	newc_end
	cat "$kernel/modes/kvm"
} >"$out.new"
rm -f "$out.libraries"
mv "$out.new" "$out"
