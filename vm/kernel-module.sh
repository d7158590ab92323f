# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh builds a module for the kernel that is
# prepared in $dir.
# shellcheck disable=SC2154 # kernel.sh sets dir, top and the architecture

# Print the option that makes each warning an error: while mnbench is developed,
# but not where a newer compiler warns of what nobody has seen yet.
strict() {
	if [ -n "${WERROR-}" ]; then
		[ "$WERROR" = 0 ] || echo -Werror
	elif [ -e "$top/.git" ]; then
		echo -Werror
	fi
}

# Link source $1 to folder $2. The sources of an installed suite have the date
# of its package, which may be older than what another version has left there;
# a copy has the date of now.
give_source() {
	if [ ! -e "$top/agent" ]; then
		ln -sf "$1" "$2/"
	elif ! cmp -s "$1" "$2/$(basename "$1")"; then
		cp -f "$1" "$2/"
	fi
}

# make_here WORK ARGUMENT...: build the module in folder WORK.
make_here() {
	work=$1
	shift
	compiler=
	# A kernel that was built with a compiler of another version wants that.
	is_of_debian || compiler=$(own_compiler)
	# Without the flags and variables of a make that runs this script.
	env -u ARCH MAKEFLAGS= make "-j$(nproc)" -s -C "$dir/tree" "M=$work" \
		${compiler:+"CC=$compiler"} \
		"KCFLAGS=$(strict) -ffile-prefix-map=$dir/= -ffile-prefix-map=$top/=" \
		"$@" modules >&2
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
		[ ! -e "$source" ] || give_source "$source" "$work"
	done
	# BTF would need an ELF image of the kernel with debug information.
	set -- W=1 CONFIG_DEBUG_INFO_BTF_MODULES=
	# Debian's headers find the cross compiler by the variables of dpkg.
	[ -z "$arch_suffix" ] || set -- "$@" "ARCH=$arch" \
		"CROSS_COMPILE=$arch_tools" "DEB_HOST_ARCH=$arch_debian" \
		"DEB_HOST_GNU_TYPE=$arch_gnu"
	[ -z "${SPARSE:-}" ] || set -- "$@" C=2 CF=-Wsparse-error
	if is_of_debian && ! builds_here; then
		make_in_root "$work" "$module" "$@"
	else
		make_here "$work" "$@"
	fi || fail "the module $module does not build"
	if ! newer "$ko" "$work/$module.ko"; then
		"${arch_tools}strip" --strip-debug -o "$ko" "$work/$module.ko"
	fi
}
