#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [RUNS [SEED]]: measure how often the verdicts err, and write the tables
# into docs/calibration.md. Exit status 1 if a bound is broken.
set -eu
cd "$(dirname "$0")/../.."

doc=docs/calibration.md
status=0
build/calibrate "$@" >build/calibration || status=$?
cat build/calibration
[ "$status" -le 1 ] || exit "$status"
{
	sed '/^| noise | comparisons/,$d' "$doc"
	cat build/calibration
} >build/calibration.md
if cmp -s build/calibration.md "$doc"; then
	echo "$doc tells the same"
else
	cp build/calibration.md "$doc"
	echo "$doc is written anew"
fi
exit "$status"
