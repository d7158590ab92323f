#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# tuxrun.sh KERNEL ROOTFS: measure a kernel in a guest of tuxrun, in the venue
# host with the modes that need no module of ours. KERNEL and ROOTFS are paths
# or URLs, as tuxrun takes them. mnbench comes with its libraries, so the root
# file system needs only a shell.
set -eu

[ $# -eq 2 ] || {
	echo "usage: $0 KERNEL ROOTFS" >&2
	exit 2
}
make build
root=build/tuxrun
rm -rf "$root"
mkdir -p "$root/mnbench/build" "$root/mnbench/lib"
cp build/mnbench build/agent "$root/mnbench/build/"
cp -R plans vm "$root/mnbench/"
ldd build/mnbench | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' |
	xargs -I{} cp -L {} "$root/mnbench/lib/"
cp -L "$(ldd build/mnbench | sed -n 's/^[[:space:]]*\(\/[^ ]*\) .*/\1/p')" \
	"$root/mnbench/ld.so"
XZ_OPT=-0 tar -C "$root" -cJf build/tuxrun.tar.xz mnbench

mnbench='/mnbench/ld.so --library-path /mnbench/lib /mnbench/build/mnbench'
exec tuxrun --device qemu-x86_64 --kernel "$1" --rootfs "$2" \
	--overlay "file://$PWD/build/tuxrun.tar.xz" -- \
	"export MNBENCH_HOME=/mnbench;
	$mnbench run --plan host --venue host -o /tmp/host.json &&
	$mnbench show /tmp/host.json"
