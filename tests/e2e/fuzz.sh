#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of the script behind make fuzz: it says what the fuzzers found. The
# fuzzers here are scripts that print what libFuzzer prints; real ones need
# clang.
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
	'echo "Test unit written to build/fuzz/crashes/bad-0" >&2' 'exit 77'
fuzzer slow 'echo "SUMMARY: libFuzzer: timeout"' \
	'echo "Test unit written to build/fuzz/crashes/slow-0"' 'exit 70'
fuzzer dead 'exit 1'
# fuzz SECONDS NAME...
fuzz() {
	run "$tmp/tests/fuzz/run.sh" "$@"
}

fuzz 1 good
check 'a fuzzer that finds nothing is no failure' [ "$status" -eq 0 ]
check 'it is listed' \
	grep -Fxq 'fuzz good: 1234 inputs in 1 s: nothing found' "$tmp/out"
check 'it gets its corpus' grep -q 'tests/fuzz/corpus/good$' "$tmp/good.args"
check 'it gets its time' grep -q -e '-max_total_time=1 ' "$tmp/good.args"
fuzz 1 good bad
check 'a crash is a failure' [ "$status" -eq 1 ]
check 'the crash is listed with its reason' grep -Fq \
	'fuzz bad: broken by build/fuzz/crashes/bad-0: runtime error: out of b' \
	"$tmp/out"
check 'and with the command that repeats it' \
	grep -q 'again: build/fuzz/bad build/fuzz/crashes/bad-0$' "$tmp/out"
check 'the other fuzzer is listed, too' grep -q '^fuzz good: ' "$tmp/out"
fuzz 1 slow
check 'an input that takes too long is a failure' [ "$status" -eq 1 ]
check 'and listed' grep -q 'slow-0: libFuzzer: timeout;' "$tmp/out"
fuzz 1 good good dead
check 'a fuzzer that ends early is a failure' [ "$status" -eq 1 ]
check 'and listed' grep -q '^fuzz dead: did not run to its end' "$tmp/out"
refused 'a time that is no number is refused' \
	"SECONDS cannot be 'x'; allowed: a number from 1" \
	"$tmp/tests/fuzz/run.sh" x good
finish
