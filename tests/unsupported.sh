#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# unsupported.sh KERNEL: print the modes that the prepared kernel in folder
# build/kernel/KERNEL does not support, each behind a comma, as the guest tests
# read them in MNBENCH_UNSUPPORTED. The module says which of its modes the
# kernel lacks, and a file of kernel.sh each other mode. OBJCOPY: that of the
# kernel's architecture; default: objcopy.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ $# -eq 1 ] || {
	echo "usage: $0 KERNEL" >&2
	exit 2
}
folder=build/kernel/$1
for file in "$folder"/modes/*.unsupported; do
	[ ! -e "$file" ] || printf ',%s' "$(basename "$file" .unsupported)"
done
for name in $("${OBJCOPY:-objcopy}" -O binary --only-section=.modinfo \
	"$folder/mnbench.ko" /dev/stdout | tr '\0' '\n' |
	sed -n 's/^mode_unsupported=\([^:]*\):.*/\1/p'); do
	printf ',%s' "$name"
done
echo
