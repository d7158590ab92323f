#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of vm/kernel.sh with a fake apt and fake packages. Debian's kernel is
# one package until Linux 6, and several packages from Linux 7 on.
set -u
. tests/e2e/lib.sh

mkdir "$tmp/bin" "$tmp/home"
cp -r vm module "$tmp/home/"
fake() {
	{
		echo '#!/bin/sh'
		cat
	} >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}
fake apt-get <<-'END'
	while [ "$1" != download ]; do shift; done
	shift
	for package; do touch "$package.deb"; done
END
fake dpkg-deb <<-'END'
	mkdir -p "$3"
	case ${2##*/} in
	linux-headers-?.*-amd64.deb)
		mkdir -p "$3/usr/src/linux-headers-$RELEASE"
		echo 'modules:' >"$3/usr/src/linux-headers-$RELEASE/Makefile"
		;;
	linux-image-6*)
		mkdir -p "$3/boot" "$3/lib/modules/$RELEASE"
		echo image >"$3/boot/vmlinuz-$RELEASE"
		echo CONFIG_HZ=250 >"$3/boot/config-$RELEASE"
		;;
	linux-binary-7*)
		mkdir -p "$3/usr/lib/modules/$RELEASE"
		echo image >"$3/usr/lib/modules/$RELEASE/vmlinuz"
		;;
	linux-base-7*)
		mkdir -p "$3/usr/lib/modules/$RELEASE"
		echo CONFIG_HZ=250 >"$3/usr/lib/modules/$RELEASE/config"
		;;
	esac
END

# prepared RELEASE: check what is there afterwards. There is no module to build.
prepared() {
	rm -rf "$tmp/home/build"
	run env RELEASE="$1" PATH="$tmp/bin:$PATH" "$tmp/home/vm/kernel.sh" \
		debian
	check "$1 is prepared" \
		[ "$(cat "$tmp/home/build/kernel/debian/release")" = "$1" ]
	check "$1: its image" grep -qx image \
		"$tmp/home/build/kernel/debian/vmlinuz"
	check "$1: its configuration" \
		grep -qx CONFIG_HZ=250 "$tmp/home/build/kernel/debian/config"
	check "$1: its modules" [ -d "$tmp/home/build/kernel/debian/modules" ]
}

fake apt-cache <<-'END'
	echo "$2"
	case $2 in
	linux-image-amd64) echo '  Depends: linux-image-6.1.0-56-amd64' ;;
	linux-image-6*) printf '  Depends: %s\n' kmod linux-base ;;
	linux-headers-6*)
		printf '  Depends: %s\n' linux-headers-6.1.0-56-common \
			linux-kbuild-6.1
		;;
	esac
END
prepared 6.1.0-56-amd64
fake apt-cache <<-'END'
	echo "$2"
	case $2 in
	linux-image-amd64) echo '  Depends: linux-image-7.3.4+deb13-amd64' ;;
	linux-image-7*)
		printf '  Depends: %s-7.3.4+deb13-amd64\n' linux-base \
			linux-binary linux-modules
		;;
	linux-headers-7*)
		printf '  Depends: %s\n' linux-headers-7.3.4+deb13-common \
			linux-kbuild-7.3.4+deb13
		;;
	esac
END
prepared 7.3.4+deb13-amd64
check 'in parts' \
	[ -e "$tmp/home/build/download/debian/linux-modules-7.3.4+deb13-amd64.deb" ]

finish
