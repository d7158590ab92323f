#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh KERNEL: test a kernel for defects that affect drivers. KERNEL is as for
# vm/kernel.sh. A failed test is a defect of the kernel.
#
# Exit status: 0 if there are none, 1 if there are some, 2 if the tests could
# not run.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

[ $# -eq 1 ] || {
	echo "usage: $0 KERNEL" >&2
	exit 2
}
top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=tests/lib-guest-folder.sh
. tests/lib-guest-folder.sh
folder=build/run/kernel-bugs
guest_folder "$folder" "$1" || exit 2
ln -sf "../../kernel/$kernel/cmdline" "$folder/cmdline"
vm/initramfs.sh "$folder/initrd" "$arch_programs/kernel-bugs" \
	"build/kernel/$kernel/mnbench-bugs.ko" || exit 2
vm/boot.sh "$folder" || exit 2
tr -d '\r' <"$folder/answers" | sed '/^{/d'
bugs=$(grep -c '^not ok ' "$folder/answers") || true
echo "Linux $(cat "build/kernel/$kernel/release"): $bugs of $(
	grep -Ec '^(not )?ok ' "$folder/answers"
) tests failed; each failed test is a defect of this kernel"
[ "$bugs" -eq 0 ]
