#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the variables of make: a wrong value is refused in one line, before
# anything is installed, downloaded, built or booted.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

# wrong NAME PATTERN VARIABLE=VALUE...
wrong() {
	wrong_name=$1
	wrong_pattern=$2
	shift 2
	refused "$wrong_name" "$wrong_pattern" \
		env VENUES='icount host kvm tcg' "$@" vm/check-arguments.sh
}
# plan LINE...: a plan file with these lines, the first in line 1.
plan() {
	printf '%s\n' "$@" >"$tmp/p.ini"
}

wrong 'unknown PLAN' "PLAN is 'quik'; allowed: adaptive, .*, or a file" \
	PLAN=quik
wrong 'PLAN that is no file' "PLAN is '/no/x.ini'; there is no such file" \
	PLAN=/no/x.ini
wrong 'unknown PLAN in a folder of plans' \
	"PLAN is 'reports/moon'; allowed: adaptive, .*reports/twopass, .* file" \
	PLAN=reports/moon
wrong 'PLAN in another folder that is no file' \
	"PLAN is 'no/moon'; there is no such file" PLAN=no/moon
wrong 'unknown VENUE' "VENUE is 'moon'; allowed: icount, host, kvm, tcg" \
	VENUE=moon
wrong 'KERNEL that is no kernel' \
	"KERNEL: '$tmp' is no kernel; allowed: debian," KERNEL="$tmp"
wrong 'MEMORY_MB that is no number' "MEMORY_MB is '1G'; allowed: a number" \
	MEMORY_MB=1G
wrong 'MEMORY_MB=0' 'MEMORY_MB is 0; allowed: 1 or more' MEMORY_MB=0
wrong 'more memory than there is' \
	'MEMORY_MB is 999999999; allowed: at most [0-9]+ MiB' \
	MEMORY_MB=999999999
for name in STEPS KILLS PAIRS SEED BOOTS; do
	wrong "$name that is no number" "$name is 'many'; allowed: a number" \
		$name=many
done
wrong 'ab without BASE' 'BASE is missing; allowed: the folder of a kernel' \
	SIDES=yes NEW=debian
wrong 'ab without NEW' 'NEW is missing; allowed: the folder of a kernel' \
	SIDES=yes BASE=debian
wrong 'NEW that is nothing' "NEW: '$tmp/none' is neither a folder nor a" \
	SIDES=yes BASE=debian NEW="$tmp/none"
wrong 'NEW that is an empty folder' \
	"NEW: '$tmp' is neither the folder of a kernel build" \
	SIDES=yes BASE=debian NEW="$tmp"
wrong 'ab on the running kernel' "VENUE is 'host', which measures the running" \
	SIDES=yes VENUE=host BASE=debian NEW=debian
wrong 'THRESHOLD that is no number' "THRESHOLD is 'x'; allowed: a percentage" \
	THRESHOLD=x

plan '[plan]' 'summary = x' '[cells]' 'workload = munmap' 'chunksize = 2M'
wrong 'unknown key of a plan' \
	"p\.ini:5: unknown key 'chunksize'; allowed: workload, .* chunk_size" \
	PLAN="$tmp/p.ini"
plan '[plan]' 'workload = munmap'
wrong 'key in the wrong section' \
	"p\.ini:2: unknown key 'workload'; allowed: summary," PLAN="$tmp/p.ini"
plan '; a comment' '[plans]'
wrong 'unknown section of a plan' \
	"p\.ini:2: unknown section '\[plans\]'; allowed: \[plan\]" \
	PLAN="$tmp/p.ini"
plan '[plan]' 'memory_mb = 999999999'
wrong "a plan's memory" \
	'p\.ini: memory_mb is 999999999; allowed: at most [0-9]+ MiB' \
	PLAN="$tmp/p.ini"

# Correct values pass.
right() {
	check "$1" env VENUES='icount host kvm tcg' VENUE=icount \
		KERNEL=debian "$2" vm/check-arguments.sh
}
for file in plans/*.ini plans/*/*.ini; do
	right "plan $file" PLAN="$file"
done
right 'the name of a plan in a folder' PLAN=reports/twopass
"$mnbench" list keys >"$tmp/keys"
plan '[plan]' \
	"$(sed -n 's/^\[plan\] \([a-z_]*\).*/\1 = 1/p' "$tmp/keys")" \
	'[cells a b]' "$(sed -n 's/^\([a-z_][a-z_]*\) .*/\1 = 1/p' "$tmp/keys")" \
	'; a list that goes on' 'workload = munmap' '	fork'
check 'a plan with all keys' [ "$(wc -l <"$tmp/p.ini")" -gt 30 ]
right 'is accepted' PLAN="$tmp/p.ini"

# What only mnbench can check is refused before anything boots, too.
plan '[plan]' 'summary = x' '[cells]' 'workload = munmap' 'mode = gobal'
for goal in run regress reference; do
	run make $goal PLAN="$tmp/p.ini"
	check "make $goal refuses a wrong value of a key" \
		[ "$status:$(grep -c "p.ini:5: unknown mode 'gobal'" \
		"$tmp/err")" = 2:1 ]
done
check 'nothing was measured' [ ! -e results/p-icount-debian.json ]

# make stops there: a tree with an apt-get that must not be called.
tree=$tmp/tree
mkdir -p "$tree" "$tmp/bin"
cp -R Makefile bench docs module plans tests vm workloads "$tree/"
cat >"$tmp/bin/apt-get" <<-END
	#!/bin/sh
	echo "\$@" >>'$tmp/called'
	exit 1
END
chmod +x "$tmp/bin/apt-get"
for goal in bench run check regress reference hunt check-resume; do
	run env PATH="$tmp/bin:$PATH" make -C "$tree" $goal VENUE=moon
	check "make $goal refuses a wrong VENUE" \
		[ "$status:$(grep -c "VENUE is 'moon'" "$tmp/err")" = 2:1 ]
done
mkdir -p "$tmp/linux/arch/x86/boot" "$tmp/linux/include/config"
touch "$tmp/linux/arch/x86/boot/bzImage" "$tmp/linux/Module.symvers"
echo 6.1.0 >"$tmp/linux/include/config/kernel.release"
printf '%s\n' CONFIG_MODULES=y '# CONFIG_TMPFS is not set' >"$tmp/linux/.config"
printf 'CONFIG_%s\n' 'MODULES module' 'TMPFS guest' 'HMM_MIRROR module' \
	'PREEMPT tests' >"$tree/vm/kernel-options"
refused 'an own kernel without what is needed' \
	"KERNEL is '.*/linux', .* without CONFIG_TMPFS CONFIG_HMM_MIRROR;" \
	env KERNEL="$tmp/linux" "$tree/vm/check-arguments.sh"
printf '%s\n' CONFIG_TMPFS=y CONFIG_HMM_MIRROR=y >>"$tmp/linux/.config"
check 'an own kernel with it' env KERNEL="$tmp/linux" \
	"$tree/vm/check-arguments.sh"
check 'nothing was installed' [ ! -e "$tmp/called" ]
check 'nor built' [ ! -e "$tree/build" ]
finish
