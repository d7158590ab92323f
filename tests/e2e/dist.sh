#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of make dist: the archive of a commit is the same each time, knows its
# version without git, and warnings stop nobody who builds it. make
# check-packages builds it. Also the flags that a build takes.
set -u
. tests/e2e/lib.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
unset CFLAGS CPPFLAGS LDFLAGS WERROR MAKEFLAGS

# A repository with what this test needs: packing all takes seconds.
repo=$tmp/repo
mkdir -p "$repo/bench"
cp -R Makefile module workloads packaging debian "$repo/"
cp -R bench/version.sh bench/main.c bench/lib bench/common "$repo/bench/"
printf '%s\n' /build/ /.version >"$repo/.gitignore"
git -C "$repo" init -q
git -C "$repo" add -A
git -C "$repo" commit -qm base
release=$(sed -n 's/^VERSION := //p' Makefile)

# dist: make an archive and leave its path in $archive, its digest in $digest.
dist() {
	archive=$(make -s -C "$repo" dist) || archive=none
	digest=$(sha256sum <"$archive")
}
# package VERSION: what debian/changelog has for it.
package() {
	sed -n '1s/^mnbench (\(.*\)) .*/\1/p' "$tmp/mnbench-$1/debian/changelog"
}
dist
first=$digest
commit=$(git -C "$repo" rev-parse --short=12 HEAD)
version=$release-g$commit
check 'the archive is named after its version' \
	[ "$archive" = "$repo/build/mnbench-$version.tar.xz" ]
touch "$repo/Makefile"
(umask 077 && dist && echo "$digest") >"$tmp/digest"
check 'the archive of a commit is the same each time' \
	[ "$(cat "$tmp/digest")" = "$first" ]
tar -xf "$archive" -C "$tmp"
tree=$tmp/mnbench-$version
check 'it has the files that git tracks, and .version' [ "$(
	cd "$tree" && find . -type f | sed 's,^\./,,' | sort
)" = "$({
	git -C "$repo" ls-files
	echo .version
} | sort)" ]
check 'it knows its version' \
	[ "$("$tree/bench/version.sh" "$release")" = "$version" ]
check 'packages of a commit before the release are older' \
	dpkg --compare-versions "$(package "$version")" lt "$release"
rm -rf "$repo/debian/rules"
dist
check 'a changed tree says so' [ "${archive%-dirty.tar.xz}" != "$archive" ]
git -C "$repo" checkout -q debian

git -C "$repo" tag "v$release"
dist
tar -xf "$archive" -C "$tmp"
check 'a release is named after its tag' \
	[ "$archive" = "$repo/build/mnbench-$release.tar.xz" ]
check 'debian/changelog begins with that release' \
	[ "$(package "$release")" = "$release" ]
check 'and has nothing added' \
	cmp -s debian/changelog "$tmp/mnbench-$release/debian/changelog"
git -C "$repo" commit -q --allow-empty -m next
dist
tar -xf "$archive" -C "$tmp"
version=$("$repo/bench/version.sh" "$release")
check 'packages of a commit after the release are newer' \
	dpkg --compare-versions "$(package "$version")" gt "$release"
check 'their changelog can be read' [ "$(dpkg-parsechangelog -S Version -l \
	"$tmp/mnbench-$version/debian/changelog")" = "$(package "$version")" ]
refused 'an archive of an archive' 'is no git checkout' \
	"$tree/packaging/dist.sh" 1 "$tmp/x"

# commands FOLDER VARIABLE=VALUE...: what a build there would run.
commands() {
	(cd "$1" && shift && env "$@" make -n -B V=1 build/mnbench) \
		>"$tmp/commands" 2>/dev/null
	grep -e ' -c -o ' "$tmp/commands" | tail -n 1 >"$tmp/compile"
	grep -e ' -o build/mnbench ' "$tmp/commands" >"$tmp/link"
}
commands "$tree" CFLAGS=-O1 CPPFLAGS=-DX LDFLAGS=-Wl,-z,now CC=gcc-7
check 'CFLAGS, CPPFLAGS and CC of the environment compile' \
	grep -q '^gcc-7 .* -DX -O1 ' "$tmp/compile"
check 'CFLAGS and LDFLAGS of the environment link' \
	grep -q '^gcc-7 -O1 -Wl,-z,now ' "$tmp/link"
check 'warnings are no errors in an archive' not grep -q Werror "$tmp/compile"
commands "$tree" WERROR=1
check 'but with WERROR=1' grep -q -e ' -Werror ' "$tmp/compile"
commands "$repo" X=
check 'and in a checkout' grep -q -e ' -Werror ' "$tmp/compile"
commands "$repo" WERROR=0
check 'where WERROR=0 allows them' not grep -q Werror "$tmp/compile"
check 'without variables the flags are those of the references' \
	grep -q '^gcc .* -O2 -g ' "$tmp/compile"
finish
