#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench compare as a command: verdicts, exit statuses and all forms
# of output, in an exact venue and in a timed one. `make calibrate` measures how
# often the verdicts err.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# Lines as long as this are not broken. tests/e2e/width.sh tests breaking them.
export COLUMNS=200

# verdicts: print the number of each verdict: regressed, improved, unchanged,
# moved, inconclusive.
verdicts() {
	sed -n \
		's/^[0-9]* cells: \([0-9]*\) regressed, \([0-9]*\) improved, \([0-9]*\) unchanged, \([0-9]*\) moved, \([0-9]*\) inconclusive$/\1 \2 \3 \4 \5/p' \
		"$tmp/out"
}
# compared STATUS VERDICTS NAME ARGUMENT...: the comparison has that exit status
# and those numbers of verdicts. A number may be *.
compared() {
	tap_expected=$1:$2
	tap_name=$3
	shift 3
	run "$mnbench" compare "$@"
	tap_status=1
	# shellcheck disable=SC2254 # it is a pattern
	case $status:$(verdicts) in
	$tap_expected) tap_status=0 ;;
	esac
	[ $tap_status -eq 0 ] || sed "s/^/# $status: /" "$tmp/out" "$tmp/err"
	ok $tap_status "$tap_name"
}
# says NAME PATTERN: the output matches.
says() {
	check "$1" grep -Eq -- "$2" "$tmp/out"
}
# listed: the number of cells in the table, whatever the verdict.
listed() {
	grep -Ec '^(regressed|improved|unchanged|moved|inconclusive) ' \
		"$tmp/out"
}

# In an exact venue a changed number is a change.
compared 0 '0 0 6 0 0' 'a result and itself' "$golden" "$golden"
check 'nothing is listed' [ "$(listed)" -eq 0 ]
compared 0 '0 0 6 0 0' 'all is listed on demand' --all "$golden" "$golden"
check 'each cell' [ "$(listed)" -eq 6 ]
sed 's/"mnbench": "0.1"/"mnbench": "9.9"/' "$golden" >"$tmp/version.json"
compared 0 '0 0 6 0 0' 'results of two versions' "$golden" "$tmp/version.json"
check 'the version is no environment' \
	[ "$(grep -c 'build\.' "$tmp/out")" -eq 0 ]
slower 1 1 "$golden" >"$tmp/one.json"
compared 1 '1 0 5 0 0' 'one instruction more in one cell' -t 0 "$golden" \
	"$tmp/one.json"
says 'is the headline' '^munmap under global \+0\.00561%\.$'
says 'that cell is listed' '^regressed +munmap global +17817 +17818 +\+1 '
check 'and no other' [ "$(listed)" -eq 1 ]
slower 1 -17817 "$golden" >"$tmp/none.json"
compared 1 '1 0 5 0 0' 'a cell that took no time before' "$tmp/none.json" \
	"$golden"
says 'has no percentage' '^munmap under global from 0 to 17817\.$'
compared 0 '0 1 5 0 0' 'one less is no regression' -t 0 "$tmp/one.json" \
	"$golden"
compared 0 '0 0 5 1 0' 'a change below the threshold has moved' "$golden" \
	"$tmp/one.json"
says 'which is no regression' '^no cell regressed; 1 moved by at most 0\.1%\.$'
says 'the threshold is printed' '^Moved: by at most 0\.1% of the operation'
says 'the change is printed, too' '^moved +munmap global .* \+1 '
slower 1 18 "$golden" >"$tmp/beyond.json"
compared 1 '1 0 5 0 0' 'a change just beyond the threshold matters' "$golden" \
	"$tmp/beyond.json"
slower '2 3' -100 "$tmp/one.json" >"$tmp/more.json"
compared 1 '1 2 3 0 0' 'improved cells do not offset a regression' -t 0 \
	"$golden" "$tmp/more.json"

