#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The script behind make fuzz tells what its fuzzers found. The fuzzers here are
# scripts, which print what libFuzzer would; the real ones need clang.
set -u
. tests/e2e/lib.sh

mkdir -p "$tmp/tests/fuzz" "$tmp/build/fuzz"
cp tests/fuzz/run.sh "$tmp/tests/fuzz/"

# fuzzer NAME LINE...: a fuzzer of shell commands.
fuzzer() {
	name=$1
	shift
	{
		echo '#!/bin/sh'
		printf '%s\n' "$@"
	} >"$tmp/build/fuzz/$name"
	chmod +x "$tmp/build/fuzz/$name"
}
# shellcheck disable=SC2016 # the fuzzer expands it
fuzzer good 'echo "$@" >good.args' \
	'echo "stat::number_of_executed_units: 1234"'
fuzzer bad 'echo "x.c:7:3: runtime error: out of bounds" >&2' \
	'echo "Test unit written to build/fuzz/crashes/bad-crash-0" >&2' 'exit 77'
fuzzer slow 'echo "SUMMARY: libFuzzer: timeout"' \
	'echo "Test unit written to build/fuzz/crashes/slow-timeout-0"' 'exit 70'
fuzzer dead 'exit 1'
# fuzz SECONDS NAME...
fuzz() {
	run "$tmp/tests/fuzz/run.sh" "$@"
}

fuzz 1 good
check 'nothing is found' \
	[ "$status:$(cat "$tmp/out")" = '0:fuzz good: 1234 inputs in 1 s: nothing found' ]
check 'the fuzzer gets its corpus' grep -q 'tests/fuzz/corpus/good$' "$tmp/good.args"
check 'and its time' grep -q -e '-max_total_time=1 ' "$tmp/good.args"
fuzz 1 good bad
check 'a crash is found' [ "$status" -eq 1 ]
check 'with its reason, and how to see it again' grep -Fxq \
	'fuzz bad: broken by build/fuzz/crashes/bad-crash-0: runtime error: out of bounds; see build/fuzz/bad.log; again: build/fuzz/bad build/fuzz/crashes/bad-crash-0' \
	"$tmp/out"
check 'the other fuzzer is told, too' grep -q '^fuzz good: .*nothing found' "$tmp/out"
fuzz 1 slow
check 'an input that takes too long is one' \
	[ "$status:$(grep -c 'slow-timeout-0: libFuzzer: timeout;' "$tmp/out")" = 1:1 ]
fuzz 1 good good dead
check 'a fuzzer that ends early is not one that found nothing' \
	[ "$status:$(grep -c '^fuzz dead: did not run to its end' "$tmp/out")" = 1:1 ]
refused 'a time that is none' "SECONDS cannot be 'x'; allowed: a number from 1" \
	"$tmp/tests/fuzz/run.sh" x good
finish
