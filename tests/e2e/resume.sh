#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of runs that are killed at any moment and resumed, and of runs in parts:
# the result is that of an uninterrupted run. The guests are scripts that write
# what the test wants. KILLS: number of kills (default: 30).
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

kills=${KILLS:-30}
# shellcheck disable=SC2016 # the guest expands it
guests 'sleep 0.01; echo "1$id,2$id"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 2
	batch_cells = 2
	[cells]
	workload = munmap touch fork cow mremap
	mode = none
	placement = far overlap
	ops = 2
END
result=$tmp/result.json
partial=$result.partial

measure() {
	run "$mnbench" run --plan p --kernel fake --jobs 2 "$@"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
}

measure -o "$tmp/whole.json"
check 'a run in one piece' [ "$status" -eq 0 ]
check 'leaves no partial file' [ ! -e "$tmp/whole.json.partial" ]
check 'it is valid' "$mnbench" validate "$tmp/whole.json"
without_host "$tmp/whole.json" >"$tmp/whole"
check 'there is something to compare' [ "$(wc -c <"$tmp/whole")" -gt 3000 ]
batches=$(grep -c '"order"' "$tmp/whole")
check 'in several batches' [ "$batches" -ge 5 ]

# The moments of the kills come from a seeded sequence.
seed=1
next() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	number=$((seed / 65536 % $1))
}

# kept: the batches that the partial file holds whole.
kept() {
	kept=0
	[ ! -e "$partial" ] || kept=$(($(wc -l <"$partial") - 1))
	[ "$kept" -ge 0 ] || kept=0
}

lost=0
other=0
unresumed=0
interruptions=0
for _ in $(seq "$kills"); do
	rm -f "$result" "$partial"
	"$mnbench" run --plan p --kernel fake --jobs 2 --resume -o "$result" \
		>/dev/null 2>&1 </dev/null &
	pid=$!
	next 60
	sleep "$(printf '0.%02d' "$number")"
	next 2
	kept
	before=$kept
	if [ "$number" -eq 0 ]; then
		kill -KILL "$pid" 2>/dev/null || true
	else
		# Kill a guest, whichever is running.
		pkill -KILL -o -P "$pid" 2>/dev/null || true
	fi
	wait "$pid" 2>/dev/null
	[ -e "$result" ] || interruptions=$((interruptions + 1))
	kept
	[ -e "$result" ] || [ "$kept" -ge "$before" ] || lost=$((lost + 1))
	if [ ! -e "$result" ]; then
		measure --resume -o "$result"
		[ "$status" -eq 0 ] || unresumed=$((unresumed + 1))
	fi
	without_host "$result" >"$tmp/again" 2>/dev/null
	cmp -s "$tmp/whole" "$tmp/again" || other=$((other + 1))
done
echo "# $kills kills, $interruptions of them before the end"
check 'most kills came before the end' [ $((interruptions * 2)) -ge "$kills" ]
check 'no kill lost a batch' [ "$lost" -eq 0 ]
check 'each was resumed' [ "$unresumed" -eq 0 ]
check 'to the same bytes' [ "$other" -eq 0 ]

# interrupt OPTION...: begin a run that stores to $result, and end it by a
# signal when it has measured two batches.
interrupt() {
	rm -f "$result" "$partial"
	"$mnbench" run --kernel fake --jobs 1 -o "$result" "$@" \
		>/dev/null 2>"$tmp/interrupted" </dev/null &
	pid=$!
	for _ in $(seq 100); do
		kept
		[ "$kept" -lt 2 ] || break
		sleep 0.1
	done
	kill -TERM "$pid"
	wait "$pid" 2>/dev/null
	kept
}

# The command that is printed continues the run, also where a shell would
# split or expand what is in it.
plain_result=$result
result="$tmp/it's \$a result.json"
partial=$result.partial
cp "$home/plans/p.ini" "$tmp/a plan.ini"
interrupt --plan "$tmp/a plan.ini" --set samples=2 --set 'placement=far overlap'
check 'an interrupted run says how to continue' grep -Eq \
	"^mnbench: interrupted; $kept of $batches batches are kept in .*; this command continues the run:\$" \
	"$tmp/interrupted"
