#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what vm/boot.sh prints about guests that fail. The guests are real;
# their only program misbehaves as the kernel command line says.
set -u
. tests/e2e/lib.sh

guest=$tmp/guest
mkdir "$guest"
ln -s "$PWD/build/kernel/debian/vmlinuz" "$guest/vmlinuz"
vm/initramfs.sh "$guest/initrd" build/guest-test build/kernel/debian/mnbench.ko

# ends NAME HOW PATTERN: the first line matches, and the end of the console
# follows.
ends() {
	{
		cat build/kernel/debian/cmdline
		echo "MNBENCH_TEST=$2"
	} | tr '\n' ' ' >"$guest/cmdline"
	run vm/boot.sh "$guest"
	tap_status=0
	[ "$status" -eq 1 ] || tap_status=1
	head -n 1 "$tmp/err" | grep -Eq "$3" || tap_status=1
	[ "$(sed 1d "$tmp/err" | grep -c '^    ')" -ge 3 ] || tap_status=1
	[ $tap_status -eq 0 ] || sed "s/^/# $status: /" "$tmp/err"
	ok $tap_status "$1"
}

ends 'an init that ends is a panic' exit \
	'^the guest panicked: Attempted to kill init'
ends 'a guest that powers off too early' off '^stopped before it had finished$'
echo 256 >"$guest/memory_mb"
ends 'a guest that runs out of memory' oom '^ran out of memory$'
echo 8 >"$guest/silence_s"
ends 'a guest that hangs' hang '^hung: no output for 8 s$'
works_in_guest() {
	readlink /proc/[0-9]*/cwd 2>/dev/null | grep -qx "$guest"
}
! works_in_guest
ok $? 'no QEMU is left'

mkdir "$tmp/bin"
cat >"$tmp/bin/qemu-system-x86_64" <<-'END'
	#!/bin/sh
	echo 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)'
END
chmod +x "$tmp/bin/qemu-system-x86_64"
refused 'a QEMU that is too old' "7\.2\.22 is too old.*'make deps'" \
	env PATH="$tmp/bin:$PATH" vm/boot.sh "$guest"
refused 'a guest without a kernel' "cannot read '.*/vmlinuz'" vm/boot.sh "$tmp"
refused 'a silence that is no number' "MNBENCH_SILENCE_S='x'" \
	env MNBENCH_SILENCE_S=x vm/boot.sh "$guest"
finish
