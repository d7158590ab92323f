#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the hunt for stale pages as a command: what it refuses, and that it
# repeats itself. tests/run.sh hunt planted tests what it finds.
set -u
. tests/e2e/lib.sh

kernel=build/kernel/$(vm/kernel.sh --name "${KERNEL:-debian}")

refused 'STEPS that is no number' "STEPS='many'" env STEPS=many tests/hunt.sh
refused 'no STEPS' 'STEPS=0' env STEPS=0 tests/hunt.sh
refused 'SEED that is no number' "SEED='-1'" env SEED=-1 tests/hunt.sh
refused 'MODE that does not exist' "MODE='best'" env MODE=best tests/hunt.sh

# hunt SEED OUT: hunt for a short time.
# shellcheck disable=SC2317 # check runs it
hunt() {
	STEPS=300 SEED=$1 MODE=chunked tests/hunt.sh >"$2" 2>&1
}
check 'a short hunt' hunt 5 "$tmp/first"
check 'the same again' hunt 5 "$tmp/second"
check 'does the same, to each collision' cmp "$tmp/first" "$tmp/second"
check 'with another seed' hunt 6 "$tmp/other"
check 'it does something else' \
	[ "$(grep -c collisions "$tmp/other"):$(cmp -s "$tmp/first" "$tmp/other"; echo $?)" \
	= \
	"$(grep -c collisions "$tmp/first"):1" ]

run tests/planted/build.sh "${KERNEL:-debian}"
check 'planted.patch applies to the module' [ "$status" -eq 0 ]
check 'the variant for tests has planted faults' \
	grep -q chunk-early "$kernel/mnbench-planted.ko"
# shellcheck disable=SC2317 # check runs it
absent() {
	! grep -Eq 'planted|chunk-early' "$kernel/mnbench.ko"
}
check 'the module has none' absent
sed 's/spin_lock/another_lock/' tests/planted/planted.patch >"$tmp/old.patch"
refused 'a patch for another module' 'no longer applies to module/' \
	env PATCH="$tmp/old.patch" tests/planted/build.sh debian

finish
