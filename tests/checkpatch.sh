#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# checkpatch.sh FILE...: check kernel code by the kernel's checkpatch.pl, with
# the rules that apply to a module outside of the kernel's tree.
#
# CHECKPATCH: the script to use. Without it the script of Debian's linux-source
# package is used, which is downloaded once (140 MB) and not installed; Debian's
# packages of kernel headers do not contain it.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
folder=$top/build/download/checkpatch

# Rules that are ignored:
# COMPLEX_MACRO		MNBENCH_MODE() and X() are lists, not expressions
# CONSTANT_COMPARISON	takes LINUX_VERSION_CODE for a constant
# LINUX_VERSION_CODE	one source builds for all kernels from 6.1 on
# SPLIT_STRING		the texts of modes are longer than a line
# TRAILING_SEMICOLON	X() is one declaration of a list
ignored=COMPLEX_MACRO,CONSTANT_COMPARISON,LINUX_VERSION_CODE
ignored=$ignored,SPLIT_STRING,TRAILING_SEMICOLON

bad() {
	echo "$0: $*" >&2
	exit 2
}

download() {
	command -v apt-get >/dev/null ||
		bad "no apt on this system:" \
			"set CHECKPATCH to a kernel's scripts/checkpatch.pl"
	package=$(apt-cache depends linux-source 2>/dev/null |
		sed -n 's/^ *Depends: \(linux-source-.*\)/\1/p' | head -n 1)
	[ -n "$package" ] || bad "apt knows no linux-source: run 'apt-get update'"
	echo "checkpatch: downloading $package (140 MB)" >&2
	rm -rf "$folder.new"
	mkdir -p "$folder.new"
	# As root apt would become another user, who may not write here.
	(cd "$folder.new" && apt-get -qq -o APT::Sandbox::User=root download \
		"$package") >&2 ||
		bad "download failed; outdated package lists?" \
			"Try 'apt-get update'"
	dpkg-deb --fsys-tarfile "$folder.new/$package"_*.deb |
		tar xO --wildcards './usr/src/linux-source-*.tar.xz' |
		tar xJ -C "$folder.new" --strip-components=2 --wildcards \
			'*/scripts/checkpatch.pl' '*/scripts/spelling.txt' \
			'*/scripts/const_structs.checkpatch'
	rm "$folder.new/$package"_*.deb
	mv "$folder.new" "$folder"
}

[ $# -gt 0 ] || bad "usage: $0 FILE..."
if [ -z "${CHECKPATCH:-}" ]; then
	[ -e "$folder/checkpatch.pl" ] || download
	CHECKPATCH=$folder/checkpatch.pl
fi
[ -e "$CHECKPATCH" ] || bad "CHECKPATCH='$CHECKPATCH': no such file"
"$CHECKPATCH" --no-tree --quiet --terse --show-types --no-summary \
	--ignore "$ignored" --file "$@"
