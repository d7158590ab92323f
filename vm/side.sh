#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# side.sh KERNEL SIDE: prepare a side of `mnbench ab`.
# side.sh --check KERNEL SIDE: print a line each with what kind of side it is,
#	SIDE by a name that stays, and the kernel as `mnbench run --kernel`
#	takes it. Builds nothing.
# side.sh --label KERNEL SIDE: print what its results are named after.
#
# SIDE is
#	kernel	what kernel.sh takes: `debian`, debian:VERSION, `running`, or
#		the folder of a kernel build. It is measured with the module
#		and the agent of this tree; or
#	module	a commit of this repository (REV or commit:REV), or another
#		folder of this suite: its module and its agent are measured on
#		KERNEL, which is what kernel.sh takes.
#
# A kernel build is prepared in build/kernel, in a folder of its own for each
# path, because two builds may have the same name and release. A commit is
# checked out and built in build/ab; its prepared kernel has links to that of
# this tree. build/ stands for the folder that cache.sh sets. The label has the
# output of git describe, or the kernel's release where there is no repository.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/cache.sh
. "$top/vm/cache.sh"
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"

bad() {
	echo "$*" >&2
	exit 2
}

# Succeeds if folder $1 is the top of a git repository.
is_repository() {
	[ "$(git -C "$1" rev-parse --show-cdup 2>/dev/null || echo no)" = '' ]
}

# Succeeds if $1 is a kernel that has a name.
is_name() {
	case $1 in
	debian | debian:* | running) ;;
	*) return 1 ;;
	esac
}

is_suite() {
	[ -e "$1/module/Kbuild" ] && [ -d "$1/bench/agent" ] &&
		[ -x "$1/vm/kernel.sh" ]
}

# Set kind and, by kind: kernel: spec and folder; module: commit, or source.
find_folder() {
	source=$(cd "$side" && pwd)
	if arch=$(kernel_build_arch "$source"); then
		kind=kernel
		spec=$source
		sum=$(printf %s "$spec" | cksum)
		read_arch "$arch"
		folder=$(basename "$spec")-${sum%% *}$arch_suffix
	elif is_suite "$source"; then
		kind=module
	else
		bad "'$side' is neither $kernel_build" \
			"nor a folder of mnbench"
	fi
}

find_commit() {
	kind=module
	is_repository "$top" ||
		bad "'$side' is no folder, and $top is no git repository that" \
			"could have it as a commit"
	commit=$(git -C "$top" rev-parse --verify --quiet \
		"${side#commit:}^{commit}") ||
		bad "'$side' is neither a folder nor a commit of mnbench"
	source=$cache/ab/$(echo "$commit" | cut -c 1-12)
}

find_side() {
	commit=
	if is_name "$side"; then
		kind=kernel
		spec=$side
		folder=$("$top/vm/kernel.sh" --name "$spec" 2>&1) ||
			bad "${folder#*: }"
	elif [ "${side#commit:}" = "$side" ] && [ -d "$side" ]; then
		find_folder
	else
		find_commit
	fi
	[ "$kind" = module ] || return 0
	folder=$("$top/vm/kernel.sh" --name "$kernel" 2>&1) ||
		bad "KERNEL: ${folder#*: }"
}

# Print the path or name that `mnbench run --kernel` takes.
prepared() {
	if [ "$kind" = kernel ]; then
		echo "$folder"
	elif [ "$source" = "$top" ]; then
		echo "$cache/kernel/$folder"
	elif [ "$(pwd -P)" = "$(cd "$top" && pwd -P)" ]; then
		echo "${source#"$top"/}/build/kernel/$folder"
	else
		echo "$source/build/kernel/$folder"
	fi
}

# Print SIDE so that it means the same later, and from another folder.
lasting() {
	if [ "$kind" = kernel ]; then
		echo "$spec"
	elif [ -n "$commit" ]; then
		echo "commit:$(basename "$source")"
	else
		echo "$source"
	fi
}

check_out() {
	[ ! -e "$source" ] || return 0
	rm -rf "$source.new"
	mkdir -p "$source.new"
	git -C "$top" archive "$commit" | tar -x -C "$source.new"
	is_suite "$source.new" ||
		bad "'$side' has no module, agent and vm/kernel.sh to build"
	mv "$source.new" "$source"
}

# Let the kernel that is prepared in $1 be prepared in $2, all but the module.
# Debian's headers are in `root`. A link to that would show in the module, which
# names headers by their place.
link_kernel() {
	[ ! -e "$2/release" ] ||
		[ -n "$(find "$1/release" -newer "$2/release")" ] || return 0
	rm -rf "$2"
	mkdir -p "$2"
	for file in root tree modules cmdline config vmlinuz release; do
		[ ! -e "$1/$file" ] || cp -Ral "$1/$file" "$2/$file"
	done
}

# As its own make would; that which runs this script has other flags.
make_program() {
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
		make --no-print-directory -C "$source" "-j$(nproc)" \
		ARCH="$arch" "$1"
}

prepare_module() {
	[ -z "$commit" ] || check_out
	"$top/vm/kernel.sh" "$kernel"
	work=$source/build/kernel/$folder
	if [ "$source" != "$top" ]; then
		mkdir -p "$source/build" "$cache/root"
		for each in download root; do
			[ -e "$source/build/$each" ] ||
				ln -sfn "$cache/$each" "$source/build/$each"
		done
		link_kernel "$cache/kernel/$folder" "$work"
		# Another folder of mnbench builds in itself.
		env -u MNBENCH_CACHE "$source/vm/kernel.sh" "$kernel"
	fi
	arch=$(cat "$cache/kernel/$folder/arch" 2>/dev/null || native_arch)
	read_arch "$arch"
	make_program "$arch_programs/agent"
	# Older commits have no such agent, and it needs a library.
	make_program "$arch_programs/agent-jemalloc" >/dev/null 2>&1 || true
	[ "$source" = "$top" ] ||
		ln -sfn "../../../$arch_programs/agent" "$work/agent"
}

prepare() {
	if [ "$kind" = module ]; then
		prepare_module
	elif is_name "$spec"; then
		"$top/vm/kernel.sh" "$spec"
	else
		"$top/vm/kernel.sh" --to "$folder" "$spec"
	fi
}

# Print what git calls folder $1, or else $2.
describe() {
	is_repository "$1" && git -C "$1" describe --always --abbrev=12 \
		--dirty 2>/dev/null || echo "$2"
}

label() {
	if [ "$kind" = kernel ] && is_name "$spec"; then
		echo "${spec%%:*}-$(cat "$cache/kernel/$folder/release")"
	elif [ "$kind" = kernel ]; then
		tree=$spec
		# A build in a folder of its own has a link to the sources.
		[ ! -d "$spec/source" ] || tree=$(cd "$spec/source" && pwd -P)
		describe "$tree" "$(cat "$spec/include/config/kernel.release")"
	elif [ -n "$commit" ]; then
		name=$(git -C "$top" describe --always --abbrev=12 "$commit")
		echo "mnbench-$name-$folder"
	else
		name=$(describe "$source" "$(basename "$source")")
		echo "mnbench-$name-$folder"
	fi | tr -c 'A-Za-z0-9._+\n-' '-'
}

action=prepare
case ${1:-} in
--check | --label)
	action=${1#--}
	shift
	;;
esac
[ $# -eq 2 ] || bad "usage: $0 [--check | --label] KERNEL SIDE"
kernel=$1
side=$2
find_side
case $action in
check) printf '%s\n' "$kind" "$(lasting)" "$(prepared)" ;;
label) label ;;
prepare) prepare >&2 ;;
esac
