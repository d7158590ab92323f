# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh builds a module for a kernel of another
# suite of Debian: with the compiler of that suite, in a build root. That is a
# folder in build/root with the packages that the compiler and the kernel's
# tools need. They are unpacked, not installed.
#
# A command in it runs in a mount namespace of its own, which a user who is not
# root gets with a user namespace.
# shellcheck disable=SC2154 # kernel.sh sets dir and cache, download() downloads

# Print the compiler of the kernel, for example gcc-14.
kernel_compiler() {
	sed -n 's/^CONFIG_CC_VERSION_TEXT="[^ ]*\(gcc-[0-9]*\).*/\1/p' \
		"$dir/config"
}

# Succeeds if this system can build a module for the kernel: it has the compiler
# and the libraries of the kernel's tools.
builds_here() {
	compiler=$(kernel_compiler)
	[ -z "$compiler" ] || command -v "$arch_tools$compiler" >/dev/null ||
		return
	for each in "$dir/tree/scripts/basic/fixdep" \
		"$dir/tree/scripts/mod/modpost" "$dir/tree"/tools/objtool/*; do
		! ldd "$each" 2>&1 | grep -q 'not found' || return
	done
}

# Download the packages of a build root to $1: compiler $2, and what it needs.
download_root() {
	rm -rf "$1"
	mkdir -p "$1/partial"
	open_suite "$root_suite" "$(dpkg --print-architecture)" || fail "$why"
	# The tools of the kernel itself need libraries, too.
	kbuild=$(dpkg-deb -f "$downloads"/linux-kbuild-*.deb Package)
	echo "kernel: downloading $2 of $suite to build modules with" >&2
	apt_run apt-get -qq -y -o Dir::Cache::archives="$1" --download-only \
		install "$2" make sparse ${kbuild:+"$kbuild"} dash coreutils \
		sed grep findutils diffutils mawk >"$1/log" 2>&1 ||
		fail "cannot download $2: $(sed -n 's/^E: *//p' "$1/log" |
			head -n 1)"
	close_suite
	touch "$1/complete"
}

# Make the build root for the kernel, once, and set build_root to it.
make_root() {
	compiler=$(kernel_compiler)${arch_suffix:+-$arch_gnu}
	root_suite=$(cat "$downloads/suite" 2>/dev/null) || root_suite=
	root_suite=${root_suite:-$(this_suite)}
	build_root=$cache/root/$root_suite-$compiler
	packages=$cache/download/root/$root_suite-$compiler
	mkdir -p "$cache/root" "$cache/download/root"
	exec 7>"$cache/root/lock"
	flock 7
	if [ ! -e "$build_root/complete" ]; then
		[ -e "$packages/complete" ] ||
			download_root "$packages" "$compiler"
		unpack_root
	fi
	exec 7>&-
}

unpack_root() {
	echo "kernel: unpacking $compiler" >&2
	rm -rf "$build_root"
	mkdir -p "$build_root/dev" "$build_root/proc" "$build_root/tmp"
	for each in bin sbin lib lib64; do
		mkdir -p "$build_root/usr/$each"
		ln -s "usr/$each" "$build_root/$each"
	done
	for each in "$packages"/*.deb; do
		dpkg-deb --fsys-tarfile "$each" |
			tar -x -C "$build_root" --keep-directory-symlink \
				--no-same-owner --exclude='./usr/share/doc*' \
				--exclude='./usr/share/locale*' \
				--exclude='./usr/share/man*' ||
			fail "cannot unpack '$each'"
	done
	# Links that scripts of the packages would make.
	[ -e "$build_root/bin/sh" ] || ln -s dash "$build_root/bin/sh"
	[ -e "$build_root/bin/awk" ] || ln -s mawk "$build_root/bin/awk"
	touch "$build_root/complete"
}

# Run a command in the build root, where it sees /dev and /proc.
in_root() {
	namespaces=--mount
	[ "$(id -u)" -eq 0 ] || namespaces='--map-root-user --mount'
	# shellcheck disable=SC2086 # a list
	unshare $namespaces true 2>/dev/null ||
		bad "this kernel needs $compiler of $root_suite, and" \
			"$(id -un) may make no name space here to run that in" \
			"(unshare $namespaces)"
	# shellcheck disable=SC2016,SC2086 # the inner shell expands it; a list
	unshare $namespaces sh -c '
		mount --rbind /dev "$1/dev" && mount --rbind /proc "$1/proc" &&
			exec chroot "$@"' sh "$build_root" "$@"
}

# Let $place in the build root have the headers of the kernel.
copy_headers() {
	if cmp -s "$dir/release" "$build_root$place/release" &&
		! newer "$dir/release" "$build_root$place/release"; then
		return
	fi
	rm -rf "$build_root$place"
	mkdir -p "$build_root$place/root/usr/lib"
	for each in src $(cd "$dir/root/usr" && echo lib/linux-kbuild-*); do
		copy=$build_root$place/root/usr/$each
		# Links take no space, but need the same file system.
		cp -al "$dir/root/usr/$each" "$copy" 2>/dev/null || {
			rm -rf "$copy"
			cp -a "$dir/root/usr/$each" "$copy"
		}
	done
	cp -P "$dir/tree" "$build_root$place/tree"
	cp "$dir/release" "$build_root$place/release"
}

# copy_sources FROM TO: make the sources in a folder those of another, and leave
# those that are the same as they are.
copy_sources() {
	mkdir -p "$2"
	for each in "$2"/*.[ch] "$2/Kbuild"; do
		[ -e "$1/${each##*/}" ] || rm -f "$each"
	done
	for each in "$1"/*.[ch] "$1/Kbuild"; do
		[ ! -e "$each" ] || cmp -s "$each" "$2/${each##*/}" ||
			cp "$each" "$2/"
	done
	# A module gives some names itself; they must not stay from another one.
	rm -f "$2/Module.symvers"
}

# make_in_root WORK MODULE ARGUMENT...: build in the build root the module whose
# sources are in folder WORK of $dir.
make_in_root() {
	make_root
	# Two trees that share the root may have kernels of the same name.
	sum=$(printf %s "$dir" | cksum)
	place=/kernel/${sum%% *}
	mkdir -p "$build_root$place"
	exec 6>"$build_root$place.lock"
	flock 6
	copy_headers
	copy_sources "$1" "$build_root$place/${1##*/}"
	work=$1
	module=$2
	shift 2
	in_root /usr/bin/env -i PATH=/usr/bin:/usr/sbin LC_ALL=C \
		make "-j$(nproc)" -s -C "$place/tree" "M=$place/${work##*/}" \
		"KCFLAGS=$(strict) -ffile-prefix-map=$place/=" \
		"$@" modules >&2 || return
	cmp -s "$build_root$place/${work##*/}/$module.ko" "$work/$module.ko" ||
		cp "$build_root$place/${work##*/}/$module.ko" "$work/"
	exec 6>&-
}
