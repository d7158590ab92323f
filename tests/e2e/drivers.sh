#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of modes that are in-tree drivers: they cost the process something, the
# simulated device has no part in them, and only batches with such a mode load
# them.
set -u
. tests/e2e/lib.sh

cat >"$tmp/p.ini" <<-END
	[plan]
	summary = a virtual machine beside nothing
	samples = 2
	batch_cells = 1
	[cells with]
	workload = munmap
	mode = none kvm
	ops = 20
	[cells without]
	workload = dontneed
	mode = none
	ops = 20
END
run "$mnbench" run --plan "$tmp/p.ini" -o "$tmp/r.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'measured' [ "$status" -eq 0 ]
"$mnbench" show --csv "$tmp/r.json" >"$tmp/csv"

# column NAME MODE: print a value of the CSV.
column() {
	awk -F, -v name="$1" -v mode="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
		$1 == "munmap" && $2 == mode { print $(c[name]) }' "$tmp/csv"
}
over=$(column over_none kvm)
check "kvm costs more than a session of ours without a device (+$over)" \
	[ "${over%.*}" -gt 200 ]
for counter in callbacks spurious invalidations; do
	check "no $counter of our device" \
		[ "$(column ${counter}_per_op kvm)" = 0 ]
done
check 'the counters are as predicted' grep -q '"failed": null' "$tmp/r.json"

run "$mnbench" run --plan "$tmp/p.ini" -o "$tmp/again.json" --jobs 1
without_host "$tmp/r.json" >"$tmp/a"
without_host "$tmp/again.json" >"$tmp/b"
check 'measured again, it is the same' cmp "$tmp/a" "$tmp/b"

# A machine that uses memory loses it, which costs more than elsewhere.
cat >"$tmp/m.ini" <<-END
	[plan]
	summary = a virtual machine with memory
	samples = 1
	[cells]
	workload = dontneed
	mode = none kvm-slots
	placement = far overlap
	ops = 20
END
run "$mnbench" run --plan "$tmp/m.ini" -o "$tmp/m.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'a machine with memory is measured' [ "$status" -eq 0 ]
more=$("$mnbench" show --csv "$tmp/m.json" | awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
	$2 == "kvm-slots" { cost[$(c["placement"])] = $(c["over_none"]) }
	END { print int(cost["overlap"] - cost["far"]) }')
check "an operation on its memory costs more than one elsewhere (+$more)" \
	[ "$more" -gt 1000 ]

# A cell says what its mode is missing.
home=$tmp/home
mkdir -p "$home/build/kernel/bare/modes"
ln -s "$PWD/vm" "$PWD/plans" "$home/"
ln -s "$PWD/build/agent" "$home/build/"
for file in vmlinuz cmdline config mnbench.ko; do
	ln -s "$PWD/build/kernel/debian/$file" "$home/build/kernel/bare/"
done
head -c 512 /dev/zero >"$home/build/kernel/bare/modes/kvm"
run env MNBENCH_HOME="$home" "$mnbench" run --plan "$tmp/p.ini" --kernel bare \
	--set samples=1 --set workload=munmap -o "$tmp/bare.json"
check 'a driver that is not there fails its cell' [ "$status" -eq 1 ]
check 'with the reason' \
	grep -q 'failed: munmap kvm .*: mode kvm: /dev/kvm .*No such file' \
	"$tmp/err"
check 'and no other' [ "$(grep -c failed: "$tmp/err")" -eq 1 ]

finish
