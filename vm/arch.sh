# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions that find an architecture and the facts of it. An architecture
# has the name that kbuild's ARCH has, and a file vm/arch/NAME.sh, which sets:
#
# arch_debian		what Debian calls it
# arch_gnu		what GNU tools call it
# arch_compiler		the package with a cross compiler for it, and
# arch_libc		with the libc to compile programs for it with
# arch_qemu		the emulator, and
# arch_qemu_package	its package
# arch_machine, arch_cpu	QEMU's machine and CPU under the emulator, and
# arch_kvm_machine, arch_kvm_cpu	under KVM
# arch_serial_arguments	its arguments for the chardevs console and answers,
#			which write to files of these names: the guest's ttyS0
#			and ttyS1
# arch_exact_append	arguments of the kernel in venue icount,
# arch_timed_append	in venue tcg, and
# arch_kvm_append	in venue kvm
# arch_kvm_option	the kernel's option for KVM on that CPU, without
#			CONFIG_, and
# arch_kvm_module	the module with it
#
# Who reads this file sets $top, the folder of the suite.
# shellcheck disable=SC2034 # who reads this file uses the variables
# shellcheck disable=SC2154 # who reads this file sets top

# Print the architecture of this machine.
native_arch() {
	case $(uname -m) in
	aarch64) echo arm64 ;;
	*) uname -m ;;
	esac
}

# Succeeds if $1 is the name of an architecture.
known_arch() {
	case $1 in
	*/*) return 1 ;;
	*) [ -r "$top/vm/arch/$1.sh" ] ;;
	esac
}

# Print the names of all architectures.
known_archs() {
	(cd "$top/vm/arch" && echo *.sh) | sed 's/\.sh//g; s/ /, /g'
}

# read_arch NAME: set the variables of a known architecture, and:
# arch_suffix	what names end with: -NAME, or nothing if this machine has it
# arch_tools	the prefix of the compiler and the tools for it
# arch_programs	where the programs of its guests are built
read_arch() {
	# shellcheck source=vm/arch/x86_64.sh
	. "$top/vm/arch/$1.sh"
	arch_suffix=
	arch_tools=
	arch_programs=build
	[ "$1" = "$(native_arch)" ] || {
		arch_suffix=-$1
		arch_tools=$arch_gnu-
		arch_programs=build/$1
	}
}

# What kernel_build_arch finds, for messages.
kernel_build="the folder of a kernel build"
kernel_build="$kernel_build (arch/x86/boot/bzImage or arch/arm64/boot/Image,"
kernel_build="$kernel_build .config, Module.symvers)"

# Print the image to boot in kernel build $1, or fail if there is none.
kernel_build_image() {
	for file in arch/x86/boot/bzImage arch/arm64/boot/Image; do
		[ -e "$1/$file" ] || continue
		echo "$1/$file"
		return
	done
	return 1
}

# Print the architecture of the kernel build in folder $1, or fail if it is
# none.
kernel_build_arch() {
	[ -e "$1/.config" ] && [ -e "$1/Module.symvers" ] &&
		image=$(kernel_build_image "$1") || return 1
	case $image in
	*/arch/x86/*) echo x86_64 ;;
	*/arch/arm64/*) echo arm64 ;;
	esac
}
