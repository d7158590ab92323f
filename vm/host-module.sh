#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# host-module.sh KDIR: build the module mnbench for the kernel whose build tree
# or headers are in KDIR, such as /lib/modules/$(uname -r)/build, to
# build/host/RELEASE/mnbench.ko. Nothing is loaded or installed. build/ stands
# for the folder that cache.sh sets.
#
# Exit status 2 with one line if KDIR is no such folder, 1 if the module does
# not build.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/cache.sh
. "$top/vm/cache.sh"

bad() {
	echo "make: $*" >&2
	exit 2
}

[ $# -eq 1 ] || bad "usage: $0 KDIR"
[ -d "$1" ] ||
	bad "KDIR is '$1', which is no folder; allowed: the headers or the" \
		"build tree of a kernel (Debian: linux-headers-$(uname -r))"
for file in Makefile Module.symvers include/generated/utsrelease.h; do
	[ -r "$1/$file" ] ||
		bad "KDIR is '$1', which was not prepared for modules: it has" \
			"no $file"
done
kdir=$(cd "$1" && pwd)
release=$(sed -n 's/^#define UTS_RELEASE "\(.*\)"$/\1/p' \
	"$kdir/include/generated/utsrelease.h")

# Kbuild writes to the folder of the sources, so give it a folder of links.
folder=$cache/host/$release
work=$folder/module
mkdir -p "$work"
find "$work" -type l ! -exec test -e {} \; -delete
for source in "$top"/module/*.[ch] "$top/module/Kbuild"; do
	ln -sf "$source" "$work/"
done
# BTF would need an ELF image of the kernel with debug information. Flags and
# variables of the make that runs this script are not for the kernel's.
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s "-j$(nproc)" -C "$kdir" \
	"M=$work" CONFIG_DEBUG_INFO_BTF_MODULES= modules >&2 || {
	echo "$0: the module does not build for $release" >&2
	exit 1
}
if [ ! -e "$folder/mnbench.ko" ] ||
	[ -n "$(find "$work/mnbench.ko" -newer "$folder/mnbench.ko")" ]; then
	strip --strip-debug -o "$folder/mnbench.ko.new" "$work/mnbench.ko"
	mv "$folder/mnbench.ko.new" "$folder/mnbench.ko"
fi
echo "built: ${folder#"$top/"}/mnbench.ko"
