#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh: run the guest suites and the hunt on the debug kernel, look up in its
# sources what presets name, and print what ran and how long it took. Programs
# are built before. The planted faults do not run: with one the device uses
# memory that was freed, which this kernel reports.
#
# A test that fails, and whatever the kernel reports, fails the run: of memory,
# of locks, of sleeping where it must not, of leaks. So does a check of the
# debug kernel that did not take place.
#
# GUESTS: how many guests share the guest suites; default: one for each
# processor, as far as there is memory.
# KERNEL: the folder of a kernel with the same options; default: the one that
# tests/debug/kernel.sh builds. PARTS: guest, hunt; default: both. SUITES, SEED,
# MODE: see tests/run.sh. STEPS: changes in each mode; default: 1000, of which
# the kernel takes some time.
#
# The output of the suites stays in build/tests/log-debug. Exit status 1 if
# something failed.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib-suites.sh
. tests/lib-suites.sh

# What a kernel says in its log when it has found a defect. Of each report, one
# line is enough.
splat='WARNING:|BUG:|BUG kmalloc|Oops|KASAN:|UBSAN:|ODEBUG:|kmemleak: .*leaks'
splat="$splat|INFO: trying to register|INFO: task .*blocked|suspicious RCU"
splat="$splat|detected stall|self-detected|RT throttling activated"
splat="$splat|locking correctness validator|segfault at|refcount_t:"

PARTS=${PARTS:-guest hunt}
for part in $PARTS; do
	case $part in
	guest | hunt) ;;
	*)
		echo "$0: PARTS: unknown part '$part'; allowed: guest, hunt" >&2
		exit 2
		;;
	esac
done
KERNEL=${KERNEL:-$(tests/debug/kernel.sh)}
export KERNEL
export STEPS="${STEPS:-1000}"
# A guest has 2 GiB, and QEMU needs some itself.
export GUESTS="${GUESTS:-$(at_once 2560)}"
log=build/tests/log-debug
rm -rf "$log"
mkdir -p "$log"
failed=0

fail() {
	echo "not ok: $*"
	failed=1
}

# Print how long each suite of the outputs $@ took by the guests' clocks, which
# are added up.
suite_times() {
	sed -n "s/^# \(.*\): \([0-9]*\) s of the guest's clock\$/\1 \2/p" "$@" |
		awk '!($1 in s) { name[n++] = $1 } { s[$1] += $2 }
			END {
				for (i = 0; i < n; i++)
					printf "%s%s %d s", i ? ", " : "",
						name[i], s[name[i]]
				if (n) print ""
			}' | fold -s -w 76 | sed 's/ *$//; s/^/    /'
}

# ran FOLDER OUTPUT: check what the guest in FOLDER printed.
ran() {
	[ -s "$2" ] || {
		fail "there is no output of ${1##*/}"
		return
	}
	cp "$1/console" "$2.console"
	if grep -Eq "$splat" "$1/console"; then
		fail "the kernel of ${1##*/} reported:"
		grep -E "$splat" "$1/console" | tr -d '\r' | head -n 10 |
			sed 's/^/    /'
	fi
	for check in 'no memory is leaked' 'lockdep still looks for defects' \
		'no real-time thread was throttled' 'the kernel log is clean'
	do
		grep -q "^ok .* end: $check\$" "$2" ||
			fail "${1##*/}: not passed: $check"
	done
}

vm/kernel.sh "$KERNEL"
echo "debug kernel $(cat "$KERNEL/include/config/kernel.release"), $(
	sed -n 's/^CONFIG_CC_VERSION_TEXT="\(.*\)"/\1/p' "$KERNEL/.config"
)"
rm -f build/tests/log/guest build/tests/log/guest-* build/tests/log/hunt
# The sources of the kernel are there, if it was built on this machine.
if [ -d "$KERNEL/source" ]; then
	tests/presets.sh "$KERNEL/source" || fail 'presets without a source'
fi
begin=$(date +%s)
# shellcheck disable=SC2086 # several words
setpriv --pdeathsig TERM tests/run.sh $PARTS || failed=1
outputs=
for output in build/tests/log/guest build/tests/log/guest-* \
	build/tests/log/hunt; do
	[ -e "$output" ] || continue
	name=${output##*/}
	outputs="$outputs $log/$name"
	mv "$output" "$log/"
	ran "build/run/$(echo "$name" | sed 's/^guest/guest-test/')" \
		"$log/$name"
done
[ -n "$outputs" ] || {
	fail 'there is no output'
	exit 1
}
# shellcheck disable=SC2086 # several files
suite_times $outputs
case $PARTS,${SUITES:-} in
*guest*,)
	# shellcheck disable=SC2086
	cat $outputs | grep -q '^ok .* no-memory: a map, ' ||
		fail 'no allocation failed on demand'
	;;
esac
# shellcheck disable=SC2086
count() {
	cat $outputs | grep -c "^$1 "
}
echo "check-debug: $(count ok) tests passed, $(count 'not ok') failed," \
	"in $(($(date +%s) - begin)) s"
[ "$failed" -eq 0 ]
