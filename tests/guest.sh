#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest.sh: run the guest tests in a guest, and print their output, in TAP.
#
# KERNEL, ARCH: the prepared kernel, see kernel.sh; default: debian, of this
# machine
# MEMORY_MB: memory of the guest in MiB; default: what the kernel needs
# MODES: all: the suite workloads tries all modes with all of them
# SUITES: the suites to run, for example abi,race; default: all
# SHARD: I/N: of N guests this is the I-th, which runs every N-th test from the
# I-th on; default: 1/1. A guest of several has a folder of its own.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# shellcheck disable=SC2034 # for arch.sh
top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=tests/lib-guest-folder.sh
. tests/lib-guest-folder.sh
SHARD=${SHARD:-1/1}
case $SHARD in
*[!0-9/]* | 0* | */0* | */*/* | /* | */) valid= ;;
*/*) valid=$((${SHARD%/*} <= ${SHARD#*/})) ;;
*) valid= ;;
esac
[ "$valid" = 1 ] || {
	echo "$0: SHARD='$SHARD' is not I/N, with I from 1 to N" >&2
	exit 2
}
folder=build/run/guest-test
[ "$SHARD" = 1/1 ] || folder=$folder-${SHARD%/*}
guest_folder "$folder" "${KERNEL:-debian}"
vm/initramfs.sh "$folder/initrd" "$arch_programs/guest-test" \
	"build/kernel/$kernel/mnbench.ko"
# Add the kernel modules of in-tree modes and of workloads that it has.
for file in "build/kernel/$kernel"/modes/* "build/kernel/$kernel"/needs/*; do
	case $file in
	*.unsupported) ;;
	*) cat "$file" >>"$folder/initrd" ;;
	esac
done
lacking=$(tests/lacking.sh "$kernel")
# What workloads need of a guest.
echo 2 >"$folder/nodes"
[ "$of_tests" != x86_64 ] || echo pku >"$folder/cpu"
unsupported=$(OBJCOPY=${arch_tools}objcopy tests/unsupported.sh "$kernel")
# Before 6.5, memory that the kernel itself cannot access must be enabled. Most
# distributions let smaps list the vsyscall page, Debian does not. The kernel
# passes arguments that it does not know to init.
echo "$(cat "build/kernel/$kernel/cmdline") secretmem.enable=1 vsyscall=xonly" \
	"${SUITES:+MNBENCH_SUITES=$SUITES} MNBENCH_SHARD=$SHARD" \
	"${MODES:+MNBENCH_MODES=$MODES}" \
	"${unsupported:+MNBENCH_UNSUPPORTED=$unsupported}" \
	"${lacking:+MNBENCH_LACKING=$lacking}" >"$folder/cmdline"
status=0
setpriv --pdeathsig TERM vm/boot.sh "$folder" || status=$?
tr -d '\r' <"$folder/answers"
exit "$status"
