#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench history as a command: orders, changes in an exact venue,
# steps in a timed one, and all forms of output.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# says NAME PATTERN: the output matches.
says() {
	check "$1" grep -Eq -- "$2" "$tmp/out"
}

# Six exact runs. The fourth and the sixth differ from the one before. Names are
# not in the order of time.
mkdir "$tmp/exact"
for day in 1 2 3 4 5 6; do
	more=0
	[ $day -lt 4 ] || more=1
	[ $day -lt 6 ] || more=-9
	slower 1 $more "$golden" | sed "s/2026-11-26/2026-11-0$day/;
		s/\(\"release\": \)\"6.1.0-56-amd64\"/\1\"6.$((day * 3)).0\"/" \
		>"$tmp/exact/run-$((9 - day)).json"
done
run "$mnbench" history "$tmp/exact"
check 'a folder of exact runs' [ "$status" -eq 0 ]
says 'how many cells changed comes first' '^0 of 6 cells changed in 6 runs$'
says 'by time' '^runs by time, from 2026-11-01T.* to 2026-11-06T.*$'
says 'a change by one instruction has moved' '^moved by no more than 0.1 %:$'
says 'a change by one instruction' \
	'^munmap global far .* run-5.json +17817 +17818 .*\+1$'
says 'the change back' '^munmap global far .* run-3.json +17818 +17808 .*-10$'
check 'no other change' [ "$(grep -c '^munmap' "$tmp/out")" -eq 2 ]
run "$mnbench" history --threshold 0 "$tmp/exact"
says '--threshold 0: each instruction is a change' \
	'^1 of 6 cells changed in 6 runs: munmap global far'
says 'nothing has only moved then' '^munmap global far .*\+1$'
check 'no heading for what moved' [ "$(grep -c '^moved' "$tmp/out")" -eq 0 ]
run "$mnbench" history "$tmp/exact"
check 'a new kernel is printed at its first run' \
	[ "$(grep -c '^environment changed at run-[3-7].json: kernel.release$' "$tmp/out")" \
	-eq 5 ]
run "$mnbench" history --by name "$tmp"/exact/*.json
says 'by name' '^runs by name, from run-3.json to run-8.json$'
says 'changes are other ones then' ' run-4.json +17808 +17818 .*\+10$'
run "$mnbench" history --by kernel "$tmp/exact"
says 'by kernel, 6.9 before 6.12' '^runs by kernel, from 6.3.0 to 6.18.0$'
run "$mnbench" history --by environment.kernel.release "$tmp/exact"
says 'by any field' \
	'^runs by environment.kernel.release, from 6.3.0 to 6.18.0$'
refused 'an unknown order' "--by cannot be 'commit'" \
	"$mnbench" history --by commit "$tmp/exact"
run "$mnbench" history --threshold 0.01 "$tmp/exact"
says '--threshold tells what matters from what moved' \
	'^1 of 6 cells changed in 6 runs: munmap global far'
says 'the smaller change has moved' '^moved by no more than 0.01 %:$'

run "$mnbench" history --json "$tmp/exact"
check 'JSON' [ "$status" -eq 0 ]
check 'each name in it is documented' [ -z "$(undocumented history)" ]
check 'there are names' [ "$(wc -l <"$tmp/names")" -gt 12 ]
check 'a series for each cell' [ "$(grep -c '"p50"' "$tmp/out")" -eq 6 ]

run "$mnbench" history --csv "$tmp/exact"
check 'CSV: a line for each run and a header' \
	[ "$status:$(wc -l <"$tmp/out")" = 0:7 ]
check 'a column for each cell, and three' \
	[ "$(head -n 1 "$tmp/out" | tr ',' '\n' | wc -l)" -eq 9 ]
says 'named so that no name has a blank or a comma' \
	'^time,run,kernel,munmap\.none\.far\.[^ ,]*,munmap\.global\.far\.[^ ,]*,'
check 'none is left out' [ ! -s "$tmp/err" ]
says 'in order of time, numbers alone' \
	'^2026-11-01T[0-9:]*Z,run-8.json,6.3.0(,[0-9]+){6}$'
check 'all lines are as long' \
	[ "$(sed 's/[^,]//g' "$tmp/out" | sort -u | wc -l)" -eq 1 ]

# A cell may be missing in some runs.
sed 's/"workload": "touch"/"workload": "fork"/; s/2026-11-26/2026-12-01/' \
	"$golden" >"$tmp/exact/fork.json"
run "$mnbench" history --csv "$tmp/exact"
says 'a cell with a gap has no column' \
	'^2026-12-01T[0-9:]*Z,fork.json,6.1.0-56-amd64(,[0-9]+){3}$'
check 'the number of such cells is printed' \
	grep -q '6 cells that some runs do not have are left out' "$tmp/err"
rm "$tmp/exact/fork.json"
mkdir "$tmp/gap"
cp "$golden" "$tmp/gap/1.json"
sed 's/"workload": "touch"/"workload": "fork"/' "$golden" >"$tmp/gap/2.json"
slower 4 100 "$golden" >"$tmp/gap/3.json"
run "$mnbench" history --by name "$tmp/gap"
says 'a change across the gap is found' \
	'^touch global far .* 3.json +11828 +11928 .*\+100$'
check 'once' [ "$(grep -c '^touch' "$tmp/out")" -eq 1 ]
sed 's/"venue": "icount"/"venue": "host"/; s/"unit": "vns"/"unit": "ns"/' \
	"$golden" >"$tmp/exact/host.json"
refused 'venues are never mixed' 'their times are not comparable' \
	"$mnbench" history \
	"$tmp/exact"
refused 'a run twice' 'is given twice' "$mnbench" history "$golden" "$golden"
refused 'one run' 'is one run; a history needs two' "$mnbench" history "$golden"
refused 'none' 'give results or a folder' "$mnbench" history

# 24 timed runs. munmap in global takes 3 % longer from the 13th run on.
mkdir "$tmp/timed" "$tmp/same" "$tmp/drift"
for n in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 \
	33; do
	more=0
	[ $n -lt 22 ] || more=3
	timed seed=$n boot=$n munmap=$more started=2026-01-${n}T00:00:00Z \
		>"$tmp/timed/$n.json"
	timed seed=$n boot=$n >"$tmp/same/$n.json"
	timed seed=$n boot=$n level=$((n - 10)) >"$tmp/drift/$n.json"
done
run "$mnbench" history --by name "$tmp/timed"
check 'timed runs' [ "$status" -eq 0 ]
says 'a step where it is' '^munmap global far .* 22.json .* p [0-9.e-]+$'
says 'and no other step' '^1 of 6 cells changed in 24 runs: munmap global far'
cp "$tmp/out" "$tmp/first"
run "$mnbench" history --by name "$tmp/timed"
check 'the same each time' cmp "$tmp/first" "$tmp/out"
run "$mnbench" history --by name "$tmp/same"
says 'no step in noise' '^0 of 6 cells changed in 24 runs$'
refused 'a level of 0' "--level" "$mnbench" history --level 0 "$tmp/same"
run "$mnbench" history --by name "$tmp/drift"
says 'a drift of all cells is no step' '^0 of 6 cells changed in 24 runs$'
says 'it is that of the machine' '^The machine drifts'

# The machine is 4 % slower from the 13th run on.
mkdir "$tmp/slower"
for n in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 \
	33; do
	level=0
	[ $n -lt 22 ] || level=4
	timed seed=$n boot=$n level=$level >"$tmp/slower/$n.json"
done
run "$mnbench" history --by name "$tmp/slower"
says 'a slower machine changes no cell' '^0 of 6 cells changed in 24 runs$'
says 'it is told' '^The machine changed, and all cells with it'
says 'when and by how much' \
	'^the machine, all cells +22.json +- +- +\+[34]\.?[0-9]*% +p '
run "$mnbench" history --by name --json "$tmp/slower"
check 'the level of the machine is in the JSON' \
	grep -q '"machine": *{' "$tmp/out"
check 'each name of a timed history is documented' \
	[ -z "$(undocumented history)" ]
finish
