#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# dist.sh VERSION FOLDER: pack the files that git tracks here as
# mnbench-VERSION.tar.xz in FOLDER, and print its path. The same commit gives
# the same bytes.
#
# The archive also has the file .version, which bench/version.sh prints where
# there is no git. If VERSION is no release, debian/changelog gets a version of
# its own, so that packages made of the archive are older or newer than those of
# the release, as the commit is.
set -eu
export LC_ALL=C TZ=UTC
umask 022

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ $# -eq 2 ] || bad "usage: $0 VERSION FOLDER"
version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."
[ -e .git ] || bad "'$PWD' is no git checkout, which an archive is made from"
date=$(git log -1 --format=%ct)

name=mnbench-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$work/$name"
# As they are in this folder: a version that ends in -dirty says so.
git ls-files --cached | while read -r file; do
	[ ! -e "$file" ] || echo "$file"
done | tar -c -T - -f - | tar -x -C "$work/$name" -f -
echo "$version" >"$work/$name/.version"

# 0.1-gCOMMIT is before the release 0.1, 0.1-5-gCOMMIT five commits after it.
changelog=debian/changelog
release=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$changelog")
day=$(date -d "@$date" +%Y%m%d%H%M)
package=$(echo "$version" | sed "s/-\([0-9][0-9]*\)-g/+\1.g/
	s/-g/~$day.g/; s/-dirty/.dirty/")
case $package in
"$release") ;;
"$release"~*) sed -i "1s/(.*)/($package)/" "$work/$name/$changelog" ;;
*)
	{
		printf 'mnbench (%s) UNRELEASED; urgency=medium\n\n' "$package"
		printf '  * Snapshot of version %s.\n\n' "$version"
		sed -n '/^ -- /{s/>.*/>/p;q;}' "$changelog" | tr '\n' ' '
		date -R -d "@$date" | sed 's/^/ /'
		echo
		cat "$changelog"
	} >"$work/$name/$changelog"
	;;
esac

tar -c -C "$work" --sort=name --format=gnu --mtime="@$date" \
	--owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
	-f "$work/$name.tar" "$name"
# One thread: the number of blocks would depend on that of processors.
xz -9 -T1 "$work/$name.tar"
mv "$work/$name.tar.xz" "$folder/"
echo "$folder/$name.tar.xz"
