#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel.sh SPEC: prepare a guest kernel and build the module mnbench for it.
# kernel.sh --module FOLDER [--as NAME] SPEC: the same, but build the module of
#	FOLDER, to the file NAME.ko; default: the name of the module.
# kernel.sh --to NAME SPEC: prepare it in build/kernel/NAME.
# kernel.sh --name SPEC: print the name of the kernel's folder in build/kernel.
# kernel.sh --arch SPEC: print its architecture, a name of vm/arch/.
# kernel.sh --offers SPEC: only check that the kernel can be had.
#
# build/ stands for the folder that cache.sh sets.
#
# SPEC is
#	debian		the kernel of this system's package linux-image-amd64
#	debian:VERSION	the newest kernel of Debian with this release or these
#			first numbers of it, for example 6.12, 7 or 6.1.0-56;
#			of this system's suite and its backports, otherwise of
#			another suite
#	running		the kernel that runs, if its image and its headers can
#			be read
#	FOLDER		an own kernel build
# Debian's packages are unpacked in build/, not installed, and the headers of
# the host are not used. A kernel that was prepared before is kept, and the
# module is rebuilt if its sources have changed. With SPARSE=1 sparse also
# checks the module.
#
# ARCH: the architecture of `debian` (default: that of this machine). An own
# build has its own. The name of a kernel of another architecture than this
# machine's ends in -ARCH, and may be SPEC: debian-arm64. Its module is built
# with a cross compiler.
#
# build/kernel/NAME/
#	vmlinuz		the image to boot: ELF if possible, otherwise bzImage;
#			on arm64 Image
#	cmdline		arguments for the kernel command line
#	memory_mb	if a guest with it needs more than others: MiB
#	silence_s	if it is slower than others: seconds without output
#			after which a guest counts as hung
#	release, config
#	arch		the architecture, a name of vm/arch/
#	modules		link to the folder of the kernel's own modules
#	modes/MODE	for each mode that is a driver of the kernel: an archive
#			with the kernel modules that it needs, as
#			/modules/MODE-NN-NAME.ko in the order to load them; or
#	modes/MODE.unsupported	why this kernel does not support the mode
#	needs/NEED	the same for what workloads need (bench/common/needs.c)
#	mnbench.ko	the module without debug information
#	agent		if it exists, the agent to measure with: of another
#			commit (side.sh), or of another architecture
#	module/mnbench.ko	the same with debug information; other modules
#			have a folder with the name of their sources' folder
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)

fail() {
	echo "$0: $*" >&2
	exit 1
}

bad() {
	echo "$0: $*" >&2
	exit 2
}

# Succeeds if file $1 exists and is newer than $2.
newer() {
	[ -e "$1" ] && [ -n "$(find "$1" -newer "$2")" ]
}

# shellcheck source=vm/cache.sh
. "$top/vm/cache.sh"
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"
# shellcheck source=vm/apt.sh
. "$top/vm/apt.sh"
# shellcheck source=vm/newc.sh
. "$top/vm/newc.sh"
# shellcheck source=vm/kernel-suites.sh
. "$top/vm/kernel-suites.sh"
# shellcheck source=vm/kernel-packages.sh
. "$top/vm/kernel-packages.sh"
# shellcheck source=vm/kernel-root.sh
. "$top/vm/kernel-root.sh"
# shellcheck source=vm/kernel-running.sh
. "$top/vm/kernel-running.sh"
# shellcheck source=vm/kernel-needs.sh
. "$top/vm/kernel-needs.sh"
# shellcheck source=vm/kernel-own.sh
. "$top/vm/kernel-own.sh"
# shellcheck source=vm/kernel-image.sh
. "$top/vm/kernel-image.sh"
# shellcheck source=vm/kernel-module.sh
. "$top/vm/kernel-module.sh"
# shellcheck source=vm/kernel-modes.sh
. "$top/vm/kernel-modes.sh"
# shellcheck source=vm/kernel-ext4.sh
. "$top/vm/kernel-ext4.sh"

