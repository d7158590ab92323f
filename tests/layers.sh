#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# layers.sh [FOLDER]: check that no file of the tree in FOLDER, else of this
# one, includes upwards. Prints each wrong include; exit status 1 if there is
# one.
#
# The table names the layers from the lowest to the highest, and what each may
# include apart from itself: layers that the table lists before it. Includes are
# written "LAYER/FILE.h"; headers of module/ and workloads/ have no folder,
# and what the build generates (.inc) is left out.
# Inside a layer, files may not include each other in a circle.
set -eu
export LC_ALL=C

layers='
module:
lib:
support: lib module
jemalloc: support lib module
workloads: support lib module
common: lib workloads support module
agent: common lib workloads support module
stats: lib
plan: common lib workloads module
result: stats plan common lib module
judge: result stats plan common lib
host: common lib module
run: host judge result stats plan common lib workloads module
print: judge result stats plan common lib workloads
report: print judge result stats plan common lib
cmd: report print run host judge result stats plan common lib workloads module
main: cmd lib
'

cd "${1:-$(dirname "$0")/..}"
edges=$(mktemp)
circle=$(mktemp)
trap 'rm -f "$edges" "$circle"' EXIT
status=0

# "LAYER FILE INCLUDED-LAYER INCLUDED-FILE", files without their endings: a
# source and its header are one.
find bench workloads -name '*.[ch]' -exec grep -H '^#include ".*\.h"' {} + |
	sed 's/^\([^:]*\)\.[ch]:#include "\(.*\)\.[a-z]*".*/\1 \2/' |
	while read -r file included; do
		layer=${file%/*}
		case $included in
		support/*) below=workloads/$included ;;
		*/*) below=bench/$included ;;
		*)
			below=module/$included
			[ ! -e "workloads/$included.h" ] ||
				below=workloads/$included
			;;
		esac
		layer=${layer#bench/}
		layer=${layer#workloads/}
		under=${below%/*}
		under=${under#workloads/}
		[ "$layer" != bench ] || layer=main
		echo "$layer $file ${under#bench/} $below"
	done >"$edges"

printf '%s' "$layers" | awk -v edges="$edges" '
	NF {
		layer = substr($1, 1, length($1) - 1)
		known[layer] = 1
		for (i = 2; i <= NF; i++) {
			if (!($i in known)) {
				print "the table lets " layer \
					" include " $i ", which is not below it"
				bad = 1
			}
			may[layer, $i] = 1
		}
	}
	END {
		while ((getline <edges) > 0) {
			if (!($1 in known)) {
				print $2 ": its folder is no layer of the table"
				bad = 1
			} else if ($1 != $3 && !(($1, $3) in may)) {
				print $2 " includes " $4 \
					": " $1 " may not include " $3
				bad = 1
			}
		}
		exit bad
	}' || status=1
awk '$2 != $4 { print $2, $4 }' "$edges" | tsort 2>&1 >/dev/null |
	sed 's/^tsort: -: input/files include each other/; s/^tsort: /    /' \
		>"$circle"
cat "$circle"
[ ! -s "$circle" ] || status=1
exit $status
