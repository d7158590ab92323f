#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# lacking.sh KERNEL: print the workloads that the prepared kernel in folder
# build/kernel/KERNEL cannot do, and "ext4" if it cannot mount that, each behind
# a comma, as the guest tests read them in MNBENCH_LACKING.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ $# -eq 1 ] || {
	echo "usage: $0 KERNEL" >&2
	exit 2
}
build/mnbench list workloads --kernel "$1" |
	awk '$2 == "unavailable" { printf ",%s", $1 }'
[ -e "build/kernel/$1/needs/ext4" ] || printf ',ext4'
echo
