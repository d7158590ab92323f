#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [unit|guest|hunt|e2e]...: run the tests, which are built before, and
# count them. Default: all parts. Every suite prints TAP; the last line is the
# sum. Exit status 1 if a test failed.
#
# KERNEL, ARCH: the prepared kernel for the guest tests, see kernel.sh (default:
# debian). MEMORY_MB: memory of that guest in MiB (default: what the kernel
# needs). SUITES: the suites of guest tests to run, for example abi,race
# (default: all). STEPS, SEED, MODE: see hunt.sh.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=tests/lib-guest-folder.sh
. tests/lib-guest-folder.sh
log=build/tests/log
mkdir -p "$log"
passed=0
failed=0

# suite NAME COMMAND...: run a suite. One that ends with an error but without a
# failed test, or has no test at all, counts as one failed test.
suite() {
	name=$1
	shift
	status=0
	"$@" >"$log/$name" 2>&1 </dev/null || status=$?
	count "$name" "$status"
}

# count NAME STATUS: count what a suite with that exit status wrote to its log.
count() {
	name=$1
	status=$2
	ok=$(grep -c '^ok ' "$log/$name") || true
	not_ok=$(grep -c '^not ok ' "$log/$name") || true
	if [ "$not_ok" -eq 0 ] && { [ "$status" -ne 0 ] ||
		[ "$ok" -eq 0 ]; }; then
		not_ok=1
		tail -n 30 "$log/$name" | sed 's/^/    /'
	fi
	grep -B 4 '^not ok ' "$log/$name" || true
	printf '  %-32s %4d ok %4d not ok\n' "$name" "$ok" "$not_ok"
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

# Boot a guest whose only program is the guest tests. Its output is TAP.
guest_tests() {
	folder=build/run/guest-test
	guest_folder "$folder" "${KERNEL:-debian}" || return
	vm/initramfs.sh "$folder/initrd" "$arch_programs/guest-test" \
		"build/kernel/$kernel/mnbench.ko" || return
	# Add the kernel modules of the in-tree modes that this kernel has.
	for file in "build/kernel/$kernel"/modes/*; do
		case $file in
		*.unsupported) ;;
		*) cat "$file" >>"$folder/initrd" ;;
		esac
	done
	unsupported=$(OBJCOPY=${arch_tools}objcopy \
		tests/unsupported.sh "$kernel") || return
	# Before 6.5, memory that the kernel itself cannot access must be
	# enabled. The kernel passes arguments that it does not know to init.
	echo "$(cat "build/kernel/$kernel/cmdline") secretmem.enable=1" \
		"${SUITES:+MNBENCH_SUITES=$SUITES}" \
		"${unsupported:+MNBENCH_UNSUPPORTED=$unsupported}" >"$folder/cmdline"
	status=0
	vm/boot.sh "$folder" || status=$?
	tr -d '\r' <"$folder/answers"
	return "$status"
}

guest() {
	suite guest guest_tests
}

# Run two guests at a time, because each uses one processor.
hunt() {
	setpriv --pdeathsig TERM tests/hunt.sh --planted \
		>"$log/hunt-planted" 2>&1 </dev/null &
	suite hunt tests/hunt.sh
	status=0
	wait "$!" || status=$?
	count hunt-planted "$status"
}

# Most of these tests use this system's kernel, whatever KERNEL is. They also
# run make, which must not get the variables of a make that runs this script.
e2e() {
	unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
	for script in tests/e2e/*.sh; do
		case $script in */lib*.sh) continue ;; esac
		suite "e2e-$(basename "$script" .sh)" sh "$script"
	done
}

[ $# -gt 0 ] || set -- unit guest hunt e2e
for part; do
	case $part in
	unit | guest | hunt | e2e) "$part" ;;
	*)
		echo \
			"$0: unknown part '$part'; allowed: unit, guest, hunt, e2e" \
			>&2
		exit 2
		;;
	esac
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
