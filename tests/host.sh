#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# host.sh: test the verdicts of timed runs on this machine. It compares PAIRS of
# equal runs of `none` (default: 20). No more of them may alarm than chance
# allows at the level of 5 %. It then makes as many runs of `none` and `kvm`;
# the difference must be found in each. On a machine without KVM the second part
# is measured in venue tcg.
#
# WORKLOADS: what to measure (default: munmap mprotect dontneed touch).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

bad() {
	echo "$0: $*" >&2
	exit 2
}

case ${PAIRS:=20} in
*[!0-9]* | 0*) bad "PAIRS='$PAIRS' is not a number from 1 on" ;;
esac
workloads=${WORKLOADS:-munmap mprotect dontneed touch}
mnbench=build/mnbench
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

# measure FILE VENUE MODES: measure, and again if the run is void.
measure() {
	rm -f "$1"
	for _ in 1 2 3; do
		status=0
		"$mnbench" run --plan host --venue "$2" --set "mode=$3" \
			--set "workload=$workloads" -o "$1" 2>"$tmp/err" ||
			status=$?
		[ $status -ne 0 ] || return 0
		grep -q 'this run is void' "$tmp/err" || {
			cat "$tmp/err" >&2
			exit 1
		}
		void=$((void + 1))
	done
}

# verdicts FILE: print the verdicts of a comparison, as "N regressed, N
# improved, ...".
verdicts() {
	sed -n 's/^[0-9]* cells: //p' "$1"
}

# changed FILE: succeed if a cell is called regressed or improved.
changed() {
	! verdicts "$1" | grep -q '^0 regressed, 0 improved,'
}

void=0
alarms=0
unjudged=0
for i in $(seq "$PAIRS"); do
	measure "$tmp/a.json" host none
	measure "$tmp/b.json" host none
	"$mnbench" compare "$tmp/a.json" "$tmp/b.json" >"$tmp/out" || true
	[ -n "$(verdicts "$tmp/out")" ] || bad \
		"no comparison: $(cat "$tmp/out")"
	! changed "$tmp/out" || alarms=$((alarms + 1))
	! grep -q '^No cell is judged' "$tmp/out" || unjudged=$((unjudged + 1))
	echo "pair $i: $(verdicts "$tmp/out")"
done
# The largest number of alarms that chance allows: fewer than 5 % of series
# without a difference exceed it.
allowed=$(awk -v n="$PAIRS" 'BEGIN {
	p = 0.95 ^ n
	for (sum = p; 1 - sum > 0.05; sum += p)
		p *= (n - k) * 0.05 / (++k * 0.95)
	print k + 0
}')
echo "none with none: $alarms of $PAIRS pairs alarm, $allowed allowed;" \
	"$unjudged not judged, $void runs void"

venue=host
build/agent --probe kvm 2>/dev/null || venue=tcg
found=0
for i in $(seq "$PAIRS"); do
	measure "$tmp/a.json" $venue 'none kvm'
	"$mnbench" compare "$tmp/a.json:none" "$tmp/a.json:kvm" >"$tmp/out" ||
		true
	verdicts "$tmp/out" | grep -q '^0 regressed' || found=$((found + 1))
	echo "run $i in $venue: $(verdicts "$tmp/out")"
done
echo "none with kvm: found in $found of $PAIRS runs in venue $venue"
[ "$alarms" -le "$allowed" ] && [ "$found" -eq "$PAIRS" ]
