#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [RUNS [SEED]]: measure how often the verdicts of timed runs err, and
# write the tables of docs/calibration.md. All rows are computed at once. Exit
# status 1 if a bound is broken.
set -eu
cd "$(dirname "$0")/../.."

doc=docs/calibration.md
runs=${1:-500}
seed=${2:-1}
# A short run has the heads and all rows of the tables.
build/calibrate 1 "$seed" >build/calibration.form || [ $? -eq 1 ]
status=0
grep -c '`' build/calibration.form | xargs seq |
	parallel --will-cite -k nice build/calibrate "$runs" "$seed" \
		>build/calibration.rows ||
	status=1
awk 'FNR == NR { row[++rows] = $0; next } /`/ { $0 = row[++n] } { print }
	END { exit n != rows }' build/calibration.rows build/calibration.form \
	>build/calibration
cat build/calibration
{
	sed '/^| noise | comparisons/,$d' "$doc"
	cat build/calibration
} >build/calibration.md
if cmp -s build/calibration.md "$doc"; then
	echo "$doc: unchanged"
else
	cp build/calibration.md "$doc"
	echo "$doc: changed"
fi
exit "$status"
