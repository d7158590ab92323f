#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [unit|guest|hunt|planted|e2e]...: run the tests, which are built
# before, and count them. Default: all parts. Every suite prints TAP; the last
# line is the sum. Exit status 1 if a test failed.
#
# GUESTS: the number of guests that share the guest tests; default: 1
# KERNEL, ARCH, MEMORY_MB, SUITES: see guest.sh. STEPS, SEED, MODE: see hunt.sh.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

case ${GUESTS:=1} in
*[!0-9]* | 0* | ????*)
	echo "$0: GUESTS='$GUESTS' is not a number from 1 to 999" >&2
	exit 2
	;;
esac
log=build/tests/log
mkdir -p "$log"
passed=0
failed=0
started=

# suite NAME COMMAND...: run a suite. One that ends with an error but without a
# failed test, or has no test at all, counts as one failed test.
suite() {
	name=$1
	shift
	begin=$(date +%s)
	status=0
	"$@" >"$log/$name" 2>&1 </dev/null || status=$?
	count "$name" "$status" "$begin"
}

# count NAME STATUS BEGIN: count what a suite with that exit status wrote to its
# log, and say how many seconds after BEGIN the last line was written.
count() {
	name=$1
	status=$2
	wall_s=$(($(stat -c %Y "$log/$name") - $3))
	ok=$(grep -c '^ok ' "$log/$name") || true
	not_ok=$(grep -c '^not ok ' "$log/$name") || true
	if [ "$not_ok" -eq 0 ] && { [ "$status" -ne 0 ] ||
		[ "$ok" -eq 0 ]; }; then
		not_ok=1
		tail -n 30 "$log/$name" | sed 's/^/    /'
	fi
	grep -B 4 '^not ok ' "$log/$name" || true
	printf '  %-32s %4d ok %4d not ok %5d s\n' "$name" "$ok" "$not_ok" \
		"$wall_s"
	passed=$((passed + ok))
	failed=$((failed + not_ok))
}

unit() {
	for program in build/tests/test_*; do
		[ -x "$program" ] || continue
		suite "unit-${program##*/test_}" \
			env CMOCKA_MESSAGE_OUTPUT=TAP "$program"
	done
}

# start NAME COMMAND...: run a suite beside others. guests_end() counts it.
start() {
	name=$1
	shift
	setpriv --pdeathsig TERM "$@" >"$log/$name" 2>&1 </dev/null &
	started="$started $name:$!:$(date +%s)"
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

guests_end() {
	for each in $started; do
		pid=${each#*:}
		status=0
		wait "${pid%:*}" || status=$?
		count "${each%%:*}" "$status" "${each##*:}"
	done
	started=
}

# Most of these tests use this system's kernel, whatever KERNEL is. They also
# run make, which must not get the variables of a make that runs this script.
e2e() {
	guests_end
	unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
	for script in tests/e2e/*.sh; do
		case $script in */lib*.sh) continue ;; esac
		suite "e2e-$(basename "$script" .sh)" sh "$script"
	done
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
guests_end
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