# A single operation takes longer when a timer interrupt falls into it. That is
# no change.
sed '/"id": 2,/s/"ns": \[\([0-9]*\)/"ns": [9\1/' "$golden" >"$tmp/tick.json"
check 'an operation is another' sh -c "! cmp -s '$golden' '$tmp/tick.json'"
compared 0 '0 0 6 0 0' 'one operation is no level' "$golden" "$tmp/tick.json"
# A change of a fifth of the operations is one, even if the median stays.
sed '/"id": 4,/s/"ns": \[[0-9]*, [0-9]*, [0-9]*, [0-9]*,/"ns": [9, 9, 9, 9,/' \
	"$golden" >"$tmp/level.json"
compared 1 '1 0 5 0 0' 'a level more is a change' "$tmp/level.json" "$golden"
says 'although the median is the same' 'other times, same median +12617 +12617 '
# A tenth of the operations make a level. Half of that is enough on the other
# side.
sed '/"id": 4,/s/"ns": \[[0-9]*, [0-9]*,/"ns": [9, 9,/' "$golden" \
	>"$tmp/tenth.json"
sed '/"id": 4,/s/"ns": \[[0-9]*,/"ns": [9,/' "$golden" >"$tmp/twentieth.json"
compared 0 '0 0 6 0 0' 'a level that occurs less often' "$tmp/tenth.json" \
	"$tmp/twentieth.json"
compared 0 '0 0 6 0 0' 'or more often' "$tmp/twentieth.json" "$tmp/tenth.json"
compared 1 '1 0 5 0 0' 'a level that has gone' "$tmp/tenth.json" "$golden"

# Counters are compared, too.
sed '/"id": [45],/s/\("counters": {"callbacks": {"unmap": \)0/\11/' "$golden" \
	>"$tmp/callbacks.json"
compared 1 '1 0 5 0 0' 'a callback more is a regression without a time' \
	"$golden" "$tmp/callbacks.json"
says 'and listed as one' '^regressed +munmap chunked: unmap 0 -> 0.1 '
compared 0 '0 1 5 0 0' 'a callback less is an improvement' \
	"$tmp/callbacks.json" "$golden"
compared 1 '1 0 5 0 0' 'the threshold does not apply to callbacks' \
	--threshold 50 "$golden" \
	"$tmp/callbacks.json"

# Some cells cannot be compared.
sed \
	'0,/"failed": null/s//"failed": "sample 0: spurious: 1 counted, 0 predicted"/' \
	"$golden" >"$tmp/failed.json"
compared 1 '0 0 5 0 0' 'a cell that fails in NEW alone is a regression' \
	"$golden" "$tmp/failed.json"
says 'and listed' '^not compared, failed in NEW: munmap none'
compared 0 '0 0 5 0 0' 'a cell that fails in BASE alone is no regression' \
	"$tmp/failed.json" "$golden"
compared 0 '0 0 5 0 0' 'a cell that fails in both is no regression' \
	"$tmp/failed.json" "$tmp/failed.json"
sed 's/"workload": "touch"/"workload": "fork"/' "$golden" >"$tmp/fork.json"
compared 0 '0 0 3 0 0' 'cells of one side' "$golden" "$tmp/fork.json"
check 'are listed' [ "$(grep -c '^not compared, only in ' "$tmp/out")" -eq 6 ]
sed 's/"workload": "munmap"/"workload": "cow"/' "$tmp/fork.json" \
	>"$tmp/cow.json"
refused 'no cell in common' 'have no cell in common' \
	"$mnbench" compare "$golden" "$tmp/cow.json"

# A side may be one mode of a result.
compared 0 '0 1 1 0 0' 'a mode and another' "$golden:global" "$golden:chunked"
says 'both are printed' \
	'^improved +munmap global -> chunked: unmap 1 -> 0,'
compared 1 '1 0 1 0 0' 'the other way round' "$golden:chunked" "$golden:global"
refused 'a mode that no cell of the result has' \
	"mnbench-1.json has no mode 'whole'; it has: none, global, chunked" \
	"$mnbench" compare "$golden" "$golden:whole"

# Environments must be the same.
sed \
	's/version 10\.0\.2/version 10.0.9/; s/"memory_mb": 1024/"memory_mb": 2048/' \
	"$golden" >"$tmp/other.json"
