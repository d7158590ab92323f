#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kill.sh: test a real run that is killed at random moments and resumed, again
# and again. No stored batch may be lost, and each result must be that of an
# uninterrupted run. tests/e2e/resume.sh does the same in seconds, with scripts
# instead of guests.
#
# PLAN: what to run (default: quick). KERNEL: see kernel.sh (default: debian).
# KILLS: number of kills, each of the command or of a guest (default: 20). SEED:
# seed of the moments (default: 1).
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/e2e/lib.sh

plan=${PLAN:-quick}
kills=${KILLS:-20}
seed=${SEED:-1}
case $kills,$seed in
,* | *, | *[!0-9,]*)
	echo "$0: KILLS='$kills' or SEED='$seed' is no number" >&2
	exit 2
	;;
esac
kernel=$(vm/kernel.sh --name "${KERNEL:-debian}") || exit
result=$tmp/result.json
partial=$result.partial

# Each group of cells with a common baseline is a batch: that gives most
# moments.
# shellcheck disable=SC2317 # called by check
run_plan() {
	"$mnbench" run --plan "$plan" --kernel "$kernel" --set batch_cells=1 \
		"$@"
}

# next N: leave a pseudo-random number from 0 to N - 1 in $number.
next() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	number=$((seed / 65536 % $1))
}

# count_kept: leave in $kept the number of complete batches in the partial file.
count_kept() {
	kept=0
	[ ! -e "$partial" ] || kept=$(($(wc -l <"$partial") - 1))
	[ "$kept" -ge 0 ] || kept=0
}

# a_guest PID: print the emulator of any guest of the command, or nothing.
a_guest() {
	for script in $(pgrep -P "$1"); do
		pgrep -P "$script" qemu-system
	done | head -n 1
}

check 'a run in one piece' run_plan -o "$tmp/whole.json" 2>"$tmp/err"
sed 's/^/# /' "$tmp/err"
without_host "$tmp/whole.json" >"$tmp/whole"
check 'there is something to compare' [ "$(wc -c <"$tmp/whole")" -gt 10000 ]
batches=$(grep -c '"order"' "$tmp/whole")
wall_s=$(sed -n '/^ "host"/,$ s/^ *"wall_s": \([0-9]*\).*/\1/p' \
	"$tmp/whole.json" | head -n 1)
# Kill after 0 to twice the time of a batch, so that some batches complete.
range_ms=$((2000 * (wall_s + 1) / batches))
echo "# $batches batches in $wall_s s; kills after 0 to $range_ms ms"

of_command=0
of_guest=0
runs=0
lost=0
other=0
refused=0
said=0
# judge: compare the result of a run that has ended by itself.
judge() {
	runs=$((runs + 1))
	without_host "$result" >"$tmp/again" 2>/dev/null
	cmp -s "$tmp/whole" "$tmp/again" || other=$((other + 1))
	rm -f "$result"
}
begun=$(date +%s)
while [ $((of_command + of_guest)) -lt "$kills" ]; do
	count_kept
	before=$kept
	# Not in a function: $! would be a shell, and killing that would leave
	# the command running.
	"$mnbench" run --plan "$plan" --kernel "$kernel" --set batch_cells=1 \
		--resume -o "$result" >/dev/null 2>"$tmp/err" </dev/null &
	pid=$!
	next "$range_ms"
	sleep "$((number / 1000)).$(printf %03d $((number % 1000)))"
	next 2
	victim=$pid
	[ "$number" -eq 0 ] || victim=$(a_guest "$pid")
	if [ -n "$victim" ] && kill -KILL "$victim" 2>/dev/null; then
		if [ "$victim" = "$pid" ]; then
			of_command=$((of_command + 1))
		else
			of_guest=$((of_guest + 1))
		fi
	else # no guest is up, or all is done
		kill -TERM "$pid" 2>/dev/null
	fi
	wait "$pid" 2>/dev/null
	grep -aE 'damaged|another run|cannot' "$tmp/err" &&
		refused=$((refused + 1))
	rm -rf "build/run/$pid"
	count_kept
	killed=$((of_command + of_guest))
	if [ $((killed % 20)) -eq 0 ] && [ $killed -gt $said ]; then
		said=$killed
		echo "# $killed of $kills kills, $runs runs have ended"
	fi
	if [ -e "$result" ]; then
		judge
	elif [ "$kept" -lt "$before" ]; then
		lost=$((lost + 1))
	fi
done
count_kept
echo \
	"# $of_command kills of the command, $of_guest of a guest, in $(($(date +%s) - begun)) s"
echo "# $runs runs had ended meanwhile; $kept batches are left to resume"
check 'the last run is resumed to its end' run_plan --resume -o "$result" \
	2>"$tmp/err"
judge
check 'no kill lost a batch' [ "$lost" -eq 0 ]
check 'none was refused' [ "$refused" -eq 0 ]
check "the same bytes, $runs times" [ "$other" -eq 0 ]

finish
