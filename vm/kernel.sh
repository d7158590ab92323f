#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel.sh SPEC: prepare a guest kernel and build the module mnbench for it.
# kernel.sh --module FOLDER [--as NAME] SPEC: the same, but build the module of
#	FOLDER, to the file NAME.ko; default: the name of the module.
# kernel.sh --to NAME SPEC: prepare it in build/kernel/NAME.
# kernel.sh --name SPEC: print the name of the kernel's folder in build/kernel.
#
# SPEC is `debian`, the kernel of this system's package linux-image-amd64, or
# the folder of an own kernel build. Debian's packages are unpacked in build/,
# not installed, and the headers of the host are not used. A kernel that was
# prepared before is kept, and the module is rebuilt if its sources have
# changed. With SPARSE=1 sparse also checks the module.
#
# build/kernel/NAME/
#	vmlinuz		the image to boot, ELF if possible, otherwise bzImage
#	cmdline		arguments for the kernel command line
#	release, config
#	modules		link to the folder of the kernel's own modules
#	modes/MODE	for each mode that is a driver of the kernel: an archive
#			with the kernel modules that it needs, as
#			/modules/MODE-NN-NAME.ko in the order to load them; or
#	modes/MODE.unsupported	why this kernel does not support the mode
#	mnbench.ko	the module without debug information
#	agent		if it exists, the agent to measure with (side.sh)
#	module/mnbench.ko	the same with debug information; other modules
#			have a folder with the name of their sources' folder
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/newc.sh
. "$top/vm/newc.sh"
downloads=$top/build/download/debian

fail() {
	echo "$0: $*" >&2
	exit 1
}

bad() {
	echo "$0: $*" >&2
	exit 2
}

# Succeeds if file $1 exists and is newer than $2.
newer() {
	[ -e "$1" ] && [ -n "$(find "$1" -newer "$2")" ]
}

# Print the package on which $1 depends and whose name starts with $2.
dependency() {
	apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \($2.*\)/\1/p" | head -n 1
}

# Print the packages of release $2 that package $1 consists of, since Linux 7.
parts() {
	apt-cache depends "$1" 2>/dev/null |
		sed -n "s/^ *Depends: \(linux-.*-$2\)\$/\1/p"
}

