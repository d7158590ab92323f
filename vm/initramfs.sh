#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# initramfs.sh OUT INIT MODULE [FILE...]: make the root file system of a guest.
# It has INIT as /init, MODULE as /mnbench.ko, each FILE in /, and mount points.
#
# It is not compressed, because the emulator copies faster than it unpacks.
set -eu
export LC_ALL=C

if [ $# -lt 3 ]; then
	echo "usage: $0 OUT INIT MODULE [FILE...]" >&2
	exit 2
fi
out=$1
init=$2
module=$3
shift 3
for file in "$init" "$module" "$@"; do
	if [ ! -f "$file" ] || [ ! -r "$file" ]; then
		echo "$0: cannot read '$file'" >&2
		exit 2
	fi
done

# shellcheck source=vm/newc.sh
. "$(dirname "$0")/newc.sh"

# How many pages a file has moves what a fork finds in the lists of free pages,
# by some instructions. So an agent of another size has the same number.
mib=$((4 * (($(wc -c <"$init") + (4 << 20) - 1) >> 22)))
cp "$init" "$out.init"
truncate -s "${mib}M" "$out.init"

{
	for folder in dev proc sys tmp; do
		newc_folder "$folder"
	done
	# The kernel opens the console for init before anything is mounted.
	newc_entry 20600 dev/console '' 5 1
	newc_program init "$out.init"
	newc_file mnbench.ko "$module"
	for file; do
		newc_file "${file##*/}" "$file"
	done
	newc_end
} >"$out.new"
rm "$out.init"
mv "$out.new" "$out"
