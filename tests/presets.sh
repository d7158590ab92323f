#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# presets.sh SOURCE...: check that each file and symbol which a preset names as
# the source of a value exists in one of these trees: Linux kernels, and the
# sources of drivers that are published elsewhere. A driver may have changed
# since one kernel, so give an old and a new one. Exit status 1 if none of the
# trees that have the file has the symbol. A file that no tree has is skipped,
# because drivers come, and not all are part of the kernel.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || {
	echo 'presets.sh: name the folders of kernel sources' >&2
	exit 2
}
mnbench=build/mnbench
checked=0
missing=0
skipped=0

# find_symbol FILE SYMBOL TREE...: 0: a tree has it; 1: none of those that have
# the file; 2: no tree has the file.
find_symbol() {
	file=$1
	symbol=$2
	shift 2
	found=2
	for tree; do
		[ -f "$tree/$file" ] || continue
		grep -qw -- "$symbol" "$tree/$file" && return 0
		found=1
	done
	return $found
}

for preset in $("$mnbench" list presets | sed -n 's/^\([^ ][^ ]*\) .*/\1/p'); do
	sources=$(COLUMNS=1000 "$mnbench" list presets "$preset" |
		sed -n 's/^\([a-z_]*\) .* \([^ ]*\): \([^ ]*\)$/\1 \2 \3/p')
	while read -r key file symbol; do
		status=0
		find_symbol "$file" "$symbol" "$@" || status=$?
		case $status in
		0) checked=$((checked + 1)) ;;
		2) skipped=$((skipped + 1)) ;;
		*)
			echo "$preset: $key: no $symbol in $file"
			missing=$((missing + 1))
			;;
		esac
	done <<END
$sources
END
done
echo "sources of presets: $checked found, $missing missing, $skipped skipped," \
	"whose files are not in these trees"
[ "$missing" -eq 0 ] && [ "$checked" -gt 0 ]
