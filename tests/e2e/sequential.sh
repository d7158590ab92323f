#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of runs that measure until cells are decided, in venue host. The agent
# is a script with made-up times, so neither the machine's speed nor /dev/kvm
# matters: kvm costs munmap 20 % and touch nothing, and fork varies by 10 %.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

rm -f "$home/build/agent"
cat >"$home/build/agent" <<-END
	#!/bin/sh
	[ "\${1:-}" != --probe ] || exit 0
	cat >batch.read
	# The test interrupts the run here, in its third round.
	if [ -e "$tmp/hold" ] && grep -q '^sample id=260 ' batch.read; then
		echo >"$tmp/held"
		sleep 60
	fi
	echo '{"type":"kernel","release":"1","cpus":2,"boot_id":"b"}'
	tr = ' ' <batch.read | awk '\$1 == "sample" {
		kvm = / mode kvm/
		ns = 100000 + (\$3 * 7919 + int(\$3 / 7)) % 1009 - 504
		if (/ workload munmap /) ns += 20000 * kvm
		if (/ workload fork /) ns += (\$3 * 7919 % 211 - 105) * 100
		printf "{\"type\":\"start\",\"id\":%d}\n", \$3
		printf "{\"type\":\"sample\",\"id\":%d,\"cell\":%d,", \$3, \$5
		printf "\"attach_ns\":1,\"fill_ns\":2,\"detach_ns\":3,"
		printf "\"bytes\":4,\"chunks_now\":0,\"chunks_peak\":0,"
		printf "\"counters\":{%s},\"expected\":{%s},", counted, counted
		printf "\"ns\":[%d,%d]}\n", ns, ns
	}' counted='$counted'
	echo '{"type":"end","samples":0,"tainted":0,"log":[]}'
END
chmod +x "$home/build/agent"
cat >"$home/plans/s.ini" <<-END
	[plan]
	summary = test
	samples = until decided
	samples_max = 40
	looks = 4
	[cells]
	workload = munmap touch fork
	mode = none kvm
	ops = 2
END

measure() {
	run "$mnbench" run --plan s --venue host "$@"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
}

# samples WORKLOAD MODE FILE: how many samples such cells have.
samples() {
	awk -v cell="\"workload\": \"$1\", \"mode\": \"$2\"" '
		/"workload":/ { here = index($0, cell) }
		here && /"attach_ns":/ { count++ }
		END { print count + 0 }' "$3"
}

measure -o "$tmp/whole.json"
check 'a run until cells are decided' [ "$status" -eq 0 ]
sed 's/^/# /' "$tmp/err"
check 'it says what each look decided' \
	grep -q \
	'^look 4 of at most 4: 2 of 3 cells are decided, the others stay undecided$' \
	"$tmp/err"
check 'the result is valid' "$mnbench" validate "$tmp/whole.json"
check 'it holds the verdicts' \
	[ "$(grep -c '"verdict": "regressed"\|"verdict": "unchanged"' \
		"$tmp/whole.json")" -eq 2 ]
for field in decided high look looks low ratio verdict; do
	check "it has $field, which is documented" [ "$(grep -l \
		"^| .*\`$field\`\|\"$field\":" docs/results.md \
		"$tmp/whole.json" | wc -l)" -eq 2 ]
done
check 'a cell that nobody can decide is measured to the end' \
	[ "$(samples fork kvm "$tmp/whole.json")" -eq 40 ]
check 'so is its baseline, with both arms' \
	[ "$(samples fork none "$tmp/whole.json")" -eq 80 ]
check 'a cell that is decided leaves' \
	[ "$(samples munmap kvm "$tmp/whole.json")" -lt 30 ]
check 'so does its baseline' [ "$(samples munmap none "$tmp/whole.json")" \
	-eq $((2 * $(samples munmap kvm "$tmp/whole.json"))) ]

run "$mnbench" show "$tmp/whole.json"
check 'show tells how far each cell was measured' grep -Eq \
	'^munmap kvm .* 10 +1  regressed  \+20\.[0-9]% \[' "$tmp/out"
check 'and which are undecided' grep -Eq \
	'^fork kvm .* 40 +-  undecided +-$' "$tmp/out"

run "$mnbench" compare --all "$tmp/whole.json:none" "$tmp/whole.json:kvm"
check 'a comparison repeats the verdicts' grep -q \
	'^3 cells: 1 regressed, 0 improved, 1 unchanged.* 1 inconclusive' \
	"$tmp/out"

measure --set workload=munmap -o "$tmp/short.json"
check 'a run ends when all cells are decided' \
	not grep -q '^look 4 ' "$tmp/err"
check 'its result is valid' "$mnbench" validate "$tmp/short.json"

# The same cells leave when the run is interrupted and continued.
echo >"$tmp/hold"
"$mnbench" run --plan s --venue host -o "$tmp/again.json" \
	>/dev/null 2>"$tmp/interrupted" </dev/null &
pid=$!
for _ in $(seq 100); do
	[ ! -e "$tmp/held" ] || break
	sleep 0.1
done
kill -TERM "$pid"
wait "$pid" 2>/dev/null
rm "$tmp/hold"
check 'an interrupted run keeps the rounds that are over' \
	grep -q 'interrupted; 2 of 4 batches are kept' "$tmp/interrupted"
measure --resume -o "$tmp/again.json"
check 'it is continued' [ "$status" -eq 0 ]
without_host "$tmp/whole.json" >"$tmp/a"
without_host "$tmp/again.json" >"$tmp/b"
check 'to the result of a run in one piece' cmp -s "$tmp/a" "$tmp/b"

sed 's/"look": 1/"look": 9/; s/"look": 2/"look": 9/' "$tmp/whole.json" \
	>"$tmp/bad.json"
refused 'a look that was not planned' 'decided\.look is 9; allowed: .* 1 to 4' \
	"$mnbench" validate "$tmp/bad.json"
refused 'looks in an exact venue' \
	"plans/s\.ini:3: samples cannot be 'until decided' in venue icount: samples are exact there" \
	"$mnbench" run --plan s --kernel fake --check
refused 'looks in a guest' "in venue tcg: each look would be another boot" \
	"$mnbench" run --plan s --venue tcg --kernel fake --check
refused 'shards' 'cut into 2 shards; allowed: 1, because of samples = until' \
	"$mnbench" run --plan s --venue host --shard 1/2 -o "$tmp/x.json"
refused 'more looks than samples allow' \
	'^mnbench: --set: looks does not fit: 9 looks at 40 samples' \
	"$mnbench" run --plan s --venue host --set looks=9 --check
finish
