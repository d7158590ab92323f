# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh makes the image of a kernel bootable, in
# $dir.
# shellcheck disable=SC2154 # kernel.sh sets dir and arch

# Print the unsigned little-endian number of $3 bytes at offset $2 of file $1.
number() {
	od -An -v "-tu$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

# Unpack file $1 to $2, by its first bytes. Some tools complain that something
# follows the data, so the caller must check what comes out.
decompress() {
	case $(od -An -tx1 -N 4 "$1" | tr -d ' ') in
	fd377a58) xz --single-stream -dc <"$1" ;;
	28b52ffd) zstd -dcq <"$1" ;;
	1f8b*) gzip -dc <"$1" ;;
	02214c18) lz4 -dcq <"$1" ;;
	esac >"$2" 2>/dev/null || true
}

# Unpack the ELF image in bzImage $1 to $2. Offsets: Linux' boot protocol.
unpack_x86_64() {
	offset=$((($(number "$1" 497 1) + 1) * 512 + $(number "$1" 584 4)))
	length=$(number "$1" 588 4)
	tail -c "+$((offset + 1))" "$1" | head -c "$length" >"$2.packed"
	decompress "$2.packed" "$2"
	size=$(number "$2.packed" "$((length - 4))" 4)
	rm "$2.packed"
	[ "$(wc -c <"$2")" -eq "$size" ]
}

# Unpacking takes seconds in the emulator, but not on the host. The entry of an
# unpacked image, PVH, runs instrumented code before KASAN is ready.
image_x86_64() {
	if ! grep -q '^CONFIG_PVH=y' "$2" || grep -q '^CONFIG_KASAN=y' "$2" ||
		! unpack_x86_64 "$1" "$dir/vmlinuz.new"; then
		echo "kernel: will boot slowly, from bzImage: it has no" \
			"CONFIG_PVH, or CONFIG_KASAN, or cannot be unpacked" >&2
		cp "$1" "$dir/vmlinuz.new"
	fi
	# Delay loops follow the 1 GHz clock of venue icount, uncalibrated.
	hz=$(sed -n 's/^CONFIG_HZ=//p' "$2")
	echo "${hz:+lpj=$((1000000000 / ${hz:-1}))}" >"$dir/cmdline"
}

# An image, its compressed form Image.gz, or a program for EFI that contains one
# (CONFIG_EFI_ZBOOT). Offsets: Linux' headers of both.
image_arm64() {
	if [ "$(head -c 8 "$1" | tail -c 4)" = zimg ]; then
		tail -c "+$(($(number "$1" 8 4) + 1))" "$1" |
			head -c "$(number "$1" 12 4)" >"$dir/vmlinuz.packed"
		decompress "$dir/vmlinuz.packed" "$dir/vmlinuz.new"
		rm "$dir/vmlinuz.packed"
	elif [ "$(od -An -tx1 -N 2 "$1" | tr -d ' ')" = 1f8b ]; then
		decompress "$1" "$dir/vmlinuz.new"
	else
		cp "$1" "$dir/vmlinuz.new"
	fi
	[ "$(head -c 60 "$dir/vmlinuz.new" | tail -c 4)" = ARMd ] ||
		fail "'$1' is no image of an arm64 kernel"
	# The length of delay loops follows from the counter's frequency.
	: >"$dir/cmdline"
}

# A kernel with KASAN keeps an eighth of the memory for itself, and each freed
# object for a while. It is several times slower. The first report must not be
# the last.
allow_for_kasan() {
	rm -f "$dir/memory_mb" "$dir/silence_s"
	grep -q '^CONFIG_KASAN=y' "$dir/config" || return 0
	echo 2048 >"$dir/memory_mb"
	echo 1200 >"$dir/silence_s"
	echo "$(cat "$dir/cmdline") kasan_multi_shot" >"$dir/cmdline.new"
	mv "$dir/cmdline.new" "$dir/cmdline"
}

# Make vmlinuz, config, cmdline, memory_mb and silence_s of image $1 and
# configuration $2.
bootable() {
	cp "$2" "$dir/config"
	"image_$arch" "$1" "$2"
	allow_for_kasan
	mv "$dir/vmlinuz.new" "$dir/vmlinuz"
}
