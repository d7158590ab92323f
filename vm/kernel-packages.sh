# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh finds, downloads and unpacks the packages
# of a Debian kernel. They use its functions and $cache, and prepare $dir.
# shellcheck disable=SC2154 # which sets cache, dir and the architecture

# Print the package on which $1 depends and whose name starts with $2.
dependency() {
	apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \($2.*\)/\1/p" | head -n 1
}

# Print the packages of release $2 that package $1 consists of, since Linux 7.
parts() {
	apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \(linux-.*-$2\)\$/\1/p"
}

download() {
	downloads=$cache/download/debian$arch_suffix
	[ ! -e "$downloads/complete" ] || return 0
	command -v apt-get >/dev/null ||
		bad "no apt on this system:" \
			"give the folder of an own kernel build"
	# The tools of another architecture's kernel are for this machine's.
	native=
	[ -z "$arch_suffix" ] || {
		native=:$(dpkg --print-architecture)
		apt_for "$arch_debian" "$cache/download/apt-$arch"
	}
	image=$(dependency "linux-image-$arch_debian" linux-image-)
	[ -n "$image" ] ||
		bad "apt knows no linux-image-$arch_debian: run 'make deps'" \
			"or give the folder of an own kernel build"
	headers=linux-headers-${image#linux-image-}
	common=$(dependency "$headers" linux-headers-)
	kbuild=$(dependency "$headers" linux-kbuild-)
	parts=$(parts "$image" "${image#linux-image-}")
	echo "kernel: downloading $image and its headers" >&2
	rm -rf "$downloads"
	mkdir -p "$downloads"
	# Started by root, apt would run as a user who may not write here.
	# shellcheck disable=SC2086 # a list
	(cd "$downloads" && apt-get -qq -o APT::Sandbox::User=root download \
		"$image" $parts "$headers" ${common:+"$common"} \
		${kbuild:+"$kbuild$native"}) >&2 ||
		fail "download failed; outdated package lists?" \
			"Try 'apt-get update'"
	echo "${image#linux-image-}" >"$downloads/complete"
}

prepare_debian() {
	release=$(cat "$downloads/complete")
	echo "kernel: unpacking $release" >&2
	rm -rf "$dir/root"
	for package in "$downloads"/*.deb; do
		dpkg-deb -x "$package" "$dir/root"
	done
	# These Makefiles contain the path at which they would be installed.
	# shellcheck disable=SC2016 # make expands it
	sed -i 's,/usr/src/,$(dir $(lastword $(MAKEFILE_LIST)))../,' \
		"$dir/root/usr/src/linux-headers-$release/Makefile"
	modules=root/usr/lib/modules/$release
	[ -d "$dir/$modules" ] || modules=root/lib/modules/$release
	# From Linux 7 on everything is beside the modules.
	if [ -e "$dir/$modules/vmlinuz" ]; then
		bootable "$dir/$modules/vmlinuz" "$dir/$modules/config"
	else
		bootable "$dir/root/boot/vmlinuz-$release" \
			"$dir/root/boot/config-$release"
	fi
	ln -sfn "$modules" "$dir/modules"
	ln -sfn "root/usr/src/linux-headers-$release" "$dir/tree"
	echo "$release" >"$dir/release"
}
