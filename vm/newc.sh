# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions that write a cpio archive of the format newc, which the kernel
# unpacks (Documentation/driver-api/early-userspace/buffer-format.rst). The
# archive is the same, byte for byte, for any user, umask, time and file system.
# Device nodes need no root.

newc_inode=0

# Pad data of $1 bytes to a multiple of 4 bytes.
newc_pad() {
	head -c $(((4 - $1 % 4) % 4)) /dev/zero
}

# newc_entry MODE NAME [FILE [MAJOR MINOR]]: write one entry. MODE is octal and
# contains the file type.
newc_entry() {
	newc_inode=$((newc_inode + 1))
	newc_size=0
	[ -z "${3:-}" ] || newc_size=$(wc -c <"$3")
	newc_name=$((${#2} + 1))
	# inode mode uid gid links mtime size, device, node, name, checksum
	printf 070701
	printf %08X $newc_inode "0$1" 0 0 1 0 "$newc_size" 0 0 \
		"${4:-0}" "${5:-0}" $newc_name 0
	printf '%s\0' "$2"
	newc_pad $((110 + newc_name))
	[ -z "${3:-}" ] || cat "$3"
	newc_pad "$newc_size"
}

newc_folder() {
	newc_entry 40755 "$1"
}

newc_file() {
	newc_entry 100644 "$1" "$2"
}

newc_program() {
	newc_entry 100755 "$1" "$2"
}

# newc_folders NAME: a folder and those that it is in, each once in an archive.
newc_made=
newc_folders() {
	case $1 in
	*/*) newc_folders "${1%/*}" ;;
	esac
	case " $newc_made " in
	*" $1 "*) return 0 ;;
	esac
	newc_made="$newc_made $1"
	newc_folder "$1"
}

# newc_put NAME FILE: an executable file, after the folders that it is in.
newc_put() {
	case $1 in
	*/*) newc_folders "${1%/*}" ;;
	esac
	newc_program "$1" "$2"
}

newc_end() {
	newc_inode=-1
	newc_entry 0 'TRAILER!!!'
}
