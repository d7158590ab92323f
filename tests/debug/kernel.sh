#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel.sh: build the debug kernel, and print its folder, which is a value of
# KERNEL. Its sources are Debian's package linux-source-6.1, and its
# configuration is vm/kernel-options and tests/debug/config. Nothing is
# installed.
#
# kernel.sh --config: only print what the configuration is made from.
#
# build/ stands for the folder that vm/cache.sh sets:
#
# build/download/linux-source-6.1/	the package
# build/debug/linux-source-6.1/		its sources
# build/debug/linux/			the kernel, which is kept: it is built
#					again if its sources, its configuration
#					or the compiler are others
# build/debug/log			what make printed
#
# CC: the compiler; default: gcc. Exit status 2 if the kernel cannot be built
# here.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/../.." && pwd)
package='linux-source-6.1'

bad() {
	echo "$0: $*" >&2
	exit 2
}

# shellcheck source=vm/cache.sh
. "$top/vm/cache.sh"
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"
# shellcheck source=vm/kernel-suites.sh
. "$top/vm/kernel-suites.sh"
# shellcheck source=vm/kernel-needs.sh
. "$top/vm/kernel-needs.sh"

# Print the options that the kernel must have, and those it must not.
wanted_config() {
	needed_options x86_64 module guest tests | sed 's/$/=y/'
	cat "$top/tests/debug/config"
}

case ${1:-} in
--config) wanted_config && exit ;;
'') [ $# -eq 0 ] || bad "usage: $0 [--config]" ;;
*) bad "usage: $0 [--config]" ;;
esac
[ "$(native_arch)" = x86_64 ] ||
	bad "this machine is $(native_arch); the debug kernel is for x86_64"
read_arch x86_64
download=$cache/download/$package
debug=$cache/debug
source=$debug/$package
linux=$debug/linux

# Download the package from the first suite of Debian that has it.
find_source() {
	[ ! -e "$download/complete" ] || return 0
	command -v apt-get >/dev/null ||
		bad "no apt on this system: build a kernel with the options" \
			"that '$0 --config' prints, and give its folder as" \
			"KERNEL"
	why=
	for each_suite in $(suites_to_ask); do
		open_suite "$each_suite" || continue
		if apt_run apt-cache show "$package" >/dev/null 2>&1; then
			echo "debug kernel: downloading $package" >&2
			rm -rf "$download"
			mkdir -p "$download"
			(cd "$download" && apt_run apt-get -qq \
				-o APT::Sandbox::User=root download \
				"$package") >&2 ||
				bad "download of $package failed; outdated" \
					"package lists? Try 'apt-get update'"
			close_suite
			(cd "$download" && echo ./*.deb) >"$download/complete"
			return 0
		fi
		close_suite
	done
	bad "no suite of Debian offers $package${why:+; $why}"
}

unpack() {
	deb=$(cat "$download/complete")
	! cmp -s "$download/complete" "$debug/unpacked" || return 0
	echo "debug kernel: unpacking ${deb#./}" >&2
	rm -rf "$source" "$debug/unpacked" "$debug/built"
	dpkg-deb --fsys-tarfile "$download/$deb" |
		tar -xO "./usr/src/$package.tar.xz" | tar -xJ -C "$debug"
	cp "$download/complete" "$debug/unpacked"
}

# What the kernel is made from. Its Makefile names the folder of the sources, so
# that a cache which has moved is of no use.
identity() {
	cat "$debug/unpacked"
	echo "$source"
	"${CC:-gcc}" --version | head -n 1
	wanted_config
}

# Without the variables of a make that runs this script.
make_linux() {
	env -u ARCH MAKEFLAGS= make "-j$(nproc)" -C "$source" "O=$linux" \
		"CC=${CC:-gcc}" "$@" >>"$debug/log" 2>&1 || {
		tail -n 20 "$debug/log" | sed 's/^/    /' >&2
		bad "'make $*' failed, see $debug/log"
	}
}

build() {
	identity >"$debug/identity"
	! cmp -s "$debug/identity" "$debug/built" || return 0
	echo "debug kernel: building it, which takes some 15 CPU minutes" >&2
	start=$(date +%s)
	mkdir -p "$linux"
	rm -f "$debug/built" "$debug/log"
	wanted_config >"$linux/.config"
	make_linux olddefconfig
	for option in $(wanted_config | grep '^CONFIG_'); do
		grep -qxF "$option" "$linux/.config" ||
			bad "olddefconfig did not keep $option"
	done
	make_linux bzImage modules
	cp "$debug/identity" "$debug/built"
	echo "debug kernel: built in $(($(date +%s) - start)) s" >&2
}

mkdir -p "$debug"
exec 9>"$debug/lock"
flock 9
find_source
unpack
build
echo "$linux"
