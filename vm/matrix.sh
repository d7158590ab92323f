#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# matrix.sh: measure PLAN in icount on each of KERNELS and, if ARCHS is not
# empty, on each of these architectures; then show what each mode costs on each
# kernel.
#
# Results are in results/matrix; a run that was interrupted goes on, and a
# kernel that was measured with the same builds is not measured again.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

[ -n "$KERNELS" ] || {
	echo "$0: KERNELS cannot be ''; allowed: values of KERNEL," \
		"such as 'debian:6.1 debian:6.12'" >&2
	exit 2
}
name=$(basename "$PLAN" .ini)
folder=results/matrix
mkdir -p "$folder"
set --

for arch in ${ARCHS:-native}; do
	for kernel in $KERNELS; do
		[ "$arch" = native ] || export ARCH="$arch"
		for target in deps all; do
			"$MAKE" $target KERNEL="$kernel" ${ARCH:+"ARCH=$ARCH"}
		done
		prepared=$(vm/kernel.sh --name "$kernel")
		result=$folder/$name-icount-$prepared.json
		build/mnbench run --plan "$PLAN" --venue icount \
			--kernel "$prepared" --resume -o "$result"
		set -- "$@" "$result"
	done
done
echo
build/mnbench matrix ${ARCHS:+--architectures} "$@" \
	-o "$folder/$name.picture"
