#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ab.sh: test `mnbench ab` with real guests. A scratch copy of this tree gets
# two commits to its module: one changes no instruction, and one plants one in a
# callback. ab must find the second, and only in the mode that makes that
# callback. tests/e2e/ab.sh does the same with scripts instead of guests.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/e2e/lib.sh
. tests/lib-scratch.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
tree=$tmp/tree
cat >"$tmp/p.ini" <<-END
	[plan]
	summary = what a callback costs
	samples = 1
	[cells]
	workload = munmap
	mode = none global
	ops = 50
	warmup = 5
END

# The scratch tree is the suite whose commits are measured.
scratch_tree "$tree"
cp -R plans tests "$tree/"
export MNBENCH_HOME="$tree"
ln -s "$PWD/build/agent" "$tree/build/agent"
echo /build >"$tree/.gitignore"
git -C "$tree" init -q
git -C "$tree" add -A
git -C "$tree" commit -qm base
echo '/* no instruction */' >>"$tree/module/session.h"
git -C "$tree" commit -qam comment
check 'an instruction is planted' plant "$tree/module/global.c" range_start \
	'asm volatile("nop");'
git -C "$tree" commit -qam slower

ab() {
	run "$mnbench" ab --plan "$tmp/p.ini" -o "$tmp/kept" "$@"
	sed 's/^/# /' "$tmp/out"
	[ "$status" -le 1 ] || tail -n 20 "$tmp/err" | sed 's/^/# /'
}

ab HEAD~2 HEAD~1
check 'a comment is no regression' [ "$status" -eq 0 ]
ab --threshold 0 HEAD~1 HEAD
check 'an instruction is one' [ "$status" -eq 1 ]
check 'it is told' grep -q 'munmap.*global' "$tmp/out"
check 'none does not have it' not grep -q '^regressed *munmap *none' "$tmp/out"
check 'three commits, three results' \
	[ "$(find "$tmp/kept" -name '*.json' | wc -l)" -eq 3 ]
finish
