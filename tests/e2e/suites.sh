#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of how the suites are counted, with suites that are made up.
set -u
. tests/e2e/lib.sh

tree=$tmp/tree
mkdir -p "$tree/tests/e2e"
cp tests/run.sh tests/suite.sh tests/lib-suites.sh "$tree/tests/"

# script NAME LINE...: write an end-to-end test of the tree.
script() {
	file=$tree/tests/e2e/$1.sh
	shift
	printf '%s\n' "$@" >"$file"
}
script one 'echo ok 1 - first' 'echo ok 2 - second'
script lib 'echo ok 1 - no test'
run "$tree/tests/run.sh" e2e
check 'tests that pass' [ "$status" -eq 0 ]
check 'are counted' grep -Eqx ' *e2e-one +2 ok +0 not ok +[0-9]+ s' "$tmp/out"
check 'and summed up' [ "$(tail -n 1 "$tmp/out")" = '2 passed, 0 failed' ]
check 'and their output stays' grep -qx 'ok 1 - first' \
	"$tree/build/tests/log/e2e-one"

script two 'echo ok 1 - third' 'echo "# a reason"' 'echo not ok 2 - fourth' \
	'exit 1'
script none 'echo nothing >&2'
script dies 'echo ok 1 - fifth' 'kill -9 $$'
run "$tree/tests/run.sh" e2e
check 'a test that fails' [ "$status" -eq 1 ]
check 'is shown with its reason' grep -qx '# a reason' "$tmp/out"
check 'a suite without a test counts as one that failed' \
	grep -Eqx ' *e2e-none +0 ok +1 not ok +[0-9]+ s' "$tmp/out"
check 'and its output is shown' grep -qx '    nothing' "$tmp/out"
check 'so does one that dies' \
	grep -Eqx ' *e2e-dies +1 ok +1 not ok +[0-9]+ s' "$tmp/out"
check 'all are summed up' [ "$(tail -n 1 "$tmp/out")" = '4 passed, 3 failed' ]
printf '%s\n' '# It builds in this tree, so no other may run beside it.' \
	'echo ok 1 - alone' >"$tree/tests/e2e/builds.sh"
run "$tree/tests/run.sh" e2e
check 'a script that builds in the tree runs first' \
	[ "$(awk '$1 ~ /^e2e-/ { print $1; exit }' "$tmp/out")" = e2e-builds ]
check 'and is counted' [ "$(tail -n 1 "$tmp/out")" = '5 passed, 3 failed' ]
find "$tree/tests/e2e" -type f ! -name lib.sh -delete
run "$tree/tests/run.sh" e2e
check 'a run without a suite fails' [ "$status" -eq 1 ]
check 'and says so' grep -q 'no suite ran$' "$tmp/err"
refused 'another part' "unknown part 'x'; allowed: unit, guest, hunt" \
	"$tree/tests/run.sh" x
finish
