#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of a mode that the kernel does not support: the module is built with an
# additional mode, which needs what no kernel has.
set -u
. tests/e2e/lib.sh

kernel=build/kernel/debian
cp -r module "$tmp/unsupported"
sed -i 's/^obj-m := mnbench/&-unsupported/
	s/^mnbench-y/mnbench-unsupported-y/' \
	"$tmp/unsupported/Kbuild"
cat >"$tmp/unsupported/mode_future.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
#include "mode.h"

MNBENCH_MODE(future, "future", MODE_COVERS_CHUNKS, 0, "not yet", "nobody");
MNBENCH_MODE_UNSUPPORTED(future, "future", "needs Linux 99.9 or newer");
END
run vm/kernel.sh --module "$tmp/unsupported" debian
check 'the module builds without the mode' [ "$status" -eq 0 ]
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"

mkdir "$tmp/folder" "$tmp/folder/modes"
mv "$kernel/mnbench-unsupported.ko" "$tmp/folder/mnbench.ko"
rm -rf "$kernel/unsupported"
ln -s "$PWD/$kernel/vmlinuz" "$tmp/folder/"
objcopy -O binary --only-section=.modinfo "$tmp/folder/mnbench.ko" "$tmp/info"
tr '\0' '\n' <"$tmp/info" | grep '^mode_unsupported=' >"$tmp/found"
check 'it says which mode is missing, and why' \
	grep -qx 'mode_unsupported=future: needs Linux 99.9 or newer' \
	"$tmp/found"

# The tests in the guest know from the kernel command line what to expect. The
# kernel may lack modes of the module, too.
unsupported=$(sed -n 's/^mode_unsupported=\([^:]*\):.*/\1/p' "$tmp/found" |
	tr '\n' ',')
vm/initramfs.sh "$tmp/folder/initrd" build/guest-test "$tmp/folder/mnbench.ko"
{
	cat "$kernel/cmdline"
	echo "MNBENCH_SUITES=abi MNBENCH_UNSUPPORTED=,${unsupported%,}"
} | tr '\n' ' ' >"$tmp/folder/cmdline"
# The guest fails at its end, because nothing unloads a module of this name.
run vm/boot.sh "$tmp/folder"
tr -d '\r' <"$tmp/folder/answers" >"$tmp/answers"
check 'attaching in it fails as documented' \
	grep -Eq '^ok [0-9]+ abi: a kernel without future$' "$tmp/answers"
check 'the other tests of the interface pass' \
	sh -c "! grep '^not ok [0-9]* abi: ' '$tmp/answers'"
finish
