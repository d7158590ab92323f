#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of runs whose shards are measured by commands of the user: the result is
# that of a straight run, also when commands are lost, killed and resumed. The
# guests are scripts that write what the test wants.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

# shellcheck disable=SC2016 # the guest expands it
guests 'echo "1$id,2$id"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 2
	batch_cells = 2
	[cells]
	workload = munmap touch fork cow
	mode = none
	placement = far overlap
	ops = 2
END
result=$tmp/result.json

# fleet SHARDS COMMAND OPTION...: run the plan as a fleet.
fleet() {
	shards=$1
	with=$2
	shift 2
	run "$mnbench" run --plan p --kernel fake --jobs 1 \
		--shards "$shards" --with "$with" -o "$result" "$@"
}

# Test that the result is that of a straight run, and that nothing else is left.
whole() {
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	without_host "$result" >"$tmp/again" 2>/dev/null
	check "$1: the result is that of a straight run" \
		cmp "$tmp/whole" "$tmp/again"
	check "$1: nothing else is left" \
		[ "$(echo "$result"*)" = "$result" ]
	rm -f "$result"
}

run "$mnbench" run --plan p --kernel fake -o "$tmp/whole.json"
check 'a straight run' [ "$status" -eq 0 ]
without_host "$tmp/whole.json" >"$tmp/whole"
check 'there is something to compare' [ "$(wc -c <"$tmp/whole")" -gt 3000 ]

fleet 3 '{}'
check 'three shards end well' [ "$status" -eq 0 ]
check 'their progress is one line for all' \
	grep -Eq '^0/3 shards, 3 running, .*0%, 0:0' "$tmp/err"
run "$mnbench" validate "$result"
check 'the result is valid' [ "$status" -eq 0 ]
whole 'three shards'

# A host that shares no folder: the command fetches the part. The fake ssh
# joins its arguments with spaces and gives them to a shell, as the real one. It
# says which shell that is, which GNU parallel wants to know.
cat >"$tmp/ssh" <<-'END'
	#!/bin/sh
	[ "$1" != -tt ] || shift
	mkdir -p "$FAR/$1"
	cd "$FAR/$1" || exit 255
	shift
	[ "$1" != -- ] || shift
	HOME=$PWD SHELL=/bin/sh exec sh -c "$*"
END
chmod +x "$tmp/ssh"
export FAR="$tmp/far"
top=$PWD
cd "$tmp" || exit 1
run "$mnbench" run --plan p --kernel fake --jobs 1 -o result.json --shards 2 \
	--with "./ssh -tt host{n} {} && cp far/host{n}/{out} {out}"
cd "$top" || exit 1
check 'each host measured its part' \
	[ -e "$FAR/host1/result.json.shard-1-of-2" ]
whole 'over ssh'
run "$mnbench" run --plan p --kernel fake --shards 2 --with 'sh -c {q}' \
	--set 'placement=far overlap' -o "$result"
check 'a command as one word keeps its quotes' [ "$status" -eq 0 ]
rm -f "$result"

# A shard is lost when it has measured some batches: the next try keeps them.
cat >"$tmp/lossy" <<-'END'
	#!/bin/sh
	# lossy COMMAND...: run the command, and end it once it has a batch.
	if ! mkdir "$LOST" 2>/dev/null; then
		exec "$@"
	fi
	"$@" &
	while ! ls "$RESULT".shard-2-of-2.partial >/dev/null 2>&1 ||
		[ "$(wc -l <"$RESULT.shard-2-of-2.partial")" -lt 2 ]; do
		kill -0 "$!" || exit 9
		sleep 0.02
	done
	kill "$!"
	wait "$!"
	echo 'the power went off' >&2
	exit 7
END
chmod +x "$tmp/lossy"
# shellcheck disable=SC2016 # the guest expands it
guests 'sleep 0.1; echo "1$id,2$id"'
export LOST="$tmp/lost" RESULT="$result"
fleet 2 'if [ {n} = 2 ]; then '"$tmp"'/lossy {}; else {}; fi'
check 'a lost shard is started again' \
	grep -Eq \
	'shard 2 of 2 is lost \(exit status 7: the power went off\); try 2 of 3 follows' \
	"$tmp/err"
check 'and the run ends well' [ "$status" -eq 0 ]
whole 'a lost shard'

# A shard that never succeeds is given up; the others are kept.
fleet 2 '[ {n} = 1 ] || { echo no disk; exit 3; }; {}' --tries 2
check 'a shard is given up after some tries' grep -Eq \
	'shard 2 of 2 is given up after 2 tries \(exit status 3: no disk\); see .*shard-2-of-2\.log' \
	"$tmp/err"
check 'which is a failure' [ "$status" -eq 1 ]
check 'without a result' [ ! -e "$result" ]
check 'the part that is there stays' [ -e "$result.shard-1-of-2" ]
check 'the log of the other one, too' \
	grep -q 'no disk' "$result.shard-2-of-2.log"
tail -n 1 "$tmp/err" | sed "s/; exit 3; }; {}'/; }; {}'/" >"$tmp/command"
refused 'a run that would lose the part' \
	'shard-1-of-2 is left of an interrupted run; add --resume' \
	"$mnbench" run --plan p --kernel fake --shards 2 --with '{}' \
	-o "$result"
