#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# append.sh BASE OUT [+ARCHIVE...] [!]NAME=FILE...: write an initramfs to OUT.
# It has the archive BASE, then the other ARCHIVEs, then each FILE as /NAME,
# which is a program if NAME follows a !.
set -eu
export LC_ALL=C

if [ $# -lt 3 ]; then
	echo "usage: $0 BASE OUT [+ARCHIVE...] [!]NAME=FILE..." >&2
	exit 2
fi
base=$1
out=$2
shift 2
for file; do
	case $file in
	+*) [ -f "${file#+}" ] && [ -r "${file#+}" ] && continue ;;
	?*=?*) [ -f "${file#*=}" ] && [ -r "${file#*=}" ] && continue ;;
	esac
	echo \
		"$0: '$file' is neither +ARCHIVE nor [!]NAME=FILE with a file that can be read" \
		>&2
	exit 2
done

# shellcheck source=vm/newc.sh
. "$(dirname "$0")/newc.sh"

{
	# The kernel unpacks archives that follow each other as one.
	cat "$base"
	for file; do
		case $file in
		+*) cat "${file#+}" ;;
		esac
	done
	for file; do
		case $file in
		+*) ;;
		!*)
			name=${file%%=*}
			newc_program "${name#!}" "${file#*=}"
			;;
		*) newc_file "${file%%=*}" "${file#*=}" ;;
		esac
	done
	newc_end
} >"$out.new"
mv "$out.new" "$out"
