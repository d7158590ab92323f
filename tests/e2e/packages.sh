#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of vm/kernel.sh with a fake apt and fake packages: nothing is
# downloaded. Debian's kernel is one package until Linux 6, and several packages
# from Linux 7 on. This system's own suite has some kernels, others have more.
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
	echo "${APT_CONFIG:-system} $*" >>"$LOG"
	case " $* " in
	*' indextargets '*)
		suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
		echo "$suite main http://archive/debian"
		echo "$suite-security main http://archive/security"
		exit
		;;
	*' update '*) exit "${UPDATE:-0}" ;;
	esac
	while [ "$1" != download ]; do shift; done
	shift
	for package; do touch "$package.deb"; done
END
export LOG="$tmp/log"
fake apt-config <<-'END'
	echo 'Acquire::http::Proxy "http://proxy";'
END
fake dpkg-deb <<-'END'
	mkdir -p "$3"
	case ${2##*/} in
	linux-headers-?.*-amd64.deb)
		mkdir -p "$3/usr/src/linux-headers-$RELEASE"
		echo 'modules:' >"$3/usr/src/linux-headers-$RELEASE/Makefile"
		;;
	linux-image-[56]*)
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


# Kernels by name. What each suite offers, as apt-cache search prints it; the
# lists of a suite are those with its name in the path of apt's configuration.
fake apt-cache <<-'END'
	case $1,${APT_CONFIG:-} in
	search,)
		for release in 6.1.0-9 6.1.0-47 6.12.9+deb12 6.12.107+deb12; do
			echo "linux-image-$release-amd64 - Linux"
			echo "linux-image-$release-rt-amd64 - Linux"
		done
		;;
	search,*/bookworm-amd64/* | search,*/trixie-amd64/*)
		echo 'linux-image-7.3.4+deb13-amd64 - Linux'
		echo 'linux-image-7.2.12+deb13-amd64 - Linux'
		;;
	depends,*)
		echo "$2"
		release=${2#linux-*-}
		case $2 in
		linux-image-7*) echo "  Depends: linux-binary-$release"
			echo "  Depends: linux-base-$release"
			;;
		linux-headers-*)
			echo "  Depends: linux-headers-${release%-*}-common"
			echo "  Depends: linux-kbuild-${release%-*}"
			;;
		esac
		;;
	esac
END
home=$tmp/home
kernel() {
	run env RELEASE="${release:-}" PATH="$tmp/bin:$PATH" \
		"$home/vm/kernel.sh" "$@"
}
# named SPEC NAME RELEASE
named() {
	rm -rf "$home/build"
	: >"$LOG"
	release=$3
	kernel "$1"
	check "$1 is $3, in $2" \
		[ "$(cat "$home/build/kernel/$2/release")" = "$3" ]
	kernel --name "$1"
	check "$1: its name" [ "$(cat "$tmp/out")" = "$2" ]
}
named debian:6.1 debian-6.1 6.1.0-47-amd64
named debian:6.1.0-9 debian-6.1.0-9 6.1.0-9-amd64
named debian:6.1.0-9-amd64 debian-6.1.0-9-amd64 6.1.0-9-amd64
named debian:6.12 debian-6.12 6.12.107+deb12-amd64
check 'the lists of the system are enough' not grep -q update "$LOG"
kernel --offers debian:6.12
check 'one that was downloaded can be had' [ "$status" -eq 0 ]
: >"$LOG"
kernel debian:6.12
check 'it is not downloaded again' not grep -q download "$LOG"

if grep -qx ID=debian /etc/os-release; then
	named debian:7 debian-7 7.3.4+deb13-amd64
	check 'the system is not asked to read lists' \
		not grep -Eq '^system .*(update|install)' "$LOG"
	state=$(dirname "$(echo "$home"/build/download/apt/*/updated)")
	check 'the state of apt is in build' [ -d "$state" ]
	for text in "Dir::State \"$state\"" "Dir::Cache \"$state\"" \
		"Dir::State::status \"$state/status\"" \
		'Dir::Etc::parts "/dev/null"' 'Proxy "http://proxy"'; do
		check "its configuration has $text" \
			grep -qF "$text" "$state/apt.conf"
	done
	check 'its archive is that of the system' \
		grep -q '^deb .*http://archive/debian .*-backports main$' \
		"$state/sources.list"
	kernel --offers debian:5.10
	refused 'a kernel that no suite has' \
		"offers kernel '5.10'; offered: 6.1 6.12 7.2 7.3$" \
		env PATH="$tmp/bin:$PATH" "$home/vm/kernel.sh" debian:5.10
	rm -rf "$home/build/download/apt"
	UPDATE=100 kernel --offers debian:5.10
	check 'lists that cannot be read' \
		[ "$status:$(tail -n 1 "$tmp/err" | grep -c \
		"offers kernel '5.10'; .*; the package lists of .* cannot")" = \
		2:1 ]
fi
for spec in debian: debian:x 'debian:6/1' none; do
	refused "'$spec'" "'$spec' is no (kernel|version)" \
		"$home/vm/kernel.sh" --name "$spec"
done
fake uname <<-'END'
	[ "$1" != -r ] || set -- 0.0-none
	echo "${1:-Linux}"
END
refused 'the running kernel, of which there are no files' \
	'running kernel 0.0-none cannot be .*: neither /boot/vmlinuz-0.0-none' \
	env PATH="$tmp/bin:$PATH" "$home/vm/kernel.sh" running

finish
