#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of runs whose guests fail, hang or are killed. The guests are scripts in
# a suite folder (MNBENCH_HOME) of the test, and write what boot.sh would.
set -u
. tests/e2e/lib.sh

home=$tmp/home
mkdir -p "$home/vm" "$home/build/kernel/fake" "$home/plans"
ln -s "$PWD"/vm/*.sh "$PWD/vm/arch" "$home/vm/"
rm "$home/vm/boot.sh"
for file in vmlinuz config mnbench.ko; do
	echo "$file" >"$home/build/kernel/fake/$file"
done
echo agent >"$home/build/agent"
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
export MNBENCH_HOME="$home"
stored=$tmp/stored.json

# boot LINE...: write the script that replaces the guest.
boot() {
	rm -f "$home/vm/boot.sh"
	{
		# shellcheck disable=SC2016 # it is the script that expands it
		printf '#!/bin/sh\ncd "$1" || exit 2\necho true >command\n'
		printf '%s\n' "$@"
	} >"$home/vm/boot.sh"
	chmod +x "$home/vm/boot.sh"
}
measure() {
	echo precious >"$stored"
	rm -f "$stored.partial"
	run "$mnbench" run --plan p --kernel fake -o "$stored"
}
# failed STATUS NAME PATTERN: the run ended so, and the stored result is
# untouched.
failed() {
	tap_status=0
	[ "$status" -eq "$1" ] || tap_status=1
	grep -Eq "$3" "$tmp/err" || tap_status=1
	grep -qx precious "$stored" || tap_status=1
	[ $tap_status -eq 0 ] || sed "s/^/# $status: /" "$tmp/err"
	ok $tap_status "$2"
}

boot 'echo "the guest panicked: of fear" >&2' 'echo "    last words" >&2' \
	'exit 1'
measure
failed 1 'a guest that panics' \
	'batch [12] of 2 failed: the guest panicked: of fear'
check 'the end of its console is shown' grep -q 'last words' "$tmp/err"

boot "printf 'panic \\033[2J\\n  last \\033]0;x\\007 \\377\\n' >&2" 'exit 1'
measure
failed 1 'a guest whose console has control characters' \
	'failed: panic \\x1b\[2J'
check 'they are escaped' grep -Fq '  last \x1b]0;x\x07 \xff' "$tmp/err"
check 'and not raw' not raw "$tmp/err"

boot 'echo "QEMU is too old" >&2' 'exit 2'
measure
failed 2 'a machine that cannot boot guests' 'failed: QEMU is too old'

boot 'echo "what?" >answers'
measure
failed 1 'an agent that writes no JSON' 'wrote a line that is no JSON object'

boot 'echo "{\"type\":\"start\",\"id\":77}" >answers'
measure
failed 1 'an agent that writes a sample of another batch' \
	'a sample that is not in its batch'

boot ': >answers'
measure
failed 2 'an agent that writes nothing' \
	"wrote no line of type 'kernel' in batch 1"

# This output is complete but has no sample.
# shellcheck disable=SC2016 # the guest expands it
no_samples='echo "{\"type\":\"kernel\",\"release\":\"1\",\"cpus\":2}" >answers
echo "{\"type\":\"end\",\"samples\":0,\"tainted\":0,\"log\":[$log]}" >>answers'
boot 'log=' "$no_samples"
measure
check 'cells without samples fail' \
	[ "$status:$(grep -c 'failed: .*: no answer' "$tmp/err")" = 1:2 ]
check 'but are stored' grep -q '"failed": "sample 0: no answer"' "$stored"
check 'and shown as failed' sh -c "'$mnbench' show '$stored' | grep -q failed"
boot 'log="\"WARNING: x\u001b[2J\""' "$no_samples"
measure
check 'a control character in the kernel log is not printed' not raw "$tmp/err"
boot 'log="\"WARNING: x\""' "$no_samples"
measure
check 'a defect in the kernel log fails the run' \
	[ "$status:$(grep -c 'kernel log of batch [12]: ' "$tmp/err")" = 1:2 ]

# These guests measure all samples. The function latency BATCH BOOT is defined
# before.
# shellcheck disable=SC2016 # the guest expands it
measure_all='n=${PWD%/boot-*}; n=${n##*-}; k=${PWD##*-}
counters="\"callbacks\":{\"unmap\":0},\"spurious\":0,\"invalidations\":0,\"pages_invalidated\":0"
sample="\"id\":$((n - 1)),\"cell\":$((n - 1)),\"ns\":[1,$(latency $n $k)]"
sample="$sample,\"counters\":{$counters},\"expected\":{$counters}"
sample="$sample,\"attach_ns\":1,\"fill_ns\":1,\"detach_ns\":1"
sample="$sample,\"bytes\":0,\"chunks_now\":0,\"chunks_peak\":0"
{
	echo "{\"type\":\"kernel\",\"release\":\"1\",\"cpus\":2}"
	echo "{\"type\":\"start\",\"id\":$((n - 1))}"
	echo "{\"type\":\"sample\",$sample}"
	echo "{\"type\":\"end\",\"samples\":1,\"tainted\":0,\"log\":[]}"
} >answers
echo "$n.$k" >>../../../../../booted'
# kept: print the stored latencies and boots, without spaces and newlines.
kept() {
	tr -d ' \n' <"$stored" | grep -Eo '"(ns|boots)":\[[0-9,]*\]' | tr '\n' \
		' '
}

boot 'latency() { echo 7; }' "$measure_all"
rm -f "$home/booted"
measure
check 'guests that agree' \
	[ "$status:$(kept)" = '0:"ns":[1,7] "ns":[1,7] "boots":[2,2] ' ]
check 'two boots of each batch are enough' \
	[ "$(sort "$home/booted" | tr '\n' ' ')" = '1.1 1.2 2.1 2.2 ' ]
check 'and the number of boots is printed' grep -q \
	'p: 2 cells, 2 samples in 2 batches, each booted 2 times' "$tmp/err"
check 'and no more' [ "$(grep -c differed "$tmp/err")" = 0 ]

# shellcheck disable=SC2016 # the guest expands it
boot 'latency() { case $1.$2 in 1.1) echo 8 ;; *) echo 7 ;; esac; }' \
	"$measure_all"
for jobs in 1 4; do
	rm -f "$home/booted"
	run "$mnbench" run --plan p --kernel fake -o "$stored" --jobs $jobs
	check "a third boot decides, with --jobs $jobs" \
		[ "$status:$(kept)" = '0:"ns":[1,7] "ns":[1,7] "boots":[3,2] ' ]
	check "the difference is printed, with --jobs $jobs" \
		[ "$(grep differed "$tmp/err")" = \
		'mnbench: batch 1: 1 of 3 boots differed; the result holds the output of the others' \
		]
	[ $jobs = 4 ] || check 'the third boot comes before the next batch' \
		[ "$(tr '\n' ' ' <"$home/booted")" = '1.1 1.2 1.3 2.1 2.2 ' ]
done

# shellcheck disable=SC2016 # the guest expands it
boot 'latency() { [ $1 = 1 ] && echo 7 || echo $2; }' "$measure_all"
rm -rf "$home/build/run"
measure
failed 1 'guests that never agree' \
	'^mnbench: the guests of batch 2 of 2 gave 5 different outputs in 5 boots; consoles and outputs are in .*/batch-2$'
