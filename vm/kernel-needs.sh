# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions that check a kernel's configuration against the list
# vm/kernel-options.
#
# Who reads this file sets $top, the folder of the suite.
# shellcheck disable=SC2154 # who reads this file sets top

# needed_options ARCH WHO...: print the options that these need on the
# architecture.
needed_options() {
	awk -v who=" $* " '
		BEGIN { arch = who; sub(/^ /, "", arch); sub(/ .*/, "", arch) }
		/^CONFIG_/ {
			split($2, part, "/")
			if (index(who, " " part[1] " ") &&
				(part[2] == "" || part[2] == arch))
				print $1
		}' "$top/vm/kernel-options"
}

# missing_options CONFIG ARCH WHO...: print those of them that configuration
# CONFIG lacks, each after a space.
missing_options() {
	of_kernel=$1
	shift
	for option in $(needed_options "$@"); do
		grep -q "^$option=y" "$of_kernel" || printf ' %s' "$option"
	done
}
