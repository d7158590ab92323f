#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of `mnbench ab`: what it builds, measures, keeps and compares. Guests
# and kernel builds are scripts here; make check-ab uses real ones.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
# An operation takes what the module in the initramfs says.
# shellcheck disable=SC2016 # the guest expands it
guests \
	'cost=$(grep -aoh "cost=[0-9]*" initrd | sed "s/cost=//"); echo "$cost,$cost"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 1
	batch_cells = 1
	[cells]
	workload = munmap touch
	mode = none
	ops = 2
END

# Instead of building a module, kernel.sh copies the text of a tree, or of its
# own folder for the kernel that all modules are measured on.
rm "$home/vm/kernel.sh" "$home/build/agent"
cat >"$home/vm/kernel.sh" <<-'END'
	#!/bin/sh
	set -e
	top=$(cd "$(dirname "$0")/.." && pwd)
	[ "$1" != --name ] || {
		[ "$2" = debian ] || [ -e "$2/.config" ] || {
			echo "$0: '$2' is no kernel" >&2
			exit 2
		}
		basename "$2"
		exit
	}
	to=$1
	[ "$1" != --to ] || { to=$2; shift 2; }
	spec=$1
	[ "$1" != debian ] || spec=$top/module
	mkdir -p "$top/build/kernel/$to"
	cd "$top/build/kernel/$to"
	cp "$spec/cost" mnbench.ko
	echo 6.1 >release
	cp release vmlinuz
	cp release config
	[ "$1" = debian ] || cp "$spec/arch/x86/boot/bzImage" vmlinuz
END
chmod +x "$home/vm/kernel.sh"
printf 'build/agent:\n\tcp bench/agent/agent.c $@\n' >"$home/Makefile"
mkdir -p "$home/module" "$home/bench/agent"
touch "$home/module/Kbuild"
echo agent >"$home/bench/agent/agent.c"
make -s -C "$home" build/agent
echo /build >"$home/.gitignore"
git -C "$home" init -q

# cost N: commit a module whose operations take N.
cost() {
	echo "cost=$1" >"$home/module/cost"
	git -C "$home" add -A
	git -C "$home" commit -qm "cost $1"
}
cost 100
cost 107

# tree FOLDER COST IMAGE: make a kernel build.
tree() {
	mkdir -p "$1/arch/x86/boot" "$1/include/config"
	touch "$1/Module.symvers" "$1/.config"
	echo "cost=$2" >"$1/cost"
	echo "$3" >"$1/arch/x86/boot/bzImage"
	echo 6.1.0 >"$1/include/config/kernel.release"
}

kept=$tmp/kept
ab() {
	run "$mnbench" ab --plan p -o "$kept" "$@"
}
# measured N: that many runs were measured.
# shellcheck disable=SC2317 # check runs it
measured() {
	[ "$(grep -c ': measuring ' "$tmp/err")" -eq "$1" ]
}
# named PATTERN: there is a result of that name.
# shellcheck disable=SC2317 # check runs it
named() {
	find "$kept" -mindepth 1 -printf '%f\n' | grep -Eq "^$1\$"
}
results() {
	find "$kept" -name '*.json' | wc -l
}

ab HEAD~1 HEAD
check 'a commit that is slower is found' [ "$status" -eq 1 ]
check 'by what it is slower' grep -Eq 'munmap.*100.*107' "$tmp/out"
check 'both were measured' measured 2
check 'both results are kept' [ "$(results)" -eq 2 ]
for commit in HEAD~1 HEAD; do
	name=$(git -C "$home" rev-parse --short=12 $commit)
	check "$commit is in a name" named \
		"p-icount-mnbench-$name-debian-[0-9a-f]{8}-[0-9a-f]{8}.json"
