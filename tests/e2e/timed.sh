#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of timed venues: the running kernel, and a guest by the wall clock.
# Times differ from run to run, so everything else is tested.
set -u
. tests/e2e/lib.sh

cat >"$tmp/t.ini" <<-END
	[plan]
	summary = a few processes of the baseline
	samples = 8
	[cells]
	workload = munmap touch
	mode = none
	ops = 5
	warmup = 2
	quiesce = none
END

# measured VENUE: run the plan. A void run counts, too: that depends on the
# machine.
measured() {
	run "$mnbench" run --plan "$tmp/t.ini" --venue "$1" -o "$tmp/$1.json"
	if grep -q 'this run is void' "$tmp/err"; then
		status=0
	fi
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	ok "$status" "measured in venue $1"
	check "$1: the result is valid" "$mnbench" validate "$tmp/$1.json"
	check "$1: each baseline has a second arm" \
		[ "$(grep -c '"arm": "b"' "$tmp/$1.json")" -eq 2 ]
	check "$1: it says which boot it was" grep -q '^  "boot_id": "' \
		"$tmp/$1.json"
	check "$1: each process has its own layout" \
		[ "$(grep '"layout":' "$tmp/$1.json" | sort -u |
			wc -l)" -eq 32 ]
	"$mnbench" show "$tmp/$1.json" >"$tmp/out"
	check "$1: the table says whether the arms differ" \
		grep -Eq '^(A/A test passed|VOID)' "$tmp/out"
	check "$1: and in ns" grep -q '^Unit: ns' "$tmp/out"
}

measured host
check 'the result has the running kernel' \
	grep -q "\"release\": \"$(uname -r)\"" "$tmp/host.json"
check 'and no emulator' grep -q '"qemu": "none"' "$tmp/host.json"
run "$mnbench" report "$tmp/host.json" -o "$tmp/report"
check 'it has a report' [ "$status" -eq 0 -a -s "$tmp/report/index.html" ]
run "$mnbench" run --plan "$tmp/t.ini" --venue host -o "$tmp/again.json"
run "$mnbench" compare --all "$tmp/host.json" "$tmp/again.json"
check 'two runs of a boot can be compared' grep -q '^2 cells: ' "$tmp/out"
run "$mnbench" compare "$tmp/host.json" "$tmp/again.json" --json
check 'second arms are not compared' \
	[ "$(grep -c '"verdict":' "$tmp/out")" -eq 2 ]

check 'the settings of the machine are recorded' \
	grep -q '"settings": {"aslr": "[a-z]*", ' "$tmp/host.json"
sed '/^   "settings": {/d' "$tmp/host.json" >"$tmp/older.json"
run "$mnbench" compare "$tmp/older.json" "$tmp/host.json"
check 'a result without settings is compared' \
	not grep -q 'environments differ' "$tmp/out"
sed 's/"thp": "[a-z]*", "turbo"/"thp": "else", "turbo"/' "$tmp/host.json" \
	>"$tmp/else.json"
run "$mnbench" compare "$tmp/else.json" "$tmp/host.json"
check 'one with another setting is not' \
	grep -q 'kernel.settings.thp: else -> ' "$tmp/out"
sed 's/"irq_affinity": "[^"]*"/"irq_affinity": "7"/' "$tmp/host.json" \
	>"$tmp/irq.json"
run "$mnbench" compare "$tmp/irq.json" "$tmp/host.json"
check 'where devices interrupt does not matter' \
	not grep -q 'environments differ' "$tmp/out"

run "$mnbench" list modes --venue host
check 'modes without a module work on the running kernel' \
	grep -Eq '^none +available ' "$tmp/out"
check 'modes of the module do not' \
	grep -Eq '^global +unavailable ' "$tmp/out"
check 'and the list says why' \
	grep -q '^ *unavailable: needs mnbench.ko: ' "$tmp/out"
refused 'a mode of the module on the running kernel' \
	"mode global is not available on kernel '.*': needs mnbench.ko" \
	"$mnbench" run --plan "$tmp/t.ini" --venue host --set mode=global \
	-o "$tmp/x.json"
refused 'a prepared kernel as the running one' "kernel 'debian': venue host" \
	"$mnbench" run --plan "$tmp/t.ini" --venue host --kernel debian \
	-o "$tmp/x.json"
refused 'unloading the module of the running kernel' \
	"module cannot be 'absent'" \
	"$mnbench" run --plan "$tmp/t.ini" --venue host --set module=absent \
	-o "$tmp/x.json"
refused 'timed batches side by side' "jobs cannot be '2' in venue host" \
	"$mnbench" run --plan "$tmp/t.ini" --venue host --jobs 2 \
	-o "$tmp/x.json"
check 'nothing was stored' [ ! -e "$tmp/x.json" ]

measured tcg
refused 'times of two venues' 'times of different venues are not comparable' \
	"$mnbench" compare "$tmp/host.json" "$tmp/tcg.json"
# How many cells are judged depends on the machine. The following does not.
run "$mnbench" compare --all "$tmp/tcg.json:none" "$tmp/tcg.json:none"
check 'modes of a guest are compared' grep -q '^2 cells: ' "$tmp/out"
check 'and never worse than themselves' [ "$status" -ne 1 ]
check 'and never said to be of different boots' \
	[ "$(grep -c 'of different boots' "$tmp/out")" -eq 0 ]

finish
