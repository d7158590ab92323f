#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of make check-debug without its kernel: what fails a run, and how the
# kernel is configured. The guests are replaced by what they would print.
set -u
. tests/e2e/lib.sh

tree=$tmp/tree
kernel=$tmp/linux
mkdir -p "$tree/tests/debug" "$tree/vm" "$kernel/include/config"
cp tests/debug/run.sh "$tree/tests/debug/"
cp tests/lib-suites.sh "$tree/tests/"
echo 'CONFIG_CC_VERSION_TEXT="gcc 12"' >"$kernel/.config"
echo 6.1-debug >"$kernel/include/config/kernel.release"
printf '#!/bin/sh\n' >"$tree/vm/kernel.sh"
cat >"$tree/tests/run.sh" <<-'END'
	#!/bin/sh
	mkdir -p build/tests/log
	[ "$*" = hunt ] || guest='guest-1 guest-2'
	for name in $guest hunt; do
		folder=build/run/$(echo "$name" | sed 's/^guest/guest-test/')
		mkdir -p "$folder"
		cp "$CONSOLE" "$folder/console"
		cp "$OUTPUT" "build/tests/log/$name"
	done
END
chmod +x "$tree/vm/kernel.sh" "$tree/tests/run.sh"
cat >"$tmp/output" <<-END
	ok 1 no-memory: a map, whole
	# no-memory: 12 s of the guest's clock
	ok 2 end: no memory is leaked
	ok 3 end: lockdep still looks for defects
	ok 4 end: no real-time thread was throttled
	ok 5 end: the kernel log is clean
END
echo '[    0.000000] Linux version 6.1.192-debug' >"$tmp/console"

# debug [FILTER]: run the tests with a filter of what a guest prints.
debug() {
	sed "${1:-}" "$tmp/output" >"$tmp/filtered"
	run env KERNEL="$kernel" CONSOLE="$tmp/console" \
		OUTPUT="$tmp/filtered" PARTS="${parts:-guest hunt}" \
		"$tree/tests/debug/run.sh"
}
debug
check 'a run without reports' [ "$status" -eq 0 ]
check 'says what ran, in all guests' grep -qx '    no-memory 36 s' "$tmp/out"
check 'how long it took' grep -q '^check-debug: .* in [0-9]* s$' "$tmp/out"
check 'and on which kernel' grep -qx 'debug kernel 6.1-debug, gcc 12' \
	"$tmp/out"
check 'and keeps the consoles' \
	[ -s "$tree/build/tests/log-debug/guest-2.console" ]
for name in 'no memory is leaked' 'lockdep still looks' 'no real-time' \
	'kernel log is clean' 'a map, whole'; do
	debug "/$name/d"
	check "a run without '$name' fails" [ "$status" -eq 1 ]
done
debug '/end: no memory/s/^/not /'
check 'a leak fails' [ "$status" -eq 1 ]

cp "$tmp/console" "$tmp/clean"
parts=hunt
while read -r report; do
	{ cat "$tmp/clean" && echo "[    9.1] $report"; } >"$tmp/console"
	debug
	printed=$(grep -c "^    \[ *9.1\] $report" "$tmp/out")
	check "'$report' fails" [ "$status:$printed" = 1:1 ]
done <<'END'
WARNING: possible circular locking dependency detected
BUG: KASAN: slab-use-after-free in mnb_fault+0x12/0x80
BUG: sleeping function called from invalid context at x.c:1
WARNING: suspicious RCU usage
kmemleak: 3 new suspected memory leaks
ODEBUG: free active (active state 0) object type: work_struct
sched: RT throttling activated
INFO: trying to register non-static key.
rcu: INFO: rcu_preempt self-detected stall on CPU
END

tests/debug/kernel.sh --config >"$tmp/config"
for option in KASAN PROVE_LOCKING PROVE_RCU DEBUG_ATOMIC_SLEEP DEBUG_KMEMLEAK \
	DEBUG_OBJECTS DEBUG_VM FAULT_INJECTION CROSS_MEMORY_ATTACH SMP; do
	check "the kernel has CONFIG_$option" \
		grep -qx "CONFIG_$option=y" "$tmp/config"
done
check 'no option is there twice' \
	[ -z "$(grep -o 'CONFIG_[A-Z0-9_]*' "$tmp/config" | sort | uniq -d)" ]
refused 'another argument' 'usage: ' tests/debug/kernel.sh --help
for guests in 0 x -1 1000 2x; do
	refused "$guests guests" "GUESTS='$guests' is not a number from 1" \
		env GUESTS="$guests" tests/run.sh unit
done
for shard in 1 0/2 3/2 1/x 1/2/3 / 2/; do
	refused "shard $shard" "SHARD='$shard' is not I/N" \
		env SHARD="$shard" tests/guest.sh
done

finish
