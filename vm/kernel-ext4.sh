# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A shell function with which kernel.sh adds an empty file system to what the
# guest's kernel needs for files on ext4.
# shellcheck disable=SC2154 # kernel.sh sets dir

# All that is not zero of the file system, but for copies of its superblock.
ext4_head_kib=512

# make_ext4 FILE: make an empty file system of 4 GiB in FILE, the same ones each
# time. Without a journal nothing is written that nobody asked for.
make_ext4() {
	extended=hash_seed=6d6e6265-6e63-4800-8000-000000000002
	extended=$extended,lazy_itable_init=0,nodiscard,root_owner=0:0
	truncate -s 4G "$1" &&
		MKE2FS_CONFIG=/dev/null E2FSPROGS_FAKE_TIME=1704067200 \
			PATH="$PATH:/usr/sbin:/sbin" mke2fs -q -F -t ext4 \
			-b 4096 -I 256 -N 512 -m 0 -G 64 -O \
			none,extent,filetype,sparse_super,large_file,flex_bg \
			-U 6d6e6265-6e63-4800-8000-000000000001 \
			-E "$extended" "$1" >/dev/null 2>&1
}

# Add the file /ext4.head to the archive needs/ext4, if the kernel has ext4. The
# agent copies it to a disk in memory (agent/activity_memory.c).
prepare_ext4() {
	# Before 6.15 ext4 asks for this module by name.
	generic=
	! find_module crc32c_generic >/dev/null || generic=crc32c_generic
	# shellcheck disable=SC2086 # none or one
	prepare_modules needs/ext4 EXT4_FS ext4 $generic
	[ -e "$dir/needs/ext4" ] || return 0
	if make_ext4 "$dir/ext4.new"; then
		head -c "${ext4_head_kib}K" "$dir/ext4.new" >"$dir/ext4.head"
		{
			newc_file ext4.head "$dir/ext4.head"
			newc_end
		} >>"$dir/needs/ext4"
	else
		echo "needs mke2fs on the machine that prepares it" \
			>"$dir/needs/ext4.unsupported"
		rm -f "$dir/needs/ext4"
	fi
	rm -f "$dir/ext4.new" "$dir/ext4.head"
}
