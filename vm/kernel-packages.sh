# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh finds, downloads and unpacks the packages
# of a Debian kernel. They use its functions and $cache, $name and $wanted, and
# prepare $dir.
# shellcheck disable=SC2154 # which sets these and the architecture

# Print the package on which $1 depends and whose name starts with $2.
dependency() {
	apt_run apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \($2.*\)/\1/p" | head -n 1
}

# Print the packages of release $2 that package $1 consists of, since Linux 7.
parts() {
	apt_run apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \(linux-.*-$2\)\$/\1/p"
}

# Print the releases of the kernels in the suite, without the architecture and
# the oldest first.
offered() {
	number='[0-9][^-]*\(-[0-9]*\)\{0,1\}'
	apt_run apt-cache search --names-only \
		"^linux-image-[0-9].*-$arch_debian\$" 2>/dev/null |
		sed -n "s/^linux-image-\($number\)-$arch_debian .*/\1/p" |
		sort -V
}

# Print those releases on stdin that $1 means: the release, or its first
# numbers.
matching() {
	while read -r each; do
		case $each in
		"$1" | "$1"[.+-]*) echo "$each" ;;
		esac
	done
}

# Set image, headers and release for the kernel that apt would install here.
find_default() {
	open_suite -
	[ -z "$arch_suffix" ] ||
		apt_for "$arch_debian" "$cache/download/apt-$arch"
	image=$(dependency "linux-image-$arch_debian" linux-image-)
	[ -n "$image" ] ||
		bad "apt knows no linux-image-$arch_debian: run 'make deps'" \
			"or give the folder of an own kernel build"
	release=${image#linux-image-}
}

# Do so for the newest kernel that $wanted means, in the first suite that has
# one, and open that suite.
find_wanted() {
	seen=
	why=
	for each_suite in $(suites_to_ask); do
		open_suite "$each_suite" || continue
		releases=$(offered)
		release=$(echo "$releases" | matching "$wanted" | tail -n 1)
		if [ -n "$release" ]; then
			release=$release-$arch_debian
			image=linux-image-$release
			return 0
		fi
		seen="$seen $releases"
	done
	# shellcheck disable=SC2086 # a list
	bad "no suite of Debian that apt can reach here offers kernel" \
		"'$wanted'; offered: $(printf '%s\n' $seen |
			sed -n 's/^\([0-9]*\.[0-9]*\).*/\1/p' | sort -uV |
			paste -s -d ' ')${why:+; $why}"
}

# Find the kernel, unless it was downloaded before.
find_packages() {
	downloads=$cache/download/$name
	[ ! -e "$downloads/complete" ] || return 0
	command -v apt-get >/dev/null ||
		bad "no apt on this system:" \
			"give the folder of an own kernel build"
	# The tools of another architecture's kernel are for this machine's.
	native=
	[ -z "$arch_suffix" ] || native=:$(dpkg --print-architecture)
	if [ -n "$wanted" ]; then
		find_wanted
	else
		find_default
	fi
}

download() {
	find_packages
	[ ! -e "$downloads/complete" ] || return 0
	headers=linux-headers-$release
	common=$(dependency "$headers" linux-headers-)
	kbuild=$(dependency "$headers" linux-kbuild-)
	parts=$(parts "$image" "$release")
	echo "kernel: downloading $image and its headers" \
		"${suite:+from $suite}" >&2
	rm -rf "$downloads"
	mkdir -p "$downloads"
	# Started by root, apt would run as a user who may not write here.
	# shellcheck disable=SC2086 # a list
	(cd "$downloads" && apt_run apt-get -qq -o APT::Sandbox::User=root \
		download "$image" $parts "$headers" ${common:+"$common"} \
		${kbuild:+"$kbuild$native"}) >&2 || {
		[ -z "$state" ] || rm -f "$state/updated"
		fail "download failed; outdated package lists? Try" \
			"${state:+again, or }'apt-get update'"
	}
	close_suite
	echo "$suite" >"$downloads/suite"
	echo "$release" >"$downloads/complete"
}

# Succeeds if $dir has what was downloaded.
is_unpacked() {
	[ -e "$dir/release" ] &&
		[ "$(cat "$dir/release")" = "$(cat "$downloads/complete")" ]
}

prepare_debian() {
	release=$(cat "$downloads/complete")
	echo "kernel: unpacking $release" >&2
	rm -rf "$dir/root" "$dir/module" "$dir/mnbench.ko"
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