tail -n 1 "$tmp/interrupted" >"$tmp/command"
sed 's/^/# /' "$tmp/command"
run sh "$tmp/command"
check 'which is a command' [ "$status" -eq 0 ]
check 'that takes the batches' grep -q "$kept of them kept" "$tmp/err"
without_host "$result" >"$tmp/again"
run "$mnbench" run --plan "$tmp/a plan.ini" --kernel fake \
	-o "$tmp/at-once.json" --set samples=2 --set 'placement=far overlap'
without_host "$tmp/at-once.json" >"$tmp/at-once"
check 'and makes the result' cmp "$tmp/at-once" "$tmp/again"
result=$plain_result
partial=$result.partial

# stop PID: end the process by a signal. $late is 1 if it takes more than two
# seconds; $status is its exit status.
stop() {
	kill -TERM "$1"
	for _ in $(seq 20); do
		kill -0 "$1" 2>/dev/null || break
		sleep 0.1
	done
	late=0
	! kill -KILL "$1" 2>/dev/null || late=1
	status=0
	wait "$1" 2>/dev/null || status=$?
}

# A signal that comes before the first guest boots ends a run at once, too.
mkfifo "$tmp/slow.ini"
sleep 30 >"$tmp/slow.ini" &
writer=$!
"$mnbench" run --plan "$tmp/slow.ini" --kernel fake -o "$tmp/x.json" \
	>/dev/null 2>&1 </dev/null &
pid=$!
sleep 0.3
stop "$pid"
check 'a signal ends a run that waits for its plan' [ "$late" -eq 0 ]
kill "$writer"
rm "$home/vm/append.sh"
cat >"$home/vm/append.sh" <<-END
	#!/bin/sh
	sleep 1
	exec '$PWD/vm/append.sh' "\$@"
END
chmod +x "$home/vm/append.sh"
"$mnbench" run --plan p --kernel fake -o "$tmp/x.json" \
	>/dev/null 2>"$tmp/interrupted" </dev/null &
pid=$!
for _ in $(seq 100); do
	[ ! -d "$home/build/run/$pid/batch-1" ] || break
	sleep 0.1
done
stop "$pid"
check 'a signal ends a run that prepares its batches' [ "$late" -eq 0 ]
check 'with the exit status of an interrupted run' [ "$status" -eq 130 ]
check 'which says so' grep -q 'interrupted; nothing was stored' \
	"$tmp/interrupted"
check 'it leaves no folder' [ ! -e "$home/build/run/$pid" ]
check 'and no partial file' [ ! -e "$tmp/x.json.partial" ]
ln -sf "$PWD/vm/append.sh" "$home/vm/"

# A run without --resume must not discard the batches of an interrupted one.
interrupt --plan p
check 'an interrupted run keeps its batches' [ "$kept" -ge 2 ]
refused 'a run that would lose them' \
	'batches of an interrupted run; add --resume to continue' \
	"$mnbench" run --plan p --kernel fake -o "$result"
refused 'a resumed run of something else' \
	'is of another run \(its plan differs\)' \
	"$mnbench" run --plan p --kernel fake -o "$result" --resume --set ops=3
measure --resume -o "$result"
check 'resumed' [ "$status" -eq 0 ]
check 'and the output says so' grep -q 'of them kept from an interrupted run' \
	"$tmp/err"
without_host "$result" >"$tmp/again"
check 'the same bytes' cmp "$tmp/whole" "$tmp/again"

# Parts, in any order and on any machine.
for i in 1 2 3; do
	measure --shard $i/3 -o "$tmp/part$i.json"
	check "part $i of 3" [ "$status" -eq 0 ]
done
run "$mnbench" merge -o "$tmp/merged.json" "$tmp/part3.json" "$tmp/part1.json" \
	"$tmp/part2.json"
