#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# all.sh: run all tests of venue host with the module, one guest for each, and
# sum them up. Each leaves its TAP in build/tests/log. Exit status 1 if a test
# failed.
#
# KERNEL: the prepared kernel, see kernel.sh (default: debian).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

# shellcheck source=tests/lib-suites.sh
. tests/lib-suites.sh
suites_begin

# suite NAME TEST [ARGUMENT...]: run a test in a guest, and count it.
suite() {
	name=host-$1
	shift
	tests/suite.sh "$name" tests/userland/run.sh "$@"
}

suite short short
suite whole whole
suite refusals refusals
suite enforced signatures module.sig_enforce=1
suite lockdown signatures lockdown=integrity
suite kills kills
suites_end
