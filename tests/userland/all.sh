#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# all.sh: run all tests of venue host with the module, one guest for each, and
# sum them up. Each leaves its TAP in build/tests/log. Exit status 1 if a test
# failed.
#
# KERNEL: the prepared kernel, see kernel.sh (default: debian).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

log=build/tests/log
mkdir -p "$log"
failed=0

# suite NAME TEST [ARGUMENT...]: as run.sh has them.
suite() {
	name=host-$1
	shift
	status=0
	tests/userland/run.sh "$@" >"$log/$name" 2>&1 || status=$?
	ok=$(grep -c '^ok ' "$log/$name") || true
	not_ok=$(grep -c '^not ok ' "$log/$name") || true
	if [ "$not_ok" -eq 0 ] && { [ "$status" -ne 0 ] ||
		[ "$ok" -eq 0 ]; }; then
		not_ok=1
		tail -n 30 "$log/$name" | sed 's/^/    /'
	fi
	grep -B 4 '^not ok ' "$log/$name" || true
	printf '  %-32s %4d ok %4d not ok\n' "$name" "$ok" "$not_ok"
	failed=$((failed + not_ok))
}

suite short short
suite whole whole
suite refusals refusals
suite enforced signatures module.sig_enforce=1
suite lockdown signatures lockdown=integrity
suite kills kills
[ "$failed" -eq 0 ]
