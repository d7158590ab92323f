#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# build.sh KERNEL: build mnbench-planted.ko, a variant of the module with
# planted faults, from a copy of module/ to which planted.patch is applied.
#
# KERNEL is as for kernel.sh. A patch that no longer applies is an error, with
# one line on standard error and exit status 2. To renew the patch, edit the
# copy in build/planted and run
# `diff -U2 -r -x 'planted.[ch]' module build/planted`.
# PATCH: the patch to apply, for tests; default: planted.patch
set -eu
export LC_ALL=C

[ $# -eq 1 ] || {
	echo "usage: $0 debian|FOLDER" >&2
	exit 2
}
top=$(cd "$(dirname "$0")/../.." && pwd)
patch=${PATCH:-$top/tests/planted/planted.patch}
copy=$top/build/planted
mkdir -p "$copy"

exec 9>"$copy.lock"
flock 9
rm -rf "$copy.new"
mkdir "$copy.new"
cp "$top"/module/*.[ch] "$top/module/Kbuild" "$top"/tests/planted/*.[ch] \
	"$copy.new"
# Without fuzz: at similar lines the patch would plant another fault.
patch -s -F0 -d "$copy.new" -p1 --no-backup-if-mismatch <"$patch" \
	>"$copy.log" 2>&1 || {
	echo "$0: $patch no longer applies to module/," \
		"see build/planted.log" >&2
	exit 2
}
# Unchanged files keep their times, so that they are not rebuilt.
for file in "$copy"/* "$copy.new"/*; do
	name=${file##*/}
	if [ ! -e "$copy.new/$name" ]; then
		rm -f "$copy/$name"
	elif ! cmp -s "$copy.new/$name" "$copy/$name"; then
		cp "$copy.new/$name" "$copy/$name"
	fi
done
rm -rf "$copy.new"
exec 9>&-
exec "$top/vm/kernel.sh" --module "$copy" --as mnbench-planted "$1"
