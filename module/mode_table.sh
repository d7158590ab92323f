#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mode_table.sh FOLDER SOURCE...: print the table of modes for userspace, a row
# "MNBENCH_MODE (...);" for each MNBENCH_MODE() in these sources.
#
# The C preprocessor ($CC) reads the sources, so a mode may be written in any
# way that C allows. Userspace is built without kernel headers: an empty file in
# FOLDER, which the script replaces, stands for each header that is not in this
# tree.
set -eu
export LC_ALL=C

headers=$1
shift
top=$(cd "$(dirname "$0")/.." && pwd)

preprocess() {
	# shellcheck disable=SC2086 # perhaps a command with options
	${CC:-cc} -nostdinc -I "$top/module" -I "$top/bench" \
		-I "$headers" \
		-DMNBENCH_MODE_TABLE -DLINUX_VERSION_CODE=0x7fffffff \
		'-DKERNEL_VERSION(a, b, c)=(((a) << 16) + ((b) << 8) + (c))' \
		"$@"
}

# With -MG a missing header is no error, and is listed as it was included.
rm -rf "$headers"
list=$(preprocess -M -MG "$@")
for header in $list; do
	[ ! -e "$header" ] || continue
	case $header in
	*/*.h) mkdir -p "$headers/${header%/*}" ;;
	*.h) mkdir -p "$headers" ;;
	*) continue ;;
	esac
	: >"$headers/$header"
done
text=$(preprocess -E -P "$@")
table=$(echo "$text" | tr '\n' ' ' | sed 's/ *MNBENCH_MODE_END/;\n/g' |
	sed -n 's/.*MNBENCH_MODE_BEGIN/MNBENCH_MODE/p')
[ "$(echo "$table" | grep -c .)" -eq $# ] || {
	echo "$0: not every one of $# sources has one MNBENCH_MODE(): $*" >&2
	exit 1
}
echo "$table"
