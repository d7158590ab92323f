#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest.sh: run the guest tests in a guest, and print their output, in TAP.
#
# KERNEL, ARCH: the prepared kernel, see kernel.sh; default: debian, of this
# machine
# MEMORY_MB: memory of the guest in MiB; default: what the kernel needs
# SUITES: the suites to run, for example abi,race; default: all
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# shellcheck disable=SC2034 # for arch.sh
top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=tests/lib-guest-folder.sh
. tests/lib-guest-folder.sh
folder=build/run/guest-test
guest_folder "$folder" "${KERNEL:-debian}"
vm/initramfs.sh "$folder/initrd" "$arch_programs/guest-test" \
	"build/kernel/$kernel/mnbench.ko"
# Add the kernel modules of the in-tree modes that this kernel has.
for file in "build/kernel/$kernel"/modes/*; do
	case $file in
	*.unsupported) ;;
	*) cat "$file" >>"$folder/initrd" ;;
	esac
done
unsupported=$(OBJCOPY=${arch_tools}objcopy tests/unsupported.sh "$kernel")
# Before 6.5, memory that the kernel itself cannot access must be enabled. Most
# distributions let smaps list the vsyscall page, Debian does not. The kernel
# passes arguments that it does not know to init.
echo "$(cat "build/kernel/$kernel/cmdline") secretmem.enable=1 vsyscall=xonly" \
	"${SUITES:+MNBENCH_SUITES=$SUITES}" \
	"${unsupported:+MNBENCH_UNSUPPORTED=$unsupported}" >"$folder/cmdline"
status=0
setpriv --pdeathsig TERM vm/boot.sh "$folder" || status=$?
tr -d '\r' <"$folder/answers"
exit "$status"