check 'the parts are merged' [ "$status" -eq 0 ]
without_host "$tmp/merged.json" >"$tmp/again"
check 'to the result of one machine' cmp "$tmp/whole" "$tmp/again"
parallel --will-cite -j 2 "$mnbench" run --plan p --kernel fake --jobs 1 \
	--shard '{}/4' -o "$tmp/parallel{}.json" ::: 1 2 3 4 >/dev/null 2>&1
run "$mnbench" merge -o "$tmp/merged.json" "$tmp"/parallel?.json
without_host "$tmp/merged.json" >"$tmp/again"
check 'the same with GNU parallel' cmp "$tmp/whole" "$tmp/again"
sed '1s/"mnbench": *"[^"]*"/"mnbench":"0.0"/' "$tmp/part2.json" \
	>"$tmp/older.json"
check 'a part of another version' grep -q '"mnbench":"0.0"' "$tmp/older.json"
run "$mnbench" merge -o "$tmp/merged.json" "$tmp/part1.json" "$tmp/older.json" \
	"$tmp/part3.json"
check 'is merged like one of this' [ "$status" -eq 0 ]
without_host "$tmp/merged.json" >"$tmp/again"
check 'to the same result' cmp "$tmp/whole" "$tmp/again"
sed 's/"agent_sha256": *"./&x/' "$tmp/part2.json" >"$tmp/other.json"
refused 'a part of another agent' 'different runs: their build differs' \
	"$mnbench" merge -o "$tmp/x.json" "$tmp/part1.json" "$tmp/other.json"
refused 'a missing part' 'batch 2 of .* is in no part' \
	"$mnbench" merge -o "$tmp/x.json" "$tmp/part1.json" "$tmp/part3.json"
refused 'a part as a result' 'a part of a run: .mnbench merge. makes' \
	"$mnbench" show "$tmp/part1.json"
refused 'a result as a part' 'no part of a run' \
	"$mnbench" merge -o "$tmp/x.json" "$tmp/whole.json"
measure --shard 2/3 --set ops=3 -o "$tmp/other.json"
refused 'parts of different runs' 'are of different runs: their plan differs' \
	"$mnbench" merge -o "$tmp/x.json" "$tmp/part1.json" "$tmp/other.json"
refused 'a shard that is none' "allowed: I/N" \
	"$mnbench" run --plan p --kernel fake -o "$tmp/x.json" --shard 4/3
refused 'more shards than batches' 'cut into 1000 shards; allowed: 1 to ' \
	"$mnbench" run --plan p --kernel fake -o "$tmp/x.json" --shard 1/1000

# A header that `run` did not write.
# damaged NAME PATTERN HEADER
damaged() {
	printf '%s\n' "$3" >"$tmp/damaged.json"
	refused "$1" "$2" "$mnbench" merge -o "$tmp/x.json" "$tmp/damaged.json"
}
schema='"schema":"mnbench-partial/1","venue":"icount","unit":"vns","batches":1'
schema="$schema,\"config_sha256\":\"0\",\"build\":{}"
plan='"name":"x","text":"[plan]\nsummary=a\n[cells]\nworkload=munmap\nmode=none\n"'
plan="$plan,\"seed\":1,\"samples\":3,\"batch_cells\":64"
damaged 'a header without a plan' 'damaged.json:.* plan' "{$schema}"
damaged 'a set that is a number' 'damaged.json:.* plan\.set' \
	"{$schema,\"plan\":{$plan,\"set\":[1]}}"
damaged 'a set of text' 'damaged.json:.* plan\.set' \
	"{$schema,\"plan\":{$plan,\"set\":\"ops=1\"}}"
damaged 'an override that no plan has' \
	"damaged.json: its plan cannot be used: --set: 'colour' is not KEY=VALUE" \
	"{$schema,\"plan\":{$plan,\"set\":[\"colour\"]}}"
damaged 'a control character in an override' 'damaged.json|set:' \
	"{$schema,\"plan\":{$plan,\"set\":[\"\\u001b[2J\"]}}"
check 'is not printed' not raw "$tmp/err"
check 'nothing was stored' [ ! -e "$tmp/x.json" ]

finish