run "$mnbench" compare "$golden" "$tmp/other.json"
check 'different environments are refused' [ "$status:$(verdicts)" = 2: ]
says 'is the headline' '^not compared: the environments differ\.$'
says 'with the fields that differ' '^  machine.qemu: .*10\.0\.2.* -> .*10\.0\.9'
says 'all of them' '^  machine.memory_mb: 1024 -> 2048'
check 'and no other' [ "$(grep -c ' -> ' "$tmp/out")" -eq 2 ]
compared 0 '0 0 6 0 0' 'but --across compares them' --across "$golden" \
	"$tmp/other.json"
says 'and labelled' '^ACROSS unlike environments:'
sed 's/_sha256": "\([0-9a-f]\)/_sha256": "0\1/; /config_sha256/s/"0/"/' \
	"$golden" >"$tmp/build.json"
compared 0 '0 0 6 0 0' 'builds of module and agent may differ' \
	"$golden" "$tmp/build.json"

# Across kernels the cost over none is compared, and the time of none.
sed 's/"release": "6\.1/"release": "6.9/' "$golden" >"$tmp/kernel.json"
slower '0 1 2' 200 "$tmp/kernel.json" >"$tmp/none.json"
compared 1 '1 0 5 0 0' 'a slower none is a regression of none alone' --across \
	"$golden" "$tmp/none.json"
says 'of its time' '^regressed +munmap none +12434 +12634 +\+200 \+1\.61%$'
says 'which is the headline' '^munmap under none \+1\.61%\.$'
compared 1 '3 0 3 0 0' 'but of all by their times' --across --times "$golden" \
	"$tmp/none.json"
slower 2 100 "$tmp/kernel.json" >"$tmp/cost.json"
compared 1 '1 0 5 0 0' 'a cost that rose' --across "$golden" "$tmp/cost.json"
says 'is one of the mode' \
	'^regressed +munmap chunked +183 +283 +\+100 \+54\.6%$'
says 'and its headline' '^cost of munmap under chunked \+54\.6%\.$'
says 'with a line for the mode' \
	'^chunked +\+54\.6% munmap; 1 worse, 0 better$'
says 'and for the others' '^global +no change in 2 cells$'
compared 0 '0 1 5 0 0' 'a cost that fell' --across "$tmp/cost.json" "$golden"
slower 2 5 "$tmp/kernel.json" >"$tmp/little.json"
compared 0 '0 0 5 1 0' 'a little of the operation is no regression' --across \
	"$golden" "$tmp/little.json"
compared 1 '1 0 5 0 0' 'unless one asks for it' --across -t 0 "$golden" \
	"$tmp/little.json"
slower '0 1 2' 200 "$golden" >"$tmp/same-kernel.json"
compared 1 '3 0 3 0 0' 'one kernel is compared by times' "$golden" \
	"$tmp/same-kernel.json"
compared 1 '1 0 5 0 0' 'and by costs on demand' --costs "$golden" \
	"$tmp/same-kernel.json"
sed 's/"mode": "none"/"mode": "sva"/' "$golden" >"$tmp/no-baseline.json"
refused 'costs without a baseline' \
	'costs cannot be compared: no compared cell of .* has a baseline' \
	"$mnbench" compare --costs "$tmp/no-baseline.json" "$tmp/no-baseline.json"
compared 0 '0 0 6 0 0' 'times do not need one' "$tmp/no-baseline.json" \
	"$tmp/no-baseline.json"
COLUMNS=80 run "$mnbench" compare --across \
	results/reference/quick-icount-6.1.*-amd64.json \
	results/reference/quick-icount-6.12*.json
check 'two kernels are told in under 25 lines' \
	[ "$status" -eq 1 -a "$(wc -l <"$tmp/out")" -lt 25 ]
check 'no activity without a callback is one' \
	sh -c "! grep -q 'touch chunked' '$tmp/out'"

# Plans that differ are named before any cell.
sed 's/"ops": 10\b/"ops": 11/; s/"name": "golden"/"name": "silver"/' \
	"$golden" >"$tmp/ops.json"
