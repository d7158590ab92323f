#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# signatures.sh: test in a guest whose kernel loads only signed modules (it was
# booted with module.sig_enforce=1 or lockdown=integrity) that an unsigned one
# and one with an unknown signature are refused.
# shellcheck disable=SC2317 # functions are called by check and refused
set -u
. tests/e2e/lib.sh
. tests/userland/lib.sh

expected='loads only signed modules .module.sig_enforce.'
grep -q 'lockdown=' /proc/cmdline &&
	expected='is locked down and loads only signed modules'
host_global() {
	"$mnbench" run --plan quick --set workload=munmap --set mode=global \
		--venue host -o "$tmp/x.json" --yes "$@"
}
machine >"$tmp/before"
refused 'an unsigned module' "$expected" host_global --module yes
# 28 bytes end a file that is signed; what is before them is no signature.
{
	cat "$ko"
	echo '~Module signature appended~'
} >"$tmp/signed.ko"
run host_global --module "$tmp/signed.ko"
sed 's/^/# /' "$tmp/err"
check 'a wrong signature: the kernel says no' [ "$status" -eq 2 ]
check 'and mnbench what that means' \
	grep -Eq 'cannot load .*: the kernel (loads only|does not allow it)' \
	"$tmp/err"
same_machine 'the machine is as it was'
finish
