#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bisect.sh: test `git bisect run` with real guests. One instruction is planted
# in a callback, in one of 64 commits to the module, some of which do not build.
# The bisection must find that commit by itself. tests/e2e/bisect.sh does the
# same with scripts instead of guests.
#
# SLOW: number of the commit that is slower, from 1 to 64 (default: 41).
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/e2e/lib.sh
. tests/lib-scratch.sh

slow=${SLOW:-41}
case $slow in
[1-9] | [1-5][0-9] | 6[0-4]) ;;
*)
	echo "$0: SLOW='$slow' is no number from 1 to 64" >&2
	exit 2
	;;
esac
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
tree=$tmp/tree
kernel=$tree/build/kernel/debian
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

scratch_tree "$tree"
git -C "$tree" init -q
echo /build >"$tree/.gitignore"
git -C "$tree" add -A
git -C "$tree" commit -qm 'commit 0'
git -C "$tree" tag good
# Each commit changes a source of the module.
for n in $(seq 64); do
	echo "/* commit $n */" >>"$tree/module/session.h"
	[ "$n" -ne "$slow" ] ||
		plant "$tree/module/global.c" range_start 'asm volatile("nop");'
	case $n in
	16 | 32 | 48) echo 'does not build' >>"$tree/module/session.h" ;;
	17 | 33 | 49) sed -i '/^does not build$/d' "$tree/module/session.h" ;;
	esac
	git -C "$tree" commit -qam "commit $n"
done
git -C "$tree" tag bad
check '64 commits to the module' \
	[ "$(git -C "$tree" rev-list --count good..bad)" -eq 64 ]

# measure RESULT: build and measure the commit that is checked out.
# shellcheck disable=SC2317 # check runs it
measure() {
	scratch_build "$tree" &&
		"$mnbench" run --plan "$tmp/p.ini" --kernel "$kernel" -o "$1" \
			2>"$tmp/err"
}
check 'the bad end is measured' measure "$tmp/bad.json"
git -C "$tree" checkout -q good
check 'the good end is measured' measure "$tmp/good.json"

git -C "$tree" bisect start bad good >/dev/null 2>&1
begun=$(date +%s)
(cd "$tree" && git bisect run "$mnbench" bisect --good "$tmp/good.json" \
	--bad "$tmp/bad.json" --plan "$tmp/p.ini" --kernel "$kernel" -- \
	vm/kernel.sh debian) >"$tmp/log" 2>&1
grep -E '^munmap|cannot be built|first bad commit' "$tmp/log" | sed 's/^/# /'
echo \
	"# $(grep -c '^munmap global' \
	"$tmp/log") commits measured in $(($(date +%s) - begun)) s"
found=$(sed -n 's/^\([0-9a-f]*\) is the first bad commit$/\1/p' "$tmp/log")
[ -n "$found" ] || tail -n 20 "$tmp/log" | sed 's/^/# /'
check 'the commit is found' \
	[ "$(git -C "$tree" log -1 --format=%s "${found:-good}")" = \
	"commit $slow" ]
check 'over one that does not build' grep -q 'this commit cannot be built' \
	"$tmp/log"
finish