refused 'another run that would take it' \
	'shard-1-of-2 is of another run \(its plan or its venue differs\)' \
	"$mnbench" run --plan p --kernel fake --shards 2 --with '{}' \
	-o "$result" --set ops=3 --resume
run sh "$tmp/command"
check 'a command is printed that continues it' \
	grep -q '2 shards, 1 of them kept' "$tmp/err"
whole 'continued'

# A part that was copied in half is no part.
# shellcheck disable=SC2016 # the command expands LOST
fleet 2 '{}; [ {n} = 2 ] || ! mkdir "$LOST-half" 2>/dev/null || {
	head -n 1 {out} >half; mv half {out}; }'
check 'a part that lacks batches is measured again' grep -Eq \
	'shard 1 of 2 is lost \(.*shard-1-of-2 is not whole: batch 1 is missing\)' \
	"$tmp/err"
whole 'half a part'

# Signals end all commands.
# shellcheck disable=SC2016 # the guest expands it
guests 'sleep 1; echo "1$id,2$id"'
"$mnbench" run --plan p --kernel fake --jobs 1 --shards 2 --with 'sh -c {q}' \
	-o "$result" >/dev/null 2>"$tmp/interrupted" </dev/null &
pid=$!
for _ in $(seq 100); do
	[ "$(pgrep -c -P "$pid")" -lt 2 ] || break
	sleep 0.05
done
sleep 0.5
children=$(pgrep -d ' ' -P "$pid")
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
check 'a signal ends a fleet' [ "$status" -eq 130 ]
alive=0
for child in $children; do
	! kill -0 "$child" 2>/dev/null || alive=$((alive + 1))
done
check 'there were two commands' [ "$(echo "$children" | wc -w)" -eq 2 ]
check 'both have ended' [ "$alive" -eq 0 ]
run pgrep -f "$home/vm/boot.sh"
check 'no guest runs' [ "$status" -eq 1 ]
check 'it says how to go on' grep -q \
	'interrupted; 0 of 2 shards are done.*this command continues the run:' \
	"$tmp/interrupted"
# shellcheck disable=SC2016 # the guest expands it
guests 'echo "1$id,2$id"'
tail -n 1 "$tmp/interrupted" >"$tmp/command"
run sh "$tmp/command"
whole 'an interrupted fleet'

# What cannot work ends at once.
fleet 2 '/nowhere/srun {}'
check 'a command that is not there is bad input' [ "$status" -eq 2 ]
check 'and is not tried again' grep -Eq \
	'shard [12] of 2 cannot run: exit status 127: .*not found' "$tmp/err"
rm -f "$result".*
fleet 2 '{}' --kernel nowhere
check 'a kernel that is not there is bad input' [ "$status" -eq 2 ]
check 'of which the command has the reason' grep -Eq \
	'shard [12] of 2 cannot run: exit status 2: mnbench: .*nowhere' \
	"$tmp/err"
rm -f "$result".*
refused 'more shards than batches' 'shards; allowed: 1 to 4, the' \
	"$mnbench" run --plan p --shards 9 --with '{}' -o "$tmp/x.json"
refused 'a template without the command' '\{\} or \{q\} must be in it' \
	"$mnbench" run --plan p --shards 2 --with 'srun' -o "$tmp/x.json"
refused 'shards without a command' 'needs --with' \
	"$mnbench" run --plan p --shards 2 -o "$tmp/x.json"
refused 'shards without an output' 'needs -o FILE' \
	"$mnbench" run --plan p --shards 2 --with '{}'
refused 'a command without shards' 'options of a run with --shards' \
	"$mnbench" run --plan p --with '{}' -o "$tmp/x.json"
refused 'no shard' 'allowed: a number from 1' \
	"$mnbench" run --plan p --shards 0 --with '{}' -o "$tmp/x.json"
check 'nothing was stored' [ "$(echo "$tmp"/x.json*)" = "$tmp/x.json*" ]

# The recipes of docs/fleet.md, without its hosts.
seq 3 | parallel --will-cite -j 2 --joblog "$tmp/joblog" --retries 3 \
	"$mnbench" run --plan p --kernel fake --jobs 1 --shard '{}/3' --resume \
	-o "$tmp/part{}" >/dev/null 2>&1
run "$mnbench" merge "$tmp"/part[123] -o "$result"
whole 'GNU parallel'
if command -v rsync >/dev/null; then
	rm -f "$tmp"/part[123]
	cd "$tmp" || exit 1
	seq 3 | parallel --will-cite --ssh "$tmp/ssh" -S 1/host1,1/host2 -j 1 \
		--retries 3 --workdir mnbench --return 'part{}' \
		"$mnbench" run --plan p --kernel fake --jobs 1 --shard '{}/3' \
		--resume -o 'part{}' >"$tmp/log" 2>&1
	cd "$top" || exit 1
	run ls "$FAR"/host1/mnbench/part? "$FAR"/host2/mnbench/part?
	check 'GNU parallel measured on both hosts' [ "$status" -eq 0 ]
	run "$mnbench" merge "$tmp"/part[123] -o "$result"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/log"
	whole 'GNU parallel over ssh'
fi

finish
