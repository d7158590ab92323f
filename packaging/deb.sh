#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# deb.sh VERSION FOLDER: build Debian's packages from the archive of dist.sh, as
# anybody would who has downloaded it, and leave them in FOLDER.
set -eu
export LC_ALL=C

[ $# -eq 2 ] || {
	echo "usage: $0 VERSION FOLDER" >&2
	exit 2
}
mkdir -p "$2"
folder=$(cd "$2" && pwd)
archive=$("$(dirname "$0")/dist.sh" "$1" "$folder")
work=$folder/source
rm -rf "$work" "$folder"/*.deb "$folder"/*.dsc "$folder"/*.changes \
	"$folder"/*.buildinfo "$folder"/mnbench_*.tar.xz
mkdir "$work"
tar -x -C "$work" -f "$archive"
cd "$work/mnbench-$1"
# Without the flags and variables of a make that runs this script.
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u WERROR dpkg-buildpackage -us -uc \
	>"$folder/build.log" 2>&1 || {
	tail -n 30 "$folder/build.log" >&2
	exit 1
}
rm -rf "$work/mnbench-$1"
mv "$work"/* "$folder/"
rmdir "$work"
ls "$folder"/*.deb
