#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench list, and that every plan that ships can be read.
set -u
. tests/e2e/lib.sh

for topic in modes workloads plans venues keys presets; do
	run "$mnbench" list $topic
	check "list $topic" [ "$status" -eq 0 ]
	check "list $topic says something, and no error" \
		[ -s "$tmp/out" -a ! -s "$tmp/err" ]
done

"$mnbench" list plans >"$tmp/plans"
for plan in quick default device-latency chunk-size chunk-count registration \
	worst-case idle adaptive; do
	check "plan $plan ships" grep -q "^$plan " "$tmp/plans"
done
for file in plans/*.ini plans/*/*.ini; do
	name=${file#plans/}
	check "$file is listed" grep -q "^${name%.ini} " "$tmp/plans"
done
# Results are called after the plan without its folder.
check 'plans of different folders have different names' [ -z "$(
	find plans -name '*.ini' -exec basename {} \; | sort | uniq -d
)" ]
"$mnbench" list workloads >"$tmp/workloads"
for source in workloads/*.c; do
	name=$(basename "$source" .c | tr _ -)
	[ "$name" = workload ] ||
		check "workload $name is listed" grep -q "^$name " \
			"$tmp/workloads"
done
listed=$(grep -c '^[^ ]' "$tmp/workloads")
check 'each with its events' \
	[ "$(grep -c '^ *events: ' "$tmp/workloads")" = "$listed" ]
check 'and its sizes' \
	[ "$(grep -c '^ *pages: ' "$tmp/workloads")" = "$listed" ]
COLUMNS=80 "$mnbench" list workloads >"$tmp/narrow"
check 'a summary has room beside the name on a terminal' \
	grep -q '^allocator-threads  *available  *4 threads start, ' \
	"$tmp/narrow"
"$mnbench" list modes >"$tmp/modes"
for source in module/mode_*.c bench/agent/mode_*.c; do
	name=$(basename "$source" .c | tr _ -)
	check "mode ${name#mode-} is listed" grep -q "^${name#mode-} " \
		"$tmp/modes"
done

# why MODE TEXT: the list of modes in $tmp/out says why one is unavailable.
# shellcheck disable=SC2317 # called by check
why() {
	awk -v mode="$1" '
		/^[^ ]/ { found = $1 == mode; state[$1] = $2 }
		found && /^ / { $1 = $1; text = text " " $0 }
		END { print state[mode] ":" text " " }' "$tmp/out" |
		grep -q "^unavailable: .* unavailable: $2"
}

# The list of modes depends on the kernel: one has no KVM, and an old module.
fake=$tmp/fake
mkdir -p "$fake/modes"
ln -s "$PWD/build/kernel/debian/vmlinuz" "$PWD/build/kernel/debian/mnbench.ko" \
	"$fake/"
echo 'needs kvm-amd.ko, which this kernel does not have' \
	>"$fake/modes/kvm.unsupported"
check 'Debian has KVM' grep -Eq '^kvm +available ' "$tmp/modes"
check 'and the modes of the module' grep -Eq '^chunked +available ' "$tmp/modes"
run "$mnbench" list modes --kernel "$fake"
check 'the list says why a kernel does not have a mode' \
	why kvm 'needs kvm-amd.ko, which this kernel does not have'
check 'and which modes it has' grep -Eq '^chunked +available ' "$tmp/out"
check 'that is no error' [ "$status" -eq 0 -a ! -s "$tmp/err" ]
rm "$fake/modes/kvm.unsupported"
"$mnbench" list modes --kernel "$fake" >"$tmp/out"
check 'the list says that a folder is too old' \
	why kvm "its folder is older than mnbench: run 'mnbench kernel'"

# So does the list of workloads: this kernel is old, and has no KSM and no zram.
echo 6.1.0-1-amd64 >"$fake/release"
grep -v '^CONFIG_KSM=' build/kernel/debian/config >"$fake/config"
mkdir "$fake/needs"
echo 'needs zram.ko, which this kernel does not have' \
	>"$fake/needs/swap.unsupported"
run "$mnbench" list workloads --kernel "$fake"
check 'the workloads are listed for a kernel' [ "$status" -eq 0 ]
check 'what needs nothing is available' \
	grep -Eq '^munmap +available ' "$tmp/out"
check 'what needs an option is not' why ksm-merge 'needs CONFIG_KSM'
check 'nor what needs a newer kernel' why guard-install 'needs Linux 6.13'
check 'nor what needs a module' \
	why swap-out 'needs zram.ko, which this kernel does not have'
check 'a need that the folder does not know of is said' \
	why fsync "its folder is older than mnbench: run 'mnbench kernel'"
refused 'a plan with a workload that the kernel lacks' \
	"workload ksm-merge is not available on kernel '$fake': needs CONFIG_KSM" \
	"$mnbench" run --plan quick --set workload=ksm-merge --kernel "$fake" \
	-o "$tmp/refused.json"
check 'the running kernel is asked, too' \
	"$mnbench" list workloads --venue host

rm "$fake/mnbench.ko"
echo text >"$fake/mnbench.ko"
"$mnbench" list modes --kernel "$fake" >"$tmp/out"
check 'the list says that a file is no module' \
	why chunked 'its mnbench.ko is no kernel module'
check 'mode none needs no module' grep -Eq '^none +available ' "$tmp/out"
run "$mnbench" list modes --kernel no-such
check 'a kernel that is not prepared is one line' \
	[ "$status:$(grep -c "kernel 'no-such' is not prepared" "$tmp/err")" = \
	0:1 ]
check 'all modes are listed without it' \
	[ "$(grep -o '^[^ ]*' "$tmp/out")" = "$(grep -o '^[^ ]*' \
	"$tmp/modes")" ]
check 'and nothing is called available' sh -c "! grep -q available '$tmp/out'"
refused '--kernel with another list than modes' \
	'kernel goes with modes and workloads, not with plans' \
	"$mnbench" list plans --kernel debian

"$mnbench" list presets >"$tmp/presets"
for preset in 'mlx5 chunked' 'kvm filtered' 'test-hmm whole'; do
	check "preset $preset" \
		grep -Eq "^$(echo "$preset" | sed 's/ / +/g') " "$tmp/presets"
done
check 'each says all that it decides' \
	[ "$(grep -c ' lock=' "$tmp/presets")" -eq \
	"$(grep -c '^[a-z]' "$tmp/presets")" ]
COLUMNS=200 "$mnbench" list presets kvm >"$tmp/kvm"
check 'one preset is listed with the source of each value' \
	grep -Eq '^filter +slots +virt/kvm/kvm_main.c: kvm_' "$tmp/kvm"
refused 'a preset that is none' "unknown preset 'kwm'; did you mean 'kvm'?" \
	"$mnbench" list presets kwm
refused 'a name behind another list' "'kvm' is one list too many" \
	"$mnbench" list modes kvm

"$mnbench" list keys | sed -n 's/^\[plan\] //; s/^\([^ ][^ ]*\) .*/\1/p' \
	>"$tmp/keys"
while read -r key; do
	check "key $key is documented" grep -q "\`$key\`" docs/plans.md
done <"$tmp/keys"

for option in --help -h help --version -V; do
	run "$mnbench" $option
	check "mnbench $option" \
		[ "$status" -eq 0 -a -s "$tmp/out" -a ! -s "$tmp/err" ]
done
for option in 'help show' 'show --help' 'show -V' 'bisect --version'; do
	# shellcheck disable=SC2086 # words
	run "$mnbench" $option
	check "mnbench $option" \
		[ "$status" -eq 0 -a -s "$tmp/out" -a ! -s "$tmp/err" ]
done
"$mnbench" help show >"$tmp/a"
"$mnbench" show --help >"$tmp/b"
check 'help of a command is its --help' cmp -s "$tmp/a" "$tmp/b"

finish