compared 0 '0 0 6 0 0' 'unlike numbers of operations' "$golden" \
	"$tmp/ops.json"
check 'are named first' \
	[ "$(sed -n 1p "$tmp/out")" = \
	'The plans differ: name golden and silver; ops 10 and 11.' ]

sed 's/"venue": "icount"/"venue": "host"/; s/"unit": "vns"/"unit": "ns"/' \
	"$golden" >"$tmp/venue.json"
refused 'venues are never mixed' \
	'times of different venues are not comparable' \
	"$mnbench" compare --across "$golden" "$tmp/venue.json"

# A reference is found by its plan and environment.
mkdir "$tmp/reference"
refused 'a folder of references that is not there' \
	'cannot read folder .*/nowhere: No such' \
	"$mnbench" compare --reference "$tmp/nowhere" "$golden"
refused 'no reference' \
	"no reference for plan golden on 6.1.*; 'make reference PLAN=golden', with the same KERNEL and ARCH, makes one" \
	"$mnbench" compare --reference "$tmp/reference" "$golden"
cp "$tmp/other.json" "$tmp/reference/a.json"
echo '{' >"$tmp/reference/b.json"
sed 's/"name": "golden"/"name": "silver"/' "$golden" >"$tmp/reference/c.json"
refused 'nor one of this plan and environment' 'no reference for plan golden' \
	"$mnbench" compare --reference "$tmp/reference" "$golden"
cp "$golden" "$tmp/reference/d.json"
compared 0 '0 0 6 0 0' 'the reference is found' --reference "$tmp/reference" \
	"$golden"
compared 1 '1 0 5 0 0' 'and finds the change' \
	-t 0 --reference "$tmp/reference" "$tmp/one.json"
sed 's/ops = 10/ops = 99/' "$golden" >"$tmp/reference/d.json"
refused 'a reference of another plan text is not used' \
	'no reference for plan golden' \
	"$mnbench" compare --reference "$tmp/reference" "$golden"

# Comparing with a reference file says the same as comparing with the result
# that it was made from.
refer() {
	"$mnbench" reference "$1" -o "$2" 2>/dev/null
}
# json BASE NEW: the comparison without the paths of its sides; $status.
json() {
	run "$mnbench" compare --all --json -t 0 "$@"
	sed -i '/^ "base": \[/,/^ \],/d; /^ "new": \[/,/^ \],/d' "$tmp/out"
}
# as_good_as_result NAME BASE NEW: NEW against BASE, and against its reference.
as_good_as_result() {
	refer "$2" "$tmp/reference.json"
	json "$2" "$3"
	mv "$tmp/out" "$tmp/by-result"
	by_result=$status
	json "$tmp/reference.json" "$3"
	check "$1" sh -c "[ $status -eq $by_result ] && \
		grep -q '\"cells\"' '$tmp/out' && \
		cmp '$tmp/by-result' '$tmp/out'"
}
as_good_as_result 'a reference finds no change where there is none' "$golden" \
	"$golden"
as_good_as_result 'it finds a planted instruction' "$golden" "$tmp/one.json"
as_good_as_result 'it finds one less' "$tmp/one.json" "$golden"
as_good_as_result 'it finds better and worse cells' "$golden" "$tmp/more.json"
as_good_as_result 'it knows no single operation' "$golden" "$tmp/tick.json"
as_good_as_result 'it has levels that a median does not show' \
	"$tmp/level.json" "$golden"
as_good_as_result 'it has counters' "$golden" "$tmp/callbacks.json"
as_good_as_result 'of which one is less' "$tmp/callbacks.json" "$golden"
as_good_as_result 'it has failed cells' "$tmp/failed.json" "$golden"
as_good_as_result 'it says which cells are others' "$golden" "$tmp/fork.json"
as_good_as_result 'it has the environment' "$golden" "$tmp/other.json"
refer "$golden" "$tmp/reference.json"
compared 0 '0 1 1 0 0' 'a mode of a reference and another' \
	"$tmp/reference.json:global" "$golden:chunked"
