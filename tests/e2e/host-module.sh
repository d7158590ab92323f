#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of venue host with the module: in a guest, whose kernel is the running
# one there, and what is refused before anything is done.
# make check-host-module tests more of it.
set -u
. tests/e2e/lib.sh

refused 'the module in a guest' \
	"--module 'yes': venue icount loads the module of its kernel" \
	"$mnbench" run --plan quick --module yes
refused 'settings in a venue that does not depend on them' \
	'times in venue icount do not depend on this machine' \
	"$mnbench" run --plan quick --settings quiet
run "$mnbench" host
check 'mnbench host shows settings' \
	grep -Eq '^thp +[a-z]+ +never +transparent huge pages$' "$tmp/out"
run vm/host-module.sh "$tmp"
check 'headers that are none' \
	[ "$status" = 2 -a "$(wc -l <"$tmp/err")" -eq 1 ]
run tests/userland/run.sh short
sed 's/^ok /# ok /; s/^1\.\..*//' "$tmp/out" >"$tmp/guest"
grep -v '^ok ' "$tmp/guest"
sed 's/^/# /' "$tmp/err"
check 'in a guest all is taken back' \
	[ "$status" -eq 0 -a "$(grep -c '^# ok ' "$tmp/guest")" -ge 20 ]
check 'and nothing failed there' not grep -q '^not ok ' "$tmp/guest"
finish