check 'their output is kept' \
	[ "$(find "$home/build/run" -path '*/batch-2/boot-*/answers' |
		wc -l)" = 5 ]

# shellcheck disable=SC2016 # the guest expands it
boot 'case $PWD in */batch-1/boot-2) echo "hung: of fear" >&2; exit 1 ;; esac' \
	'latency() { echo 7; }' "$measure_all"
measure
failed 1 'a second boot that fails' \
	'the guest of batch 1 of 2 failed: hung: of fear'
check 'its folder is named' grep -q 'are in .*/batch-1/boot-2$' "$tmp/err"

# A run that cannot begin leaves no folder.
rm -rf "$home/build/run"
mv "$home/build/agent" "$home/agent"
mkdir "$home/build/agent"
measure
check 'a run that cannot be prepared leaves no folder' \
	[ "$status:$(ls "$home/build/run")" = 2: ]
rmdir "$home/build/agent"
mv "$home/agent" "$home/build/agent"

# Interrupted and killed runs leave neither guests nor a broken result.
boot 'echo $$ >>../../../../../pids' \
	'echo "{\"type\":\"kernel\",\"release\":\"1\"}" >answers' \
	'exec sleep 1000'
guests=2 # lines in pids
# lives PID: the process has not ended. A zombie has ended.
lives() {
	case $(sed -n 's/^State:[[:space:]]*//p' "/proc/$1/status" \
		2>/dev/null) in
	'' | Z* | X*) return 1 ;;
	esac
}
# stopped SIGNAL: start a run, wait for its guests, and send the signal.
stopped() {
	echo precious >"$stored"
	rm -rf "$stored.partial" "$home/build/run" "$home/pids"
	"$mnbench" run --plan p --kernel fake -o "$stored" --jobs 2 \
		>"$tmp/out" 2>"$tmp/err" </dev/null &
	pid=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		sleep 0.2
		[ "$(grep -cs . "$home/pids" || true)" != "$guests" ] || break
	done
	kill "-$1" "$pid"
	status=0
	wait "$pid" 2>/dev/null || status=$?
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		alive=0
		# shellcheck disable=SC2013 # a number a line
		for guest in $(cat "$home/pids"); do
			! lives "$guest" || alive=1
		done
		[ $alive -eq 1 ] || break
		sleep 0.2
	done
}
for signal in INT TERM HUP; do
	# A shell starts its background jobs with SIGINT ignored.
	stopped $signal
	failed 130 "a run that gets SIG$signal" \
		'interrupted; nothing was stored'
	check "its guests are gone after SIG$signal" [ "$alive" -eq 0 ]
	check "and its folder after SIG$signal" \
		[ -z "$(ls "$home/build/run")" ]