compared 0 '0 1 5 0 0' 'a reference can be NEW, too' -t 0 "$tmp/one.json" \
	"$tmp/reference.json"
check 'a reference is small' \
	[ "$(wc -c <"$tmp/reference.json")" -lt $(($(wc -c <"$golden") / 3)) ]
refer "$golden" "$tmp/again.json"
check 'and the same each time' cmp "$tmp/reference.json" "$tmp/again.json"
run "$mnbench" validate "$tmp/reference.json"
check 'and valid' grep -q 'valid, mnbench-reference/1, 6 cells' "$tmp/out"
for file in results/reference/*.json; do
	run "$mnbench" validate "$file"
	check "$(basename "$file") is valid" grep -q mnbench-reference/1 \
		"$tmp/out"
done
rm "$tmp/reference/d.json"
refer "$golden" "$tmp/reference/e.json"
compared 0 '0 0 6 0 0' 'a reference file is found' \
	--reference "$tmp/reference" "$golden"
compared 1 '1 0 5 0 0' 'and finds the change, too' -t 0 \
	--reference "$tmp/reference" "$tmp/one.json"
for command in show history; do
	refused "$command needs a result" \
		'reference.json: a reference, which holds no samples: only .mnbench compare. and .mnbench matrix. read it' \
		"$mnbench" $command "$tmp/reference.json"
done
refused 'report refuses a reference' 'a reference, which holds no samples' \
	"$mnbench" report "$tmp/reference.json" -o "$tmp/report"
refused 'a reference of a reference' 'a reference, which holds no samples' \
	"$mnbench" reference "$tmp/reference.json" -o "$tmp/x.json"
timed >"$tmp/timed.json"
refused 'a reference of a timed run' \
	'timed.json: venue host is timed: two timed runs are compared by their samples' \
	"$mnbench" reference "$tmp/timed.json" -o "$tmp/x.json"
sed 's/"failed": null/"failed": "x"/' "$golden" >"$tmp/all-failed.json"
refused 'a reference of nothing' 'all cells have failed' \
	"$mnbench" reference "$tmp/all-failed.json" -o "$tmp/x.json"
check 'none of these is stored' [ ! -e "$tmp/x.json" ]
refused 'a reference without RESULT' 'give a result file' "$mnbench" \
	reference -o "$tmp/x.json"
refused 'a reference without -o' 'give -o FILE' "$mnbench" reference \
	"$golden"
# damaged PATTERN SED: a changed reference is refused.
damaged() {
	sed "$2" "$tmp/reference.json" >"$tmp/bad.json"
	refused "a reference whose $1" "bad.json: .*$1" \
		"$mnbench" compare "$tmp/bad.json" "$golden"
}
damaged 'levels has 0 times; allowed: 1 to 10' \
	'0,/"levels": \[.*\]/s//"levels": []/'
damaged 'levels has 11 times; allowed: 1 to 10' \
	'0,/"levels": \[.*\]/s//"levels": [1,2,3,4,5,6,7,8,9,10,11]/'
damaged 'median is missing' '0,/"median"/s//"meridian"/'
damaged 'ops is 0; allowed: an integer from 1' \
	'0,/"ops": [0-9]*,$/s//"ops": 0,/'
damaged 'common is missing' 's/"common"/"shared"/'
damaged 'counters is missing' 's/"counters"/"others"/'

# Output for programs and for mail.
run "$mnbench" compare --json -t 0 "$golden" "$tmp/more.json"
check 'JSON has the same status' [ "$status" -eq 1 ]
check 'each name in it is documented' [ -z "$(undocumented compare)" ]
check 'there are names' [ "$(wc -l <"$tmp/names")" -gt 20 ]
says 'a verdict for each cell' '"verdict": "improved"'
check 'six of them' [ "$(grep -c '"verdict"' "$tmp/out")" -eq 6 ]
run "$mnbench" compare --json "$golden" "$tmp/other.json"
check 'JSON of what is not comparable' \
	[ "$status:$(grep -c '"comparable": false' "$tmp/out")" = 2:1 ]
says 'a run without A/A test is not void' '"void": false'
run "$mnbench" compare --markdown -t 0 "$golden" "$tmp/more.json"
check 'Markdown has the same status' [ "$status" -eq 1 ]
check 'begins with the headline' \
	[ "$(sed -n 1p "$tmp/out")" = '**munmap under global +0.00561%**' ]
says 'with a table' '^\| regressed \| munmap global \| 17817 \| 17818 \| \+1 '
check 'of the changed cells' \
	[ "$(grep -Ec '^\| (regressed|improved) ' "$tmp/out")" -eq 3 ]
says 'folds the rest' '^<details><summary>'
says 'which has the command' \
	"^build/mnbench compare --threshold 0 $golden .*/more\.json\$"
