#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what the hunt and the guest tests take from the kernel that KERNEL
# names: its modes, options, memory and time limits. The scripts that prepare
# and boot a kernel are replaced.
set -u
. tests/e2e/lib.sh

tree=$tmp/tree
kernel=$tree/build/kernel/other
mkdir -p "$tree/tests" "$tree/vm" "$kernel"
cp tests/guest.sh tests/hunt.sh tests/run.sh tests/suite.sh \
	tests/lib-guest-folder.sh tests/lib-suites.sh "$tree/tests/"
cp -R vm/arch vm/arch.sh vm/kernel-needs.sh vm/kernel-options \
	"$tree/vm/"
touch "$kernel/vmlinuz" "$kernel/mnbench.ko"
echo x86_64 >"$kernel/arch"
echo quiet >"$kernel/cmdline"
sed -n 's/^\(CONFIG_[A-Z0-9_]*\)	.*/\1=y/p' vm/kernel-options \
	>"$kernel/config"

# program NAME LINE...: write a script of the tree.
program() {
	file=$tree/$1
	shift
	printf '%s\n' '#!/bin/sh' "$@" >"$file"
	chmod +x "$file"
}
# shellcheck disable=SC2016 # the scripts expand these
{
	program vm/kernel.sh 'case $1 in' '--name) echo other ;;' \
		'--arch) echo x86_64 ;;' 'esac'
	program vm/initramfs.sh 'touch "$1"'
	program vm/boot.sh 'echo "ok 1 booted" >"$1/answers"' \
		'for file in memory_mb silence_s; do' \
		'[ ! -e "$1/$file" ] || echo "# $file $(cat "$1/$file")"' \
		'done >>"$1/answers"' 'cat "$1/cmdline" >>"$1/answers"'
	program tests/unsupported.sh 'echo ,twopass'
	program tests/guest-modules.sh ':'
	program build/mnbench '[ "$*" = "list modes --kernel other" ] ||' \
		'{ echo "no kernel debian"; exit 2; }' 'echo "chunked  text"'
}
# hunt [VARIABLE=VALUE...]
hunt() {
	run env KERNEL=/kernels/other STEPS=10 "$@" "$tree/tests/hunt.sh"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
}

hunt
check 'a hunt on another kernel' [ "$status" -eq 0 ]
check 'has its arguments' grep -q '^quiet preempt=full' "$tmp/out"
check 'and the modes that it lacks' \
	grep -q 'MNBENCH_UNSUPPORTED=,twopass' "$tmp/out"
check 'and the default of memory and time' \
	[ "$(grep -c '^# memory_mb\|^# silence_s' "$tmp/out")" = 0 ]
hunt MODE=chunked
check 'MODE is a mode of that kernel' [ "$status" -eq 0 ]
refused 'and not another' "MODE='best'" env KERNEL=/kernels/other MODE=best \
	"$tree/tests/hunt.sh"

# Let kernel.sh's functions make the kernel bootable, with an image of a stub.
# shellcheck disable=SC2034,SC2317 # these functions use the variables
bootable_as() {
	(
		dir=$kernel
		arch=stub
		. vm/kernel-image.sh
		image_stub() {
			touch "$dir/vmlinuz.new"
			echo quiet >"$dir/cmdline"
		}
		cp "$kernel/config" "$tmp/config"
		bootable "$kernel/vmlinuz" "$tmp/config"
	)
}
bootable_as
check 'a kernel without KASAN needs nothing' [ ! -e "$kernel/memory_mb" ]
echo CONFIG_KASAN=y >>"$kernel/config"
bootable_as
hunt
check 'one with KASAN has more memory' grep -qx '# memory_mb 2048' "$tmp/out"
check 'and more time' grep -qx '# silence_s 1200' "$tmp/out"
check 'and reports more than one defect' grep -q kasan_multi_shot "$tmp/out"
hunt MEMORY_MB=4096
check 'MEMORY_MB is the memory' grep -qx '# memory_mb 4096' "$tmp/out"
check 'and that of the kernel stays' [ "$(cat "$kernel/memory_mb")" = 2048 ]

sed -i /CROSS_MEMORY_ATTACH/d "$kernel/config"
refused 'a kernel without an option that the tests need' \
	"need CONFIG_CROSS_MEMORY_ATTACH, which kernel '/kernels/other'" \
	env KERNEL=/kernels/other "$tree/tests/hunt.sh"
run env KERNEL=/kernels/other "$tree/tests/run.sh" guest
check 'fails the guest tests' [ "$status" -eq 1 ]
check 'with the same words' \
	grep -q 'the tests need CONFIG_CROSS_MEMORY_ATTACH, which' "$tmp/out"

finish
