#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the layers: no file includes upwards, and layers.sh finds one that
# does.
set -u
. tests/e2e/lib.sh

check 'no file includes upwards' tests/layers.sh

# plant NAME FILE INCLUDE TEXT: a copy of the tree in which FILE has one more
# include is refused with TEXT.
plant() {
	rm -rf "$tmp/tree"
	mkdir "$tmp/tree"
	cp -a bench workloads module "$tmp/tree"
	sed -i "\$a #include \"$3\"" "$tmp/tree/$2"
	tests/layers.sh "$tmp/tree" >"$tmp/out" 2>&1
	check "$1: exit status 1" test $? -eq 1
	check "$1: is named" grep -qF "$4" "$tmp/out"
}

plant 'a layer that includes the one above it' bench/plan/plan.h \
	result/result.h \
	'bench/plan/plan includes bench/result/result: plan may not include result'
plant 'the agent in the command' bench/run/guest.c agent/client.h \
	'bench/run/guest includes bench/agent/client: run may not include agent'
plant 'the command in the agent' bench/agent/sample.h plan/plan.h \
	'agent may not include plan'
plant 'a circle inside a layer' bench/plan/plan.h plan/batch.h \
	'bench/plan/batch'
mkdir -p "$tmp/tree/bench/attic"
echo '#include "lib/error.h"' >"$tmp/tree/bench/attic/old.c"
tests/layers.sh "$tmp/tree" >"$tmp/out" 2>&1
check 'a folder that is no layer is refused' \
	grep -q 'bench/attic/old: its folder is no layer' "$tmp/out"
finish