download() {
	[ ! -e "$downloads/complete" ] || return 0
	command -v apt-get >/dev/null ||
		bad "no apt on this system:" \
			"give the folder of an own kernel build"
	image=$(dependency linux-image-amd64 linux-image-)
	[ -n "$image" ] ||
		bad "apt knows no linux-image-amd64: run 'make deps'" \
			"or give the folder of an own kernel build"
	headers=linux-headers-${image#linux-image-}
	common=$(dependency "$headers" linux-headers-)
	kbuild=$(dependency "$headers" linux-kbuild-)
	parts=$(parts "$image" "${image#linux-image-}")
	echo "kernel: downloading $image and its headers" >&2
	rm -rf "$downloads"
	mkdir -p "$downloads"
	# Started by root, apt would run as a user who may not write here.
	# shellcheck disable=SC2086 # a list
	(cd "$downloads" && apt-get -qq -o APT::Sandbox::User=root download \
		"$image" $parts "$headers" ${common:+"$common"} \
		${kbuild:+"$kbuild"}) >&2 ||
		fail "download failed; outdated package lists?" \
			"Try 'apt-get update'"
	echo "${image#linux-image-}" >"$downloads/complete"
}

prepare_debian() {
	release=$(cat "$downloads/complete")
	echo "kernel: unpacking $release" >&2
	rm -rf "$dir/root"
	for package in "$downloads"/*.deb; do
		dpkg-deb -x "$package" "$dir/root"
	done
	# These Makefiles contain the path at which they would be installed.
	# shellcheck disable=SC2016 # make expands it
	sed -i 's,/usr/src/,$(dir $(lastword $(MAKEFILE_LIST)))../,' \
		"$dir/root/usr/src/linux-headers-$release/Makefile"
	modules=root/usr/lib/modules/$release
	[ -d "$dir/$modules" ] || modules=root/lib/modules/$release
	# From Linux 7 on everything is beside the modules.
	if [ -e "$dir/$modules/vmlinuz" ]; then
		bootable "$dir/$modules/vmlinuz" "$dir/$modules/config"
	else
		bootable "$dir/root/boot/vmlinuz-$release" \
			"$dir/root/boot/config-$release"
	fi
	ln -sfn "$modules" "$dir/modules"
	ln -sfn "root/usr/src/linux-headers-$release" "$dir/tree"
	echo "$release" >"$dir/release"
}

# The kernel options that the module and the guest need.
needed_options() {
	sed -n 's/^\(CONFIG_[A-Z0-9_]*\)[[:space:]].*/\1/p' \
		"$top/vm/kernel-options"
}

# Fail if configuration $1 does not have what the module and the guest need: the
# module would not build, or the guest would stop without a message.
check_config() {
	missing=
	for option in $(needed_options); do
		grep -q "^$option=y" "$1" || missing="$missing $option"
	done
	[ -z "$missing" ] ||
		bad "'$1' does not have =y for$missing, see vm/kernel-options"
}

prepare_own() {
	check_config "$spec/.config"
	# Another folder of the same name may have left objects.
	rm -rf "$dir/module" "$dir/mnbench.ko"
	bootable "$spec/arch/x86/boot/bzImage" "$spec/.config"
	ln -sfn "$spec" "$dir/modules"
	ln -sfn "$spec" "$dir/tree"
	cp "$spec/include/config/kernel.release" "$dir/release"
}

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

# build_module SOURCES [NAME]: build the module in folder SOURCES to
# $dir/NAME.ko; default: the name of the module. Kbuild writes to the folder of
# the sources, so give it a folder of links.
build_module() {
	module=$(sed -n 's/^obj-m := \(.*\)\.o$/\1/p' "$1/Kbuild")
	work=$dir/$(basename "$1")
	ko=$dir/${2:-$module}.ko
	mkdir -p "$work"
	find "$work" -type l ! -exec test -e {} \; -delete
	for source in "$1"/*.[ch] "$1/Kbuild"; do
		[ ! -e "$source" ] || ln -sf "$source" "$work/"
	done
	# BTF would need an ELF image of the kernel with debug information.
	set -- -s -C "$dir/tree" "M=$work" W=1 \
		CONFIG_DEBUG_INFO_BTF_MODULES= \
		"KCFLAGS=-Werror -ffile-prefix-map=$dir/= -ffile-prefix-map=$top/="
	[ -z "${SPARSE:-}" ] || set -- "$@" C=2 CF=-Wsparse-error
	# Without the flags and variables of a make that runs this script.
	MAKEFLAGS='' make "-j$(nproc)" "$@" modules >&2 ||
		fail "the module $module does not build"
	if ! newer "$ko" "$work/$module.ko"; then
		strip --strip-debug -o "$ko" "$work/$module.ko"
	fi
}

# Print the file of the kernel's module $1, compressed or not. A dash in its
# name may be an underscore.
find_module() {
	pattern=$(echo "$1" | sed 's/[-_]/[-_]/g')
	path=$(sed -n "s/\.k\{0,1\}o\$//; \,\(^\|/\)$pattern\$,p" \
		"$dir/modules/modules.order" 2>/dev/null | head -n 1)
	[ -n "$path" ] || return 1
	for form in '' .xz .zst .gz; do
		[ -e "$dir/modules/$path.ko$form" ] || continue
		echo "$dir/modules/$path.ko$form"
		return
	done
	return 1
}

# Copy module file $1 to $2, uncompressed, because not all kernels can
# uncompress it, and without debug information.
copy_module() {
	case $1 in
	*.xz) xz -dc "$1" >"$2" ;;
	*.zst) zstd -dcq "$1" >"$2" ;;
	*.gz) gzip -dc "$1" >"$2" ;;
	*) cp "$1" "$2" ;;
	esac && strip --strip-debug "$2"
}

# Copy module $1 and the modules on which it depends to folder $2, and print
# their names in the order to load them. If one is missing, print its name and
# fail.
collect_modules() {
	queue=$1
	order=
	while [ -n "$queue" ]; do
		module=${queue%% *}
		queue=${queue#"$module"}
		queue=${queue# }
		if [ ! -e "$2/$module" ] && { ! file=$(find_module "$module") ||
			! copy_module "$file" "$2/$module"; }; then
			echo "$module"
			return 1
		fi
		# Before all modules until now.
		order="$module $(echo " $order " | sed "s/ $module / /")"
		depends=$(objcopy -O binary --only-section=.modinfo \
			"$2/$module" /dev/stdout | tr '\0' '\n' |
			sed -n 's/^depends=//p' | tr ',' ' ')
		queue="$queue${queue:+${depends:+ }}$depends"
	done
	echo "$order"
}

# write_modules MODE NAME...: print the archive of a mode with these modules.
write_modules() {
	mode=$1
	shift
	newc_folder modules
	i=0
	for module; do
		newc_file "modules/$mode-$(printf %02d $i)-$module.ko" \
			"$folder/$module"
		i=$((i + 1))
	done
	newc_end
}

# Prepare mode $1, which needs configuration $2; if that is =m, load module $3.
prepare_mode() {
	folder=$dir/modes/$1.new
	rm -rf "$folder"
	mkdir -p "$folder"
	reason=
	order=
	if grep -q "^CONFIG_$2=m" "$dir/config"; then
		order=$(collect_modules "$3" "$folder") ||
			reason="needs $order.ko, which is not among this kernel's modules"
	elif ! grep -q "^CONFIG_$2=y" "$dir/config"; then
		reason="needs $3.ko, which this kernel does not have (CONFIG_$2)"
	fi
	if [ -n "$reason" ]; then
		echo "$reason" >"$folder/unsupported"
		mv "$folder/unsupported" "$dir/modes/$1.unsupported"
		rm -f "$dir/modes/$1"
	else
		# shellcheck disable=SC2086 # a list
		write_modules "$1" $order >"$folder/archive"
		mv "$folder/archive" "$dir/modes/$1"
		rm -f "$dir/modes/$1.unsupported"
	fi
	rm -rf "$folder"
}

name_only=
to=
if [ "${1:-}" = --name ]; then
	name_only=1
	shift
elif [ "${1:-}" = --to ] && [ $# -gt 1 ]; then
	to=$2
	shift 2
fi
sources=$top/module
ko_name=
if [ "${1:-}" = --module ] && [ $# -gt 1 ]; then
	[ -e "$2/Kbuild" ] || bad "no Kbuild in '$2'"
	sources=$(cd "$2" && pwd)
	shift 2
	if [ "${1:-}" = --as ] && [ $# -gt 1 ]; then
		ko_name=$2
		shift 2
	fi
fi
[ $# -eq 1 ] ||
	bad "usage: $0 [--name | --to NAME] [--module FOLDER [--as NAME]]" \
		"debian|FOLDER"
spec=$1
if [ "$spec" = debian ]; then
	name=debian
elif [ -e "$spec/arch/x86/boot/bzImage" ] && [ -e "$spec/.config" ] &&
	[ -e "$spec/Module.symvers" ]; then
	spec=$(cd "$spec" && pwd)
	name=$(basename "$spec")-$(cat "$spec/include/config/kernel.release")
else
	bad "'$spec' is neither 'debian' nor the folder of a kernel build" \
		"(arch/x86/boot/bzImage, .config, Module.symvers)"
fi
if [ -n "$name_only" ]; then
	echo "$name"
	exit
fi

dir=$top/build/kernel/${to:-$name}
mkdir -p "$dir"
exec 9>"$dir/lock"
flock 9
if [ "$spec" = debian ]; then
	download
	[ -e "$dir/release" ] || prepare_debian
elif ! newer "$dir/release" "$spec/arch/x86/boot/bzImage" ||
	[ "$(readlink "$dir/tree")" != "$spec" ]; then
	prepare_own
fi
build_module "$sources" "$ko_name"
# The emulated CPU has the virtualization of AMD.
prepare_mode kvm KVM_AMD kvm-amd
