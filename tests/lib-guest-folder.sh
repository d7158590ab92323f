# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A shell function that prepares the folder of a guest for the tests. Who reads
# this file is in the top folder and has set top, and read vm/arch.sh.
# shellcheck disable=SC2154 # which sets arch_programs
# shellcheck disable=SC2034 # and uses kernel

# shellcheck source=vm/kernel-needs.sh
. vm/kernel-needs.sh

# guest_folder FOLDER SPEC: give the guest in FOLDER what boot.sh reads, except
# initrd and cmdline, from the prepared kernel SPEC. Set kernel to that kernel's
# name, and the variables of its architecture. $MEMORY_MB is another memory than
# the kernel's. Fails with one line if the tests need an option that the kernel
# does not have.
guest_folder() {
	kernel=$(vm/kernel.sh --name "$2") || return
	of_tests=$(vm/kernel.sh --arch "$2") || return
	read_arch "$of_tests"
	missing=$(missing_options "build/kernel/$kernel/config" "$of_tests" \
		tests)
	[ -z "$missing" ] || {
		echo "$0: the tests need$missing, which kernel '$2' does not" \
			"have; see vm/kernel-options" >&2
		return 2
	}
	mkdir -p "$1"
	rm -f "$1/cmdline" "$1/memory_mb" "$1/silence_s"
	for file in vmlinuz arch memory_mb silence_s; do
		[ ! -e "build/kernel/$kernel/$file" ] ||
			ln -sf "../../kernel/$kernel/$file" "$1/$file"
	done
	[ -z "${MEMORY_MB:-}" ] || {
		rm -f "$1/memory_mb"
		echo "$MEMORY_MB" >"$1/memory_mb"
	}
}
