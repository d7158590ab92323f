#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the command that measures a result again: show and the page print it,
# and it gives the same result. The guests are scripts here.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

# What an operation takes depends on the sample, so that another number of
# samples, or another order of options, gives another result.
# shellcheck disable=SC2016 # the guest expands it
guests 'echo "1$id,2$id,3$id,4$id"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 3
	[cells]
	workload = munmap touch fork
	mode = none
	ops = 4
END
plots=$PWD/plot
mkdir "$tmp/here"
cd "$tmp/here" || exit 2
ln -s "$(dirname "$mnbench")" build
cp "$home/plans/p.ini" "it's mine.ini"

# printed RESULT: the command that `show` prints.
printed() {
	"$mnbench" show "$1" |
		sed '1,/^This command measures the same again:$/d'
}

# repeated NAME RESULT: run the command that `show` prints, and compare.
repeated() {
	rm -f again.json
	printed "$2" >again.sh
	sed 's/^/# /' again.sh
	check "$1: the printed command runs" sh again.sh 2>/dev/null
	without_host "$2" >expected
	without_host again.json >repeated
	check "$1: it measures the same" cmp expected repeated
	printed again.json >again
	check "$1: the repeated result has the same command" cmp again.sh again
}

run "$mnbench" run --plan p --kernel fake --set samples=1 \
	--set 'workload=touch munmap' --set seed=7 -o r.json
check 'a run with options' [ "$status" -eq 0 ]
check 'its result is valid' "$mnbench" validate r.json
repeated 'options' r.json
sed -z 's/ \\\n */ /g' again.sh >flat
check 'each option is in the command' \
	grep -q -- "set samples=1 --set 'workload=touch munmap' --set seed=7" \
	flat
"$mnbench" show r.json >shown
check 'no note on a plan of the suite' not grep -q 'what was measured' shown
run "$mnbench" report r.json --plots "$plots" -o page
check 'the page has it too' grep -q -- "--set samples=1 --set" page/index.html

run "$mnbench" run --plan "./it's mine.ini" --kernel "$home/build/kernel/fake" \
	--set samples=2 -o r.json
repeated 'a plan in a file' r.json
"$mnbench" show r.json >shown
check 'show says that the plan was a file' \
	grep -q "The plan was the file ./it's mine.ini; its text is in" shown
run "$mnbench" report r.json --plots "$plots" -o page
check 'and the page has its text' grep -q '^workload = munmap touch' \
	page/index.html

for part in 1 2; do
	run "$mnbench" run --plan p --kernel fake --set samples=2 \
		--set batch_cells=1 --shard $part/2 -o part$part.json
done
run "$mnbench" merge -o r.json part1.json part2.json
check 'parts are merged' [ "$status" -eq 0 ]
repeated 'a merged result' r.json

mkdir "$home/plans/sub"
cp "$home/plans/p.ini" "$home/plans/sub/q.ini"
run "$mnbench" run --plan sub/q --kernel fake --set samples=1 -o q.json
check 'a plan in a folder' [ "$status" -eq 0 ]
check 'it has its name in the command' \
	sh -c "'$mnbench' show q.json | grep -q -- '--plan sub/q '"
repeated 'a plan in a folder' q.json
"$mnbench" show q.json >shown
check 'no note on it' not grep -q 'The plan was\|what was measured' shown

sed -i 's/^ops = 4/ops = 5/' "$home/plans/p.ini" "$home/plans/sub/q.ini"
"$mnbench" show q.json >shown
check 'a note if it has changed' \
	grep -q 'plans/sub/q.ini is not what was measured' shown
"$mnbench" show r.json >shown
check 'show says that the plan has changed' \
	grep -q 'plans/p.ini is not what was measured' shown

# Results from before have no request.
sed -z 's/,\n *"request": {[^}]*}//' r.json >old.json
check 'there is an old result' not grep -q '"request"' old.json
check 'it is valid' "$mnbench" validate old.json
"$mnbench" show old.json >shown
check 'its command has the options of the plan' \
	grep -q -- '--plan p --venue icount --set samples=2' shown
check 'and show says that it does not know the kernel' \
	grep -q 'kernel has no name in the result; its release is 1' shown

sed 's/^   "plan": "p",/   "plan": 3,/' r.json >bad.json
refused 'a request of another type' \
	'host.request.plan is 3; allowed: a text or null' "$mnbench" validate \
	bad.json
finish
