#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of architectures: which emulator boots a guest, which kernel is
# prepared, and which agent measures. QEMU is not real, and nothing is built.
set -u
. tests/e2e/lib.sh
top=$PWD
. vm/arch.sh

foreign=arm64
[ "$(native_arch)" != arm64 ] || foreign=x86_64

# A guest of each architecture: what its QEMU is given.
mkdir "$tmp/bin" "$tmp/guest"
for arch in x86_64 aarch64; do
	cat >"$tmp/bin/qemu-system-$arch" <<-'END'
		#!/bin/sh
		echo 'QEMU emulator version 10.0.2'
	END
	chmod +x "$tmp/bin/qemu-system-$arch"
done
touch "$tmp/guest/vmlinuz" "$tmp/guest/initrd"
# command_of ARCH: the command line of a guest whose file arch holds that.
command_of() {
	echo "$1" >"$tmp/guest/arch"
	run env PATH="$tmp/bin:$PATH" vm/boot.sh "$tmp/guest"
	paste -sd ' ' "$tmp/guest/command"
}
command_of x86_64 >"$tmp/x86_64"
check 'a guest of x86_64' grep -q \
	'^qemu-system-x86_64 .* -machine pc-.* tsc_early_khz=1000000 ' "$tmp/x86_64"
command_of arm64 >"$tmp/arm64"
check 'a guest of arm64' grep -q \
	'^qemu-system-aarch64 .* -machine virt-.*cntfrq=1000000000 ' "$tmp/arm64"
check 'has no argument for another clock' sh -c "! grep -q tsc '$tmp/arm64'"
rm "$tmp/guest/arch"
run env PATH="$tmp/bin:$PATH" vm/boot.sh "$tmp/guest"
check "without the file it is this machine's" cmp -s "$tmp/$(native_arch)" - \
	<<-END
		$(paste -sd ' ' "$tmp/guest/command")
	END
echo z80 >"$tmp/guest/arch"
refused 'a guest of an unknown one' \
	"arch holds 'z80'; allowed: arm64, x86_64" vm/boot.sh "$tmp/guest"

# Kernels.
check "Debian's kernel of this machine" \
	[ "$(ARCH='' vm/kernel.sh --name debian)" = debian ]
check 'that of another architecture has its own name' \
	[ "$(ARCH=$foreign vm/kernel.sh --name debian)" = "debian-$foreign" ]
check 'which says its architecture' \
	[ "$(vm/kernel.sh --arch "debian-$foreign")" = "$foreign" ]
refused 'another unknown name' "'debian-z80' is no kernel" \
	vm/kernel.sh --arch debian-z80
refused 'an unknown architecture' "ARCH is 'z80'; allowed: arm64, x86_64" \
	env ARCH=z80 vm/kernel.sh --name debian

# The same on a machine of the other architecture.
case $foreign in
arm64) other=aarch64 ;;
*) other=$foreign ;;
esac
printf '#!/bin/sh\necho %s\n' $other >"$tmp/bin/uname"
chmod +x "$tmp/bin/uname"
native=$(native_arch)
there() {
	env PATH="$tmp/bin:$PATH" "$@"
}
check 'there Debian has the other kernel' \
	[ "$(there ARCH='' vm/kernel.sh --arch debian)" = $foreign ]
check 'without an ending' [ "$(there ARCH='' vm/kernel.sh --name debian)" = \
	debian ]
check 'and that of this machine has one' \
	[ "$(there ARCH="$native" vm/kernel.sh --name debian)" = "debian-$native" ]
check 'make builds for it' sh -c "PATH='$tmp/bin:$PATH' \
	make -n ARCH='$native' build/$native/agent 2>/dev/null |
	grep -q -- '-gcc .*-o build/$native/agent'"
rm "$tmp/bin/uname"

own=$tmp/own
mkdir -p "$own/arch/arm64/boot" "$own/include/config"
touch "$own/arch/arm64/boot/Image" "$own/.config" "$own/Module.symvers"
echo 6.1.0 >"$own/include/config/kernel.release"
check 'a kernel build has its architecture' \
	[ "$(ARCH='' vm/kernel.sh --arch "$own")" = arm64 ]
refused 'another one for it' \
	"ARCH is 'x86_64', and KERNEL '.*' is for arm64" \
	env ARCH=x86_64 KERNEL="$own" vm/check-arguments.sh
refused 'its configuration' "does not have =y for.* CONFIG_ARM64_4K_PAGES" \
	env MNBENCH_CACHE="$tmp/cache" vm/kernel.sh "$own"
for venue in host kvm; do
	refused "another architecture in venue $venue" \
		"ARCH is '$foreign'; venue $venue measures this machine" \
		env ARCH="$foreign" VENUE=$venue VENUES=$venue \
		vm/check-arguments.sh
done

# Images of arm64 have a mark behind 56 bytes.
head -c 56 /dev/zero >"$tmp/Image"
printf 'ARMd%01000d' 0 >>"$tmp/Image"
gzip -c "$tmp/Image" >"$tmp/Image.gz"
# The header of a program for EFI: where the packed image is, in 4 + 4 bytes.
size=$(wc -c <"$tmp/Image.gz")
{
	printf 'MZ\0\0zimg\100\0\0\0'
	# shellcheck disable=SC2059 # the bytes
	printf "\\$(printf %o $((size % 256)))\\$(printf %o $((size / 256)))\0\0"
	head -c 48 /dev/zero
	cat "$tmp/Image.gz"
	echo more
} >"$tmp/zboot"
# shellcheck disable=SC2034,SC2317 # for the functions that are read here
image() (
	dir=$tmp/prepared
	arch=arm64
	mkdir -p "$dir"
	fail() { exit 1; }
	. vm/kernel-image.sh
	bootable "$1" "$own/.config"
	cmp -s "$dir/vmlinuz" "$tmp/Image"
)
check 'an image' image "$tmp/Image"
check 'a compressed image' image "$tmp/Image.gz"
check 'an image in a program for EFI' image "$tmp/zboot"
not image "$own/Module.symvers"
ok $? 'no image'

# The agent of another architecture.
mkdir -p "$tmp/kernel"
touch "$tmp/kernel/vmlinuz" "$tmp/kernel/mnbench.ko"
ln -s no-agent "$tmp/kernel/agent"
refused 'a kernel whose agent is not built' \
	'the agent is not built: no .*/kernel/agent' \
	"$mnbench" run --plan quick --kernel "$tmp/kernel" -o "$tmp/r.json"
finish
