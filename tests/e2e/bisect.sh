#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of `mnbench bisect` under git bisect: it finds the right commit by
# itself, also if some commits cannot be built. The guests are scripts here;
# make check-bisect uses real ones.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
built=$home/build/kernel/fake/mnbench.ko
# An operation takes the time that the file of the module holds. The path has a
# wildcard, because a later test uses a link to the folder.
# shellcheck disable=SC2016 # the guest expands it
guests \
	'cost=$(cat ../../../../kernel/*/mnbench.ko | head -n 1); echo "$cost,$cost,$cost"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 2
	[cells]
	workload = munmap touch
	mode = none
	ops = 3
END
for cost in 100 101; do
	echo $cost >"$built"
	"$mnbench" run --plan p --kernel fake -o "$tmp/$cost.json" 2>/dev/null
done

# There are 64 commits. The 37th is slower by one, and four do not build.
repo=$tmp/repo
git init -q "$repo"
cat >"$repo/build.sh" <<-END
	#!/bin/sh
	[ ! -e broken ] || exit 1
	cp cost '$built'
END
chmod +x "$repo/build.sh"
commit() {
	git -C "$repo" add -A
	git -C "$repo" commit -qm "$1"
}
echo 100 >"$repo/cost"
commit 'commit 0'
git -C "$repo" tag good
for n in $(seq 64); do
	echo "$n" >"$repo/other"
	[ "$n" -ne 37 ] || echo 101 >"$repo/cost"
	rm -f "$repo/broken"
	case $n in 16 | 32 | 33 | 48) : >"$repo/broken" ;; esac
	commit "commit $n"
done

# bisect COMMAND...: bisect, and leave the subject of the found commit in
# $found.
bisect() {
	git -C "$repo" bisect start HEAD good >/dev/null 2>&1
	(cd "$repo" && git bisect run "$@") >"$tmp/log" 2>&1
	status=$?
	found=$(sed -n 's/^\([0-9a-f]*\) is the first bad commit$/\1/p' \
		"$tmp/log")
	[ -z "$found" ] || found=$(git -C "$repo" log -1 --format=%s "$found")
	git -C "$repo" bisect reset >/dev/null 2>&1
}
bisect "$mnbench" bisect --good "$tmp/100.json" --bad "$tmp/101.json" \
	--kernel fake -- ./build.sh
check 'the commit is found' [ "$status:$found" = '0:commit 37' ]
[ -n "$found" ] || sed 's/^/# /' "$tmp/log"
check 'in at most 7 steps' [ "$(grep -c '^munmap none' "$tmp/log")" -le 7 ]
check 'commits that do not build are skipped' \
	grep -q 'this commit cannot be built' \
	"$tmp/log"
check 'each step prints its cells' \
	grep -q '^munmap none .*: 100 (good 100, bad 101): good$' "$tmp/log"
check 'nothing is left behind' \
	[ -z "$(find /tmp -maxdepth 1 -name 'mnbench-bisect-*' -newer "$repo/build.sh")" \
	]

# step ARGUMENT...: run a single step.
step() {
	run "$mnbench" bisect --kernel fake "$@"
}
echo 101 >"$built"
step --good "$tmp/100.json" --bad "$tmp/101.json"
check 'a bad commit' [ "$status" -eq 1 ]
step --good "$tmp/100.json" --bad "$tmp/101.json" \
	--cell 'workload=touch mode=none'
check 'one cell decides' [ "$status:$(grep -c ': bad$' "$tmp/out")" = 1:1 ]
check 'no other cell is measured' grep -q '^touch none ' "$tmp/out"
echo 100 >"$built"
step --good "$tmp/100.json" --bad "$tmp/101.json"
check 'a good commit' [ "$status" -eq 0 ]
step --good "$tmp/101.json" --bad "$tmp/100.json"
check 'a bad commit, if a smaller value is bad' [ "$status" -eq 1 ]
echo 150 >"$built"
step --good "$tmp/100.json" --bad "$tmp/101.json"
check 'a commit worse than the bad one' [ "$status" -eq 1 ]
step --good "$tmp/100.json" --bad "$tmp/101.json" -- false
check 'a commit that cannot be built' [ "$status" -eq 125 ]
rm "$built"
step --good "$tmp/100.json" --bad "$tmp/101.json" -- true
check 'a commit that cannot be measured' [ "$status" -eq 125 ]
echo 100 >"$built"
step --good "$tmp/100.json" --bad "$tmp/101.json" --cell workload=fork
check 'cells that do not differ' [ "$status" -eq 125 ]
step --good "$tmp/100.json" --bad "$tmp/100.json"
check 'equal results end it' [ "$status" -eq 128 ]
check 'a message says why' grep -q 'no cell differs between .* and' "$tmp/err"
step --good "$tmp/100.json"
check 'a missing option ends it' [ "$status" -eq 128 ]
step --good "$tmp/100.json" --bad /nonexistent
check 'a missing file ends it' [ "$status" -eq 128 ]
step --good "$tmp/100.json" --bad "$tmp/101.json" --cells x
check 'an unknown option ends it' [ "$status" -eq 128 ]

# A kernel tree has another release after each commit, so BUILD leaves a link.
rm -rf "$repo"
git init -q "$repo"
mkdir -p "$repo/arch/x86/boot" "$repo/include/config"
touch "$repo/arch/x86/boot/bzImage" "$repo/.config" "$repo/Module.symvers"
echo 100 >"$repo/cost"
rm -r "$home/build/kernel/fake"
for n in $(seq 0 8); do
	[ "$n" -ne 5 ] || echo 101 >"$repo/cost"
	echo "6.1.$n" >"$repo/include/config/kernel.release"
	commit "commit $n"
	[ "$n" -gt 0 ] || git -C "$repo" tag good
done
cat >"$tmp/build.sh" <<-END
	#!/bin/sh
	name=\$('$PWD/vm/kernel.sh' --name "\$PWD") || exit
	rm -rf '$home/build/kernel/'*
	mkdir '$home/build/kernel/'"\$name"
	cd '$home/build/kernel/'"\$name" || exit
	touch vmlinuz config
	cp '$repo/cost' mnbench.ko
	ln -sfn "\$name" ../bisected
END
chmod +x "$tmp/build.sh"
bisect "$mnbench" bisect --good "$tmp/100.json" --bad "$tmp/101.json" \
	--kernel "$home/build/kernel/bisected" -- "$tmp/build.sh"
check 'a commit of a kernel tree is found' [ "$status:$found" = '0:commit 5' ]
[ -n "$found" ] || sed 's/^/# /' "$tmp/log"
finish
