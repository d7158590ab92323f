# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh prepares an own kernel build in $dir. The
# folder of that build is $spec.
# shellcheck disable=SC2154 # kernel.sh sets spec, dir and arch

# Fail if configuration $1 does not have what the module and the guest need: the
# module would not build, or the guest would stop without a message.
check_config() {
	missing=$(missing_options "$1" "$arch" module guest)
	[ -z "$missing" ] ||
		bad "'$1' does not have =y for$missing, see vm/kernel-options"
}

# Print the compiler of the kernel if its name has a version, as gcc-13 has, and
# it is here. The one that make chooses would be another.
own_compiler() {
	name_of_cc=$(sed -n 's/^CONFIG_CC_VERSION_TEXT="\([^ ]*\).*/\1/p' \
		"$dir/config")
	case $name_of_cc in
	*gcc-[0-9]*)
		! command -v "$name_of_cc" >/dev/null || echo "$name_of_cc"
		;;
	esac
}

prepare_own() {
	check_config "$spec/.config"
	# Another folder of the same name may have left objects.
	rm -rf "$dir/module" "$dir/mnbench.ko"
	bootable "$(kernel_build_image "$spec")" "$spec/.config"
	ln -sfn "$spec" "$dir/modules"
	ln -sfn "$spec" "$dir/tree"
	cp "$spec/include/config/kernel.release" "$dir/release"
}