run "$mnbench" compare --mail --across \
	results/reference/quick-icount-6.1*-amd64.json
check 'mail has the same status' [ "$status" -eq 1 ]
worst=$(sed -n 's/^fork none .* +\([1-9][0-9.]*\)%$/\1/p' "$tmp/out")
check 'mail has one worst cell' [ "$(echo "$worst" | wc -w)" -eq 1 ]
says 'begins with the headline, which is its figure' \
	"^mnbench: fork under none \\+$worst%; "
check 'has at most 72 columns' \
	[ "$(awk 'length($0) > 72' "$tmp/out" | wc -l)" -eq 0 ]
says 'has the commands that repeat it' \
	'^    build/mnbench compare --across base\.json new\.json$'
check 'of both runs' \
	[ "$(grep -c '^    build/mnbench run --plan quick ' "$tmp/out")" -eq 2 ]

# The following results are of a timed venue.
timed >"$tmp/base.json"
run "$mnbench" validate "$tmp/base.json"
check 'the made-up result is valid' [ "$status" -eq 0 ]
timed seed=2 munmap=3 >"$tmp/slow.json"
compared 1 '1 0 * * *' 'three percent more, of one in six' "$tmp/base.json" \
	"$tmp/slow.json"
says 'with its interval' \
	'^regressed +munmap global .*\+[0-9.]+% \[\+[0-9.]+, \+[0-9.]+\]$'
compared 0 '0 1 * * *' 'three percent less' "$tmp/slow.json" "$tmp/base.json"
compared 0 '0 0 6 0 0' 'equal results are proved to be unchanged' \
	"$tmp/base.json" \
	"$tmp/base.json"
says 'within the threshold' '^Unchanged: proved to be within 1% '
compared 2 '0 0 0 0 6' 'too little to prove it more closely' --threshold 0.1 \
	"$tmp/base.json" "$tmp/base.json"
says 'the first line says what that means' \
	'^all cells are inconclusive: no change beyond 0\.1% is proved or ruled out'
says 'so does what is known of the changes' \
	'^Inconclusive: 6 of 6 changed by less than 5% either way'
check 'the estimate of what is needed is printed' \
	[ "$(grep -Ec ': needs [0-9]+ more ' "$tmp/out")" -eq 6 ]
says 'and what it is of' '^Needs N more: .* processes a side '
timed seed=4 arm=5 >"$tmp/arm.json"
run "$mnbench" compare "$tmp/base.json" "$tmp/arm.json"
check 'a run whose arms differ is void' [ "$status" -eq 2 ]
says 'the output says so' '^VOID: '
sed '0,/"failed": null/s//"failed": "sample 0: x"/' "$tmp/arm.json" \
	>"$tmp/arm-failed.json"
run "$mnbench" compare "$tmp/base.json" "$tmp/arm-failed.json"
check 'but a cell that fails is a regression' [ "$status" -eq 1 ]
says 'the output says both' '^VOID: '
timed seed=5 drift=4 munmap=3 >"$tmp/drift.json"
compared 1 '1 0 * * *' 'in a run that drifts, neighbours are the clock' \
	"$tmp/base.json" "$tmp/drift.json"
timed seed=7 level=4 munmap=3 >"$tmp/slower.json"
compared 1 '1 0 * * *' 'a slower machine is not blamed on cells' \
	"$tmp/base.json" "$tmp/slower.json"
