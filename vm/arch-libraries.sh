#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# arch-libraries.sh ARCH: unpack in build/ARCH/root, from Debian's packages of
# another architecture, the libraries that the programs of its guests need. The
# packages are kept in build/download. Nothing is installed.
#
# Exit status 2 if there is no apt.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"
# shellcheck source=vm/apt.sh
. "$top/vm/apt.sh"

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ $# -eq 1 ] || bad "usage: $0 ARCH"
known_arch "$1" || bad "ARCH is '$1'; allowed: $(known_archs)"
read_arch "$1"
root=$top/build/$1/root
downloads=$top/build/download/libraries-$1
mkdir -p "$root" "$downloads"
exec 9>"$downloads/lock"
flock 9
packages='libnuma-dev libjemalloc-dev'
if [ "$(cat "$downloads/complete" 2>/dev/null)" != "$packages" ]; then
	command -v apt-get >/dev/null ||
		bad "no apt on this system, and libnuma of $1 is needed:" \
			"unpack it in $root"
	apt_for "$arch_debian" "$top/build/download/apt-$1"
	rm -f "$downloads"/*.deb
	# shellcheck disable=SC2086 # a list
	(cd "$downloads" && apt-get -qq download $packages) >&2 || {
		echo "$0: download failed" >&2
		exit 1
	}
	echo "$packages" >"$downloads/complete"
fi
for package in "$downloads"/*.deb; do
	dpkg-deb -x "$package" "$root"
done
: >"$root/complete"
