#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# calls.sh: measure the plan catalogue on each of KERNELS with the workloads
# that the kernel can do, and show how many notifier calls each makes.
#
# Results are in results/calls; a run that was interrupted goes on, and a kernel
# that was measured with the same builds is not measured again.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ -n "$KERNELS" ] || {
	echo "$0: KERNELS cannot be ''; allowed: values of KERNEL," \
		"such as 'debian:6.1 debian:6.12'" >&2
	exit 2
}
folder=results/calls
mkdir -p "$folder"
set --

for kernel in $KERNELS; do
	for target in deps all; do
		"$MAKE" $target KERNEL="$kernel"
	done
	prepared=$(vm/kernel.sh --name "$kernel")
	result=$folder/catalogue-icount-$prepared.json
	# The star becomes all workloads; other sections name theirs.
	build/mnbench list workloads --kernel "$prepared" |
		awk '$2 == "available" { print " " $1 }' >"$folder/workloads"
	awk -v file="$folder/workloads" '
		$0 != "workload = *" { print; next }
		{
			print "workload ="
			while ((getline line <file) > 0)
				print line
		}' plans/catalogue.ini >"$folder/catalogue.ini"
	build/mnbench run --plan "$folder/catalogue.ini" \
		--kernel "$prepared" --resume -o "$result"
	set -- "$@" "$result"
done
echo
build/mnbench matrix --calls "$@"
