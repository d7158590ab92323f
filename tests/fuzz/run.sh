#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh SECONDS NAME...: run the fuzzers build/fuzz/NAME for SECONDS in all,
# as many at once as there are CPUs. Each gets an equal share of the time. It
# starts from the inputs in tests/fuzz/corpus/NAME and those that earlier runs
# left in build/fuzz/NAME.found. Prints a line for each fuzzer: how many inputs
# it tried, or the input that broke it. Exit status 1 if an input broke one.
# Without NAME only SECONDS is checked.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

seconds=$1
shift
cpus=$(nproc)
crashes=build/fuzz/crashes

case $seconds in
*[!0-9]* | '' | 0)
	echo "$0: SECONDS cannot be '$seconds'; allowed: a number from 1" >&2
	exit 2
	;;
esac
[ $# -gt 0 ] || exit 0
at_once=$(($# < cpus ? $# : cpus))
share=$((seconds * at_once / $#))
[ "$share" -gt 0 ] || share=1
mkdir -p "$crashes"
export UBSAN_OPTIONS=print_stacktrace=1

fuzz() {
	name=$1
	found=build/fuzz/$name.found
	mkdir -p "$found"
	nice "build/fuzz/$name" -max_total_time="$share" -timeout=10 \
		-rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
		-dict="tests/fuzz/$name.dict" \
		-artifact_prefix="$crashes/$name-" \
		"$found" "tests/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1
}

# report NAME: what a fuzzer did, and the input at which it stopped.
report() {
	log=build/fuzz/$1.log
	input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	if [ -n "$input" ]; then
		echo "fuzz $1: broken by $input: $(summary "$log");" \
			"see $log; again: build/fuzz/$1 $input"
		return 1
	fi
	if [ -z "$runs" ]; then
		echo "fuzz $1: did not run to its end; see $log"
		return 1
	fi
	echo "fuzz $1: $runs inputs in $share s: nothing found"
}

summary() {
	sed -n 's/^SUMMARY: //p; s/.*\(runtime error: .*\)/\1/p' "$1" |
		head -n 1
}

status=0
running=
for name; do
	fuzz "$name" &
	running="$running $name:$!"
	# shellcheck disable=SC2086 # a list
	set -- $running
	if [ $# -eq "$at_once" ]; then
		for job; do
			wait "${job#*:}" || true
			report "${job%:*}" || status=1
		done
		running=
	fi
done
for job in $running; do
	wait "${job#*:}" || true
	report "${job%:*}" || status=1
done
exit $status
