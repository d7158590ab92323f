#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [unit|guest|hunt|planted|e2e]...: run the tests, which are built
# before, and count them. Default: all parts. The last line is the sum. Exit
# status 1 if a test failed.
#
# GUESTS: the number of guests that share the guest tests; default: 1
# KERNEL, ARCH, MEMORY_MB, SUITES: see guest.sh. STEPS, SEED, MODE: see hunt.sh.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# shellcheck source=tests/lib-suites.sh
. tests/lib-suites.sh
case ${GUESTS:=1} in
*[!0-9]* | 0* | ????*)
	echo "$0: GUESTS='$GUESTS' is not a number from 1 to 999" >&2
	exit 2
	;;
esac
suites_begin
started=

unit() {
	for program in build/tests/test_*; do
		[ -x "$program" ] || continue
		tests/suite.sh "unit-${program##*/test_}" \
			env CMOCKA_MESSAGE_OUTPUT=TAP "$program"
	done
}

# start NAME COMMAND...: run a suite beside others.
start() {
	setpriv --pdeathsig TERM tests/suite.sh "$@" &
	started="$started $!"
}

# Wait for those, each of which succeeds when it has counted its tests.
finish() {
	for pid in $started; do
		wait "$pid" || {
			echo "$0: a suite ended without a count" >&2
			exit 1
		}
	done
	started=
}

# Each guest uses one processor, so several run at a time.
guest() {
	if [ "$GUESTS" -eq 1 ]; then
		start guest tests/guest.sh
		return
	fi
	for i in $(seq "$GUESTS"); do
		start "guest-$i" env SHARD="$i/$GUESTS" tests/guest.sh
	done
}

hunt() {
	start hunt tests/hunt.sh
}

planted() {
	start hunt-planted tests/hunt.sh --planted
}

# scripts GREP-OPTION: print what suite.sh runs for the end-to-end scripts that
# build in this tree (-l), or for the others (-L).
scripts() {
	grep "$1" '^# It builds in this tree' tests/e2e/*.sh |
		while read -r script; do
			case $script in */lib*.sh) continue ;; esac
			echo "e2e-$(basename "$script" .sh) sh $script"
		done
}

# Most of these tests use this system's kernel, whatever KERNEL is. They also
# run make, which must not get the variables of a make that runs this script.
# Those that build in this tree run alone. Of the others several run at a time,
# each of which may boot a guest for each processor.
e2e() {
	finish
	unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
	set -- setpriv --pdeathsig TERM tests/suite.sh
	scripts -l | xargs -r -L 1 "$@"
	scripts -L | setpriv --pdeathsig TERM \
		xargs -r -L 1 -P "$(at_once $((1536 * $(nproc))))" "$@"
}

[ $# -gt 0 ] || set -- unit guest hunt planted e2e
for part; do
	case $part in
	unit | guest | hunt | planted | e2e) "$part" ;;
	*)
		echo "$0: unknown part '$part'; allowed:" \
			"unit, guest, hunt, planted, e2e" >&2
		exit 2
		;;
	esac
done
finish
suites_end
