#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# hunt.sh: hunt for stale pages in every mode with a device, in a guest. The
#	suite protocol-kernel runs there first, because it needs what the hunt
#	needs: two nodes and swap.
# hunt.sh --planted: hunt in the variant of the module with planted faults. The
#	hunt must find each of these faults, and nothing while none is active.
#
# Prints the output of the guest tests, in TAP. The same settings repeat the
# same hunt exactly. Exit status 1 if a stale page is found.
#
# KERNEL, ARCH: as for kernel.sh; default: debian, of this machine
# MEMORY_MB: memory of the guest in MiB; default: what the kernel needs
# STEPS: changes of the address space in each mode; default: 10000
# SEED: of the random numbers; default: 1
# MODE: the only mode to hunt in; default: all
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

bad() {
	echo "$0: $*" >&2
	exit 2
}

# number NAME VALUE
number() {
	case $2 in
	'' | *[!0-9]* | ???????????*)
		bad "$1='$2' is not a number of at most 10 digits"
		;;
	esac
}

suites=protocol-kernel,hunt
folder=build/run/hunt
ko=mnbench.ko
build=vm/kernel.sh
if [ "${1:-}" = --planted ]; then
	suites=planted
	folder=build/run/hunt-planted
	ko=mnbench-planted.ko
	build=tests/planted/build.sh
	shift
fi
[ $# -eq 0 ] || bad "usage: $0 [--planted]"
number STEPS "${STEPS:=10000}"
number SEED "${SEED:=1}"
[ "$STEPS" -gt 0 ] || bad "STEPS=0: at least 1"
KERNEL=${KERNEL:-debian}
top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=tests/lib-guest-folder.sh
. tests/lib-guest-folder.sh
$build "$KERNEL"
guest_folder "$folder" "$KERNEL"
if [ -n "${MODE:-}" ]; then
	build/mnbench list modes --kernel "$kernel" | grep -q "^$MODE " ||
		bad "MODE='$MODE' is none of 'build/mnbench list modes'"
fi
unsupported=$(OBJCOPY=${arch_tools}objcopy tests/unsupported.sh "$kernel")
# preempt=full also preempts threads in the kernel. Pages migrate between two
# nodes, by themselves too. Arguments that the kernel does not know are passed
# to init.
echo "$(cat "build/kernel/$kernel/cmdline") preempt=full numa=fake=2" \
	"MNBENCH_SUITES=$suites MNBENCH_HUNT_STEPS=$STEPS MNBENCH_HUNT_SEED=$SEED" \
	"${MODE:+MNBENCH_HUNT_MODE=$MODE} MNBENCH_HUNT_KERNEL=$KERNEL" \
	"${unsupported:+MNBENCH_UNSUPPORTED=$unsupported}" \
	>"$folder/cmdline"
# In the guest both variants have the same name.
mkdir -p "$folder/module"
ln -sf "../../../kernel/$kernel/$ko" "$folder/module/mnbench.ko"
vm/initramfs.sh "$folder/initrd" "$arch_programs/guest-test" \
	"$folder/module/mnbench.ko"
tests/guest-modules.sh "$KERNEL" >>"$folder/initrd"
status=0
setpriv --pdeathsig TERM vm/boot.sh "$folder" || status=$?
tr -d '\r' <"$folder/answers"
[ "$status" -eq 0 ] || exit "$status"
! grep -q '^not ok ' "$folder/answers"