done
stopped KILL
check 'a killed run leaves the stored result' grep -qx precious "$stored"
check 'and no guest' [ "$alive" -eq 0 ]

# The same with the script that boots guests, and a fake emulator.
mkdir "$tmp/bin"
cat >"$tmp/bin/qemu-system-x86_64" <<-END
	#!/bin/sh
	[ "\$1" != --version ] || { echo "QEMU emulator version 10.0.0"; exit; }
	echo \$PPID >>'$home/pids'
	echo \$\$ >>'$home/pids'
	exec sleep 1000
END
chmod +x "$tmp/bin/qemu-system-x86_64"
ln -sf "$PWD/vm/boot.sh" "$home/vm/boot.sh"
guests=4
for signal in TERM KILL; do
	PATH=$tmp/bin:$PATH stopped $signal
	check "no boot.sh and no emulator after SIG$signal" \
		[ "$(wc -l <"$home/pids"):$alive" = 4:0 ]
done
check 'no temporary file is left' \
	[ -z "$(find "$tmp" -name '.mnbench-*')" ]

# A full disk: root can store results on a file system of 64 KiB.
if mkdir "$tmp/disk" && mount -t tmpfs -o size=64k none "$tmp/disk" \
	2>/dev/null; then
	echo precious >"$tmp/disk/stored.json"
	head -c 65536 /dev/zero >"$tmp/disk/fill" 2>/dev/null
	stored=$tmp/disk/stored.json
	boot 'log=' "$no_samples"
	run "$mnbench" run --plan p --kernel fake -o "$stored"
	failed 2 'a full disk' \
		'cannot store .*/stored.json.*: No space left on device'
	check 'no temporary file is left on it' \
		[ -z "$(find "$tmp/disk" -name '.mnbench-*')" ]
	umount "$tmp/disk"
else
	ok 0 'a full disk # SKIP needs to mount a tmpfs'
fi

finish
