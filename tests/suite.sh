#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# suite.sh NAME COMMAND...: run a suite, which prints TAP. Its output goes to
# build/tests/log/NAME; what failed, and how many tests and seconds it took, to
# stdout. Several suites may run at the same time.
#
# One that ends with an error but without a failed test, or has no test at all,
# counts as one failed test. Its counts are a line of build/tests/log/counts: of
# tests that passed, and of those that failed. Exit status: 0.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

name=$1
shift
# shellcheck source=tests/lib-suites.sh
. tests/lib-suites.sh
log=$suites_log
mkdir -p "$log"
begin=$(date +%s)
status=0
setpriv --pdeathsig TERM "$@" >"$log/$name" 2>&1 </dev/null || status=$?
seconds=$(($(date +%s) - begin))
ok=$(grep -c '^ok ' "$log/$name") || true
not_ok=$(grep -c '^not ok ' "$log/$name") || true
report=
if [ "$not_ok" -gt 0 ]; then
	report=$(grep -B 4 '^not ok ' "$log/$name")
elif [ "$status" -ne 0 ] || [ "$ok" -eq 0 ]; then
	not_ok=1
	report=$(tail -n 30 "$log/$name" | sed 's/^/    /')
fi
echo "$ok $not_ok" >>"$log/counts"
printf '%s  %-32s %4d ok %4d not ok %5d s\n' "${report:+$report
}" "$name" "$ok" "$not_ok" "$seconds"
