#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kernels.sh: prepare each kernel of KERNELS, and run the guest suites and the
# hunt on it. The programs of the tests are built before.
#
# KERNELS: see kernel.sh; separated by spaces. PARTS: parts of the tests, see
# run.sh (default: guest hunt). MEMORY_MB: as for run.sh.
#
# The output of the suites stays in build/tests/log-NAME. Exit status 1 if a
# test failed or a kernel cannot be prepared.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

failed=
for spec in ${KERNELS:?}; do
	if ! name=$(vm/kernel.sh --name "$spec") || ! vm/kernel.sh "$spec"; then
		failed="$failed $spec"
		continue
	fi
	echo "$spec: $(cat "build/kernel/$name/release")"
	# shellcheck disable=SC2086 # a list
	KERNEL=$spec tests/run.sh ${PARTS:-guest hunt planted} ||
		failed="$failed $spec"
	rm -rf "build/tests/log-$name"
	cp -R build/tests/log "build/tests/log-$name"
done
[ -z "$failed" ] || {
	echo "failed on:$failed" >&2
	exit 1
}