done
run "$mnbench" validate "$kept"/*.json
check 'they are valid' [ "$status" -eq 0 ]
ab HEAD HEAD~1
check 'a faster commit is no regression' [ "$status" -eq 0 ]
check 'what is kept is not measured again' measured 0
ab --again HEAD HEAD~1
check 'but with --again' measured 2
check 'under the same names' [ "$(results)" -eq 2 ]
ab commit:HEAD HEAD
check 'the same commit twice is no regression' [ "$status" -eq 0 ]
ab --set ops=3 HEAD HEAD
check 'another plan is measured' measured 1
check 'under another name' [ "$(results)" -eq 3 ]
grep -l '"ops=3"' "$kept"/*.json >"$tmp/name"
"$mnbench" show "$(cat "$tmp/name")" >"$tmp/out"
check 'its command has the kernel with the module' grep -Eq -- \
	"--kernel $home/build/ab/[0-9a-f]{12}/build/kernel/debian" "$tmp/out"
check 'and how that is prepared' grep -Eq \
	'^ *vm/side.sh debian commit:[0-9a-f]{12} && build/mnbench run ' \
	"$tmp/out"
mkdir "$home/results"
echo /results >>"$home/.git/info/exclude"
(cd "$home" && "$mnbench" ab --plan p HEAD~1 HEAD >/dev/null 2>"$tmp/err")
check 'results have a folder, and short paths' grep -q \
	'^BASE: measuring results/ab/p-icount-mnbench-' "$tmp/err"
find "$home/results/ab" -name '*.json' | head -n 1 >"$tmp/name"
"$mnbench" show "$(cat "$tmp/name")" >"$tmp/out"
sed '1,/^This command measures the same again:$/d' "$tmp/out" >"$tmp/again"
check 'whose command needs nothing but a repository' \
	not grep -q "$home" "$tmp/again"
rm -r "$home/build/ab"
ln -s "$mnbench" "$home/build/mnbench"
(cd "$home" && sh "$tmp/again" >/dev/null 2>&1)
without_host "$(cat "$tmp/name")" >"$tmp/first"
without_host "$home/again.json" >"$tmp/second"
check 'it prepares, and measures the same' cmp "$tmp/first" "$tmp/second"
rm "$home/again.json"

# Another agent alone is another build, too.
echo 'another agent' >"$home/bench/agent/agent.c"
git -C "$home" commit -qam agent
rm -rf "$kept"
ab HEAD~1 HEAD
check 'an agent is measured with its module' measured 2
grep -h '"agent_sha256"' "$kept"/*.json | sort -u >"$tmp/agents"
check 'its digest is that of its commit' [ "$(wc -l <"$tmp/agents")" -eq 2 ]

# A folder of the suite, with changes that are in no commit.
cp -R "$home" "$tmp/changed"
echo cost=90 >"$tmp/changed/module/cost"
ab HEAD "$tmp/changed"
check 'a folder of the suite is measured' \
	grep -Eq 'munmap.*107.*90' "$tmp/out"
check 'its name says that it was changed' \
	named '.*-dirty-debian-.*'

# Trees of one name and release are told apart, and so is a tree before and
# after it was built again.
rm -rf "$kept"
tree "$tmp/a/linux" 100 one
tree "$tmp/b/linux" 103 two
ab "$tmp/a/linux" "$tmp/b/linux"
check 'a slower tree is found' [ "$status" -eq 1 ]
check 'by what it is slower' grep -Eq 'munmap.*100.*103' "$tmp/out"
check 'both results are kept' [ "$(results)" -eq 2 ]
check 'without a repository the release is in the name' \
	named 'p-icount-6.1.0-.*'
old=$(find "$kept" -name '*.json' | sort | head -n 1)
cp "$old" "$tmp/old"
tree "$tmp/a/linux" 99 three
tree "$tmp/b/linux" 99 four
ab "$tmp/a/linux" "$tmp/b/linux"
check 'trees that were built again are measured' measured 2
check 'and all four results are kept' [ "$(results)" -eq 4 ]
check 'the old one unchanged' cmp -s "$old" "$tmp/old"
git -C "$tmp/a/linux" init -q
git -C "$tmp/a/linux" commit -qm x --allow-empty
git -C "$tmp/a/linux" tag -a v6.1/x -m x
ab "$old" "$tmp/a/linux"
check 'a tree is compared with an older result' measured 1
check 'its name is what git describes' \
	named 'p-icount-v6.1-x-.*'

sed 's/"config_sha256": "/&0/' "$old" >"$tmp/other.json"
ab "$old" "$tmp/other.json"
check 'results of two kernels are compared' [ "$status" -eq 0 ]
check 'and none is measured' measured 0

# By the clock, runs alternate.
rm -rf "$kept"
ab --venue tcg --boots 3 HEAD~2 HEAD
sed -n 's/^\([A-Z]*\): measuring .*\(run-[0-9]*\).json$/\1 \2/p' "$tmp/err" |
	tr '\n' ' ' >"$tmp/order"
expected='BASE run-001 NEW run-001 NEW run-002 BASE run-002'
expected="$expected BASE run-003 NEW run-003 "
check 'runs of the sides alternate' [ "$(cat "$tmp/order")" = "$expected" ]
rm "$(find "$kept" -name run-002.json | head -n 1)"
ab --venue tcg --boots 3 HEAD~2 HEAD
check 'what is missing is measured' measured 1
ab --venue tcg --boots 1 HEAD HEAD
check 'one build twice has two folders' \
	[ "$(find "$kept" -name '*-again' -type d | wc -l)" -eq 1 ]

# An interrupted measurement goes on with the same command.
rm -rf "$kept"
cp "$home/vm/boot.sh" "$tmp/boot.sh"
sed -i "2i [ ! -e '$tmp/slow' ] || case \$1 in *batch-2*) sleep 30 ;; esac" \
	"$home/vm/boot.sh"
touch "$tmp/slow"
"$mnbench" ab --plan p -o "$kept" HEAD~2 'commit:HEAD' >"$tmp/out" \
	2>"$tmp/err" &
pid=$!
for _ in $(seq 100); do
	sleep 0.1
	[ "$(cat "$kept"/*.partial 2>/dev/null | wc -l)" -lt 2 ] || break
done
kill -INT $pid
wait $pid
check 'an interruption has its status' [ $? -eq 130 ]
check 'and names the command that continues' \
	grep -q "mnbench ab --plan p -o $kept 'HEAD~2' commit:HEAD\$" "$tmp/err"
rm "$tmp/slow"
ab HEAD~2 commit:HEAD
check 'which does so' [ "$status" -eq 1 ]
check 'with the batch that was kept' grep -q '1 of them kept' "$tmp/err"

refused 'host' "--venue cannot be 'host'" \
	"$mnbench" ab --plan p --venue host HEAD HEAD
refused 'no side' "'$tmp/none' is neither a folder nor a commit of mnbench" \
	"$mnbench" ab --plan p HEAD "$tmp/none"
refused 'a folder of something else' \
	"'$tmp/a' is neither the folder of a kernel build .* nor a folder of mnbench" \
	"$mnbench" ab --plan p "$tmp/a" HEAD
refused 'no kernel for commits' "KERNEL: '/none' is no kernel" \
	"$mnbench" ab --plan p --kernel /none HEAD HEAD
refused 'an unknown plan' "unknown plan 'none'" "$mnbench" ab --plan none \
	HEAD HEAD
refused 'a percentage' "threshold cannot be 'x'" "$mnbench" ab \
	--threshold x HEAD HEAD
run "$mnbench" ab HEAD
check 'one side is not enough' [ "$status" -eq 2 ]
finish
