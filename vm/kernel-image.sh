# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh makes the image of a kernel bootable, in
# $dir.
# shellcheck disable=SC2154 # kernel.sh sets dir

# Print the unsigned little-endian number of $3 bytes at offset $2 of file $1.
number() {
	od -An -v "-tu$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

# Unpack the ELF image in bzImage $1 to $2. Offsets: Linux' boot protocol.
unpack() {
	offset=$((($(number "$1" 497 1) + 1) * 512 + $(number "$1" 584 4)))
	length=$(number "$1" 588 4)
	tail -c "+$((offset + 1))" "$1" | head -c "$length" >"$2.packed"
	case $(od -An -tx1 -N 4 "$2.packed" | tr -d ' ') in
	fd377a58) set -- "$1" "$2" xz --single-stream -dc ;;
	28b52ffd) set -- "$1" "$2" zstd -dcq ;;
	1f8b*) set -- "$1" "$2" gzip -dc ;;
	02214c18) set -- "$1" "$2" lz4 -dcq ;;
	*) set -- "$1" "$2" false ;;
	esac
	out=$2
	shift 2
	# Some tools complain that the size of the image follows the data.
	"$@" <"$out.packed" >"$out" 2>/dev/null || true
	size=$(number "$out.packed" "$((length - 4))" 4)
	rm "$out.packed"
	[ "$(wc -c <"$out")" -eq "$size" ]
}

# Make vmlinuz, config and cmdline of bzImage $1 and configuration $2.
bootable() {
	cp "$2" "$dir/config"
	# Unpacking takes seconds in the emulator, but not on the host. The
	# entry of an unpacked image, PVH, runs instrumented code before KASAN
	# is ready.
	if ! grep -q '^CONFIG_PVH=y' "$2" || grep -q '^CONFIG_KASAN=y' "$2" ||
		! unpack "$1" "$dir/vmlinuz.new"; then
		echo "kernel: will boot slowly, from bzImage: it has no" \
			"CONFIG_PVH, or CONFIG_KASAN, or cannot be unpacked" >&2
		cp "$1" "$dir/vmlinuz.new"
	fi
	mv "$dir/vmlinuz.new" "$dir/vmlinuz"
	# Delay loops follow the 1 GHz clock of venue icount, uncalibrated.
	hz=$(sed -n 's/^CONFIG_HZ=//p' "$2")
	echo "${hz:+lpj=$((1000000000 / ${hz:-1}))}" >"$dir/cmdline"
}
