# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh prepares the running kernel for a guest,
# from the files that the system has of it. Neither needs root where a user may
# read the image.
# shellcheck disable=SC2154 # kernel.sh sets dir

running=$(uname -r)

# Print the first of these files that can be read, or fail.
first_readable() {
	for each; do
		[ ! -r "$each" ] || { echo "$each" && return; }
	done
	return 1
}

running_image() {
	first_readable "/boot/vmlinuz-$running" "/lib/modules/$running/vmlinuz"
}

running_config() {
	first_readable "/boot/config-$running" "/lib/modules/$running/config" \
		"/lib/modules/$running/build/.config" /proc/config.gz
}

# End with the reason if the running kernel cannot be prepared.
check_running() {
	image=$(running_image) ||
		bad "the running kernel $running cannot be measured in a" \
			"guest: neither /boot/vmlinuz-$running nor" \
			"/lib/modules/$running/vmlinuz can be read"
	[ -r "/lib/modules/$running/build/Module.symvers" ] ||
		bad "the running kernel $running cannot be measured in a" \
			"guest: no headers in /lib/modules/$running/build"
	config=$(running_config) ||
		bad "the running kernel $running cannot be measured in a" \
			"guest: no configuration in /boot," \
			"/lib/modules/$running or /proc/config.gz"
}

prepare_running() {
	check_running
	case $config in
	*.gz) zcat "$config" >"$dir/config.new" ;;
	*) cp "$config" "$dir/config.new" ;;
	esac
	check_config "$dir/config.new"
	rm -rf "$dir/module" "$dir/mnbench.ko"
	bootable "$image" "$dir/config.new"
	rm "$dir/config.new"
	ln -sfn "/lib/modules/$running" "$dir/modules"
	ln -sfn "/lib/modules/$running/build" "$dir/tree"
	echo "$running" >"$dir/release"
}
