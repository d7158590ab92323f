#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What can be listed, and that every plan that ships can be read.
set -u
. tests/e2e/lib.sh

for topic in modes workloads plans venues keys; do
	run "$mnbench" list $topic
	check "list $topic" [ "$status" -eq 0 ]
	check "list $topic says something, and no error" \
		[ -s "$tmp/out" -a ! -s "$tmp/err" ]
done

"$mnbench" list plans >"$tmp/plans"
for plan in quick default device-latency chunk-size chunk-count; do
	check "plan $plan ships" grep -q "^$plan " "$tmp/plans"
done
"$mnbench" list workloads >"$tmp/workloads"
for source in workloads/*.c; do
	name=$(basename "$source" .c | tr _ -)
	[ "$name" = workload ] ||
		check "workload $name is listed" grep -q "^$name " "$tmp/workloads"
done
"$mnbench" list modes >"$tmp/modes"
for source in module/mode_*.c; do
	name=$(basename "$source" .c | tr _ -)
	check "mode ${name#mode-} is listed" grep -q "^${name#mode-} " "$tmp/modes"
done
"$mnbench" list keys | sed 's/^\[plan\] //; s/ .*//' >"$tmp/keys"
while read -r key; do
	check "key $key is documented" grep -q "\`$key\`" docs/plans.md
done <"$tmp/keys"

for option in --help --version; do
	run "$mnbench" $option
	check "mnbench $option" [ "$status" -eq 0 ]
done
for command in list run show report; do
	run "$mnbench" $command --help
	check "mnbench $command --help" [ "$status" -eq 0 ]
	check "$command is in the man page" grep -q "mnbench $command" docs/mnbench.1
done

finish