print=
to=
if [ "${1:-}" = --name ] || [ "${1:-}" = --arch ] ||
	[ "${1:-}" = --offers ]; then
	print=${1#--}
	shift
elif [ "${1:-}" = --to ] && [ $# -gt 1 ]; then
	to=$2
	shift 2
fi
sources=$top/module
ko_name=
if [ "${1:-}" = --module ] && [ $# -gt 1 ]; then
	[ -e "$2/Kbuild" ] || bad "no Kbuild in '$2'"
	sources=$(cd "$2" && pwd)
	shift 2
	if [ "${1:-}" = --as ] && [ $# -gt 1 ]; then
		ko_name=$2
		shift 2
	fi
fi
[ $# -eq 1 ] ||
	bad "usage: $0 [--name | --arch | --offers | --to NAME]" \
		"[--module FOLDER [--as NAME]] SPEC"
spec=$1

# Succeeds if the kernel is made from Debian's packages.
is_of_debian() {
	case $spec in
	debian | debian:*) ;;
	*) return 1 ;;
	esac
}

# The name of a kernel of another architecture is a SPEC, too.
case $spec in
debian*-*)
	! known_arch "${spec##*-}" || {
		ARCH=${spec##*-}
		spec=${spec%-*}
	}
	;;
esac

# Set name and arch, and wanted to the version of Debian's kernel if one is
# given.
wanted=
case $spec in
debian | debian:[0-9]*)
	arch=${ARCH:-$(native_arch)}
	known_arch "$arch" || bad "ARCH is '$arch'; allowed: $(known_archs)"
	[ "$spec" = debian ] || wanted=${spec#debian:}
	case $wanted in
	*[!0-9A-Za-z.+~-]*) bad "'$spec' is no version of a kernel" ;;
	esac
	name=debian${wanted:+-$wanted}
	;;
running)
	check_running
	arch=$(native_arch)
	name=running-$running
	;;
*)
	arch=$(kernel_build_arch "$spec") ||
		bad "'$spec' is no kernel; allowed: debian, debian:VERSION as" \
			"debian:6.12, running, or $kernel_build"
	spec=$(cd "$spec" && pwd)
	name=$(basename "$spec")-$(cat "$spec/include/config/kernel.release")
	;;
esac
read_arch "$arch"
wanted=${wanted%"-$arch_debian"}
name=$name$arch_suffix
[ -z "$arch_suffix" ] || [ ! -e "$top/agent" ] ||
	bad "an installed mnbench has no agent for $arch: use a source tree"
case $print in
name) echo "$name" && exit ;;
arch) echo "$arch" && exit ;;
offers) ! is_of_debian || find_packages && exit ;;
esac

dir=$cache/kernel/${to:-$name}
mkdir -p "$dir"
exec 9>"$dir/lock"
flock 9
if is_of_debian; then
	download
	is_unpacked || prepare_debian
elif [ "$spec" = running ]; then
	newer "$dir/release" "$image" || prepare_running
elif ! newer "$dir/release" "$(kernel_build_image "$spec")" ||
	[ "$(readlink "$dir/tree")" != "$spec" ]; then
	prepare_own
fi
# Kernels of this machine's architecture are measured with build/agent.
echo "$arch" >"$dir/arch"
programs=../../..
[ "$cache" = "$top/build" ] || programs=$top
[ -z "$arch_suffix" ] || ln -sfn "$programs/$arch_programs/agent" "$dir/agent"
build_module "$sources" "$ko_name"
prepare_modules modes/kvm "$arch_kvm_option" "$arch_kvm_module"
prepare_modules modes/kvm-slots "$arch_kvm_option" "$arch_kvm_module"
prepare_modules --with rxe_odp_mr_init_user \
	'with memory regions on demand, as since Linux 6.13' \
	modes/rxe RDMA_RXE rdma_rxe ib_uverbs
prepare_modules needs/swap ZRAM zram
prepare_modules needs/disk BLK_DEV_RAM brd
prepare_ext4