says 'it is told' '^machine: NEW ran [34]\.[0-9]% slower '
sed 's/"ns": \[[0-9.]*\]/"ns": [0]/' "$tmp/base.json" >"$tmp/zero.json"
compared 2 '0 0 0 0 6' 'times of 0 are not judged' "$tmp/base.json" \
	"$tmp/zero.json"
sed 's/"ns": \[1[0-9.]*\]/"ns": [10000]/
	s/"ns": \[[2-9][0-9.]*\]/"ns": [20000]/' \
	"$tmp/base.json" >"$tmp/coarse.json"
sed 's/"ns": \[10000\]/"ns": [10001]/' "$tmp/coarse.json" >"$tmp/tick.json"
compared 2 '0 0 0 0 6' 'nor those of a clock that is too coarse' \
	"$tmp/coarse.json" "$tmp/tick.json"
compared 2 '0 0 0 0 6' 'nor are their costs' --costs "$tmp/coarse.json" \
	"$tmp/tick.json"
timed seed=6 boot=2 >"$tmp/boot.json"
compared 2 '0 0 0 0 6' 'two runs of two boots are not judged' "$tmp/base.json" \
	"$tmp/boot.json"
says 'and why' '^No cell is judged: the sides are of different boots'
mkdir "$tmp/before" "$tmp/after"
for boot in 1 2 3 4 5 6; do
	timed seed=1$boot boot=$boot level=0.$boot >"$tmp/before/$boot.json"
	timed seed=2$boot boot=2$boot level=0.$boot munmap=3 \
		>"$tmp/after/$boot.json"
done
compared 1 '1 0 5 0 0' 'boot against boot, in folders' \
	"$tmp/before" "$tmp/after"
says 'of several runs' 'before/1.json and 5 more'
# What happens in a later run of a folder counts as in the first.
mkdir "$tmp/later"
cp "$tmp/after"/[12456].json "$tmp/later"
sed '0,/"failed": null/s//"failed": "sample 0: x"/' "$tmp/after/3.json" \
	>"$tmp/later/3.json"
compared 1 '* * * * *' 'a cell that fails in a later run alone' "$tmp/before" \
	"$tmp/later"
says 'is named with that run' \
	'^not compared, failed in NEW \(.*/later/3.json\): munmap none'
sed '0,/"unmap": 0/s//"unmap": 1/' "$tmp/after/3.json" >"$tmp/later/3.json"
compared 1 '* * * * *' 'a callback in a later run alone' "$tmp/before" \
	"$tmp/later"
says 'is listed' '^regressed +munmap none: unmap 0 -> 0\.00833333 +[0-9]+ '

sed '0,/"spurious": 0/s//"spurious": 0, "collisions": 3/' "$tmp/after/3.json" \
	>"$tmp/later/3.json"
compared 1 '1 0 5 0 0' 'collisions depend on times' "$tmp/before" "$tmp/later"

# Bad input is refused.
refused 'one side' 'give BASE and NEW' "$mnbench" compare "$golden"
refused 'three sides' "'x' is one result too many" "$mnbench" compare a b x
refused 'a threshold that is none' \
	"--threshold cannot be 'x'; allowed: a percentage" \
	"$mnbench" compare -t x "$golden" "$golden"
refused 'a level that is none' \
	"--level cannot be '100'; allowed: a percentage above 0 and below 100" \
	"$mnbench" compare -l 100 "$golden" "$golden"
refused 'a level of nothing' \
	"--level cannot be '0'; allowed: a percentage above 0 and below 100" \
	"$mnbench" compare -l 0 "$golden" "$golden"
refused 'a file that is not there' 'nowhere.json: cannot read' \
	"$mnbench" compare "$golden" "$tmp/nowhere.json"
mkdir "$tmp/empty"
refused 'a folder without results' 'no result files' "$mnbench" compare \
	"$golden" "$tmp/empty"
mkdir "$tmp/two"
cp "$golden" "$tmp/two/1.json"
cp "$golden" "$tmp/two/2.json"
refused 'several exact runs a side' 'compare one run a side' \
	"$mnbench" compare "$golden" "$tmp/two"
finish
