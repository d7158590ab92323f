#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# check-reference.sh PLAN VENUE KERNEL FOLDER: check, before anything is
# measured, that FOLDER has a reference for the plan in the venue on the
# prepared kernel KERNEL, see kernel.sh. If there is none, because Debian's
# kernel has moved on, but Debian still offers the release that a reference was
# measured on, name the command that measures that.
#
# Exit status 2 if there is no reference.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ $# -eq 4 ] || {
	echo "usage: $0 PLAN VENUE KERNEL FOLDER" >&2
	exit 2
}
kernel=$(vm/kernel.sh --name "$3") || exit 2
build/mnbench run --check --plan "$1" --venue "$2" --kernel "$kernel" \
	--reference "$4" && exit
case $3 in
debian | debian:*) ;;
*) exit 2 ;;
esac

# Kernels of other series are not what was asked for.
release=$(cat "build/kernel/$kernel/release")
series=$(echo "$release" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')
plan=${1##*/}
plan=${plan%.ini}
for file in "$4/$plan-$2-$series."*.json; do
	[ -e "$file" ] || continue
	other=${file##*/"$plan-$2-"}
	other=${other%.json}
	[ "$other" != "$release" ] || continue
	other=${other%-*}
	vm/kernel.sh --offers "debian:$other" 2>/dev/null || continue
	echo "make: Debian still offers the kernel of a reference:" \
		"make regress KERNEL=debian:$other" >&2
done
exit 2
