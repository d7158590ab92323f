#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of workloads that need more of a guest than others: a second NUMA node,
# swap space, a disk, a feature of the CPU, settings of the kernel. One run has
# them all, in several batches.
set -u
. tests/e2e/lib.sh

cat >"$tmp/x.ini" <<'EOF'
[plan]
summary = workloads that need more of a guest
samples = 1
batch_cells = 4
[cells]
workload = move-pages swap-out fsync pkey-mprotect ksm-merge
mode = none global
ops = 4
warmup = 1
EOF
run "$mnbench" run --plan "$tmp/x.ini" -o "$tmp/x.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'they are measured, and counted as predicted' [ "$status" -eq 0 ]
check 'in several batches' \
	grep -Eq '10 cells, 10 samples in [2-9] batches' "$tmp/err"
run "$mnbench" matrix --calls "$tmp/x.json"
for calls in 'move-pages +4' 'swap-out +4' 'fsync +4' 'pkey-mprotect +1' \
	'ksm-merge +7'; do
	check "calls of ${calls%% *}" grep -Eq "^$calls +[a-z_]" "$tmp/out"
done
finish
