#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest-modules.sh KERNEL: print the archive of the kernel's own modules with
# which guest tests test more: brd makes the ramdisks for swap and write-back.
# What is built into the kernel, or absent, is left out.
#
# KERNEL is a prepared kernel, as for kernel.sh. The archive is to be appended
# to an initramfs; the guest loads what is in it.
set -eu
export LC_ALL=C

[ $# -eq 1 ] || {
	echo "usage: $0 KERNEL" >&2
	exit 2
}
top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/cache.sh
. "$top/vm/cache.sh"
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"
# shellcheck source=vm/newc.sh
. "$top/vm/newc.sh"
# shellcheck source=vm/kernel-modes.sh
. "$top/vm/kernel-modes.sh"

read_arch "$("$top/vm/kernel.sh" --arch "$1")"
dir=$cache/kernel/$("$top/vm/kernel.sh" --name "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if order=$(collect_modules brd "$folder"); then
	# shellcheck disable=SC2086 # a list
	write_modules test $order
fi
