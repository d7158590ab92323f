#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of address spaces of programs: those that ship, a user's own, and what is
# refused.
set -u
. tests/e2e/lib.sh

count=0
for file in address-spaces/*.maps; do
	count=$((count + 1))
	check "$file has only the last parts of names" not grep -q '/' "$file"
done
check 'three ship' [ "$count" -eq 3 ]

mkdir "$tmp/plans"
cat >"$tmp/plans/mine.ini" <<'PLAN'
[plan]
summary = an address space of my own
samples = 1
[cells]
workload = fork
mode = none global
region_size = 8M
address_space = none tail.maps python3
ops = 2
warmup = 1
PLAN
# Two of the VMAs of this process, one of which a fork copies.
cat >"$tmp/plans/tail.maps" <<'MAPS'
# Comments are allowed.
7f0000000000-7f0000001000 rw-p 00000000 00:00 0
7f0000002000-7f0000003000 r--p 00000000 00:00 0
MAPS
digits=$(sha256sum "$tmp/plans/tail.maps" | cut -c 1-12)
run "$mnbench" run --plan "$tmp/plans/mine.ini" -o "$tmp/x.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'a file beside the plan is rebuilt' [ "$status" -eq 0 ]
check 'a result has its name and digits' \
	grep -q "\"address_space\": \"tail@$digits\"" "$tmp/x.json"
check 'and all digits' grep -Eq "\"tail@$digits\": \"${digits}[0-9a-f]{52}\"" \
	"$tmp/x.json"
run "$mnbench" show --csv "$tmp/x.json"
# Of a column of the rows of mode global.
column() {
	awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++)
			at[$i] = i
	}
	$2 == "global" { print $at["address_space"], $at[name] }' "$tmp/out"
}
column callbacks_per_op >"$tmp/calls"
check 'a fork calls for the area alone' grep -qx 'none 1' "$tmp/calls"
check 'and for a written VMA' grep -qx "tail@$digits 2" "$tmp/calls"
check 'and for each of a program' \
	grep -Eqx 'python3@[0-9a-f]{12} [0-9]{2}' "$tmp/calls"

run "$mnbench" compare "$tmp/x.json" "$tmp/x.json"
check 'equal files can be compared' [ "$status" -eq 0 ]
echo 7f0000004000-7f0000005000 rw-p 0 00:00 0 >>"$tmp/plans/tail.maps"
refused 'with --set a file is one of the current folder' \
	'^mnbench: --set: address_space cannot be .tail.maps.; allowed: none' \
	"$mnbench" run --plan "$tmp/plans/mine.ini" \
	--set address_space=tail.maps -o "$tmp/y.json"
run "$mnbench" run --plan "$tmp/plans/mine.ini" \
	--set address_space="$tmp/plans/tail.maps" -o "$tmp/y.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
run "$mnbench" compare "$tmp/x.json" "$tmp/y.json"
check 'cells of another file are not compared' [ "$status" -eq 2 ]

refused 'a name that does not ship' \
	"mine.ini|--set: address_space cannot be 'python'; allowed: none, java" \
	"$mnbench" run --plan "$tmp/plans/mine.ini" --set address_space=python \
	-o "$tmp/z.json"
echo 'this is no address space' >"$tmp/plans/tail.maps"
refused 'a bad line is named' \
	"/plans/tail.maps:1: 'this is no address space' is no line of" \
	"$mnbench" run --plan "$tmp/plans/mine.ini" -o "$tmp/z.json"
: >"$tmp/plans/tail.maps"
refused 'an empty file' '/plans/tail.maps: the address space is empty' \
	"$mnbench" run --plan "$tmp/plans/mine.ini" -o "$tmp/z.json"
echo '200000000000-200000001000 rw-p 0 00:00 0' >"$tmp/plans/tail.maps"
refused 'one whose addresses are taken' \
	'/plans/tail.maps:1: there is no room for 200000000000-' \
	"$mnbench" run --plan "$tmp/plans/mine.ini" -o "$tmp/z.json"

sleep 1000 &
pid=$!
run address-spaces/snapshot.sh "$pid"
kill "$pid"
cp "$tmp/out" "$tmp/plans/tail.maps"
check 'a snapshot of a process' grep -q ' libc.so.6$' "$tmp/out"
run "$mnbench" run --plan "$tmp/plans/mine.ini" -o "$tmp/z.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'is rebuilt' [ "$status" -eq 0 ]
# As another user than that of process 1, if it has another.
other=
[ "$(id -u)" -ne 0 ] || other='setpriv --reuid=65534 --clear-groups'
$other cat /proc/1/maps >/dev/null 2>&1 || {
	# shellcheck disable=SC2086 # it is several words
	$other sh -s 1 <address-spaces/snapshot.sh >"$tmp/out" 2>"$tmp/err"
	check 'a process of another user is refused' [ $? -eq 1 ]
	check 'in one line' [ "$(wc -l <"$tmp/err")" -eq 1 ]
	check 'that names it' \
		grep -q 'cannot read the address space of process 1$' "$tmp/err"
	check 'without output' [ ! -s "$tmp/out" ]
}
refused 'a snapshot of no process' "'x' is no process; allowed: its number" \
	address-spaces/snapshot.sh x
finish
