# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A scratch tree, whose module a test may change; the module of this tree is
# never changed. Both use the kernel of this tree. Read this file after
# e2e/lib.sh, in the top folder.
# shellcheck disable=SC2154 # which sets tmp

# scratch_tree FOLDER: copy the sources, and prepare the Debian kernel without
# the module, which `make -C FOLDER kernel` or scratch_build builds.
scratch_tree() {
	mkdir -p "$1/build/kernel/debian/modes"
	cp -R Makefile module vm workloads bench "$1/"
	ln -s "$PWD/build/download" "$1/build/download"
	for scratch_file in root release vmlinuz config cmdline modules tree; do
		[ ! -e "build/kernel/debian/$scratch_file" ] ||
			ln \
				-s "$(readlink \
				-f "build/kernel/debian/$scratch_file")" \
				"$1/build/kernel/debian/$scratch_file"
	done
}

# scratch_build FOLDER: build the module of the tree for its kernel.
scratch_build() {
	"$1/vm/kernel.sh" debian >"$tmp/build.log" 2>&1 || {
		sed 's/^/# /' "$tmp/build.log"
		return 1
	}
}

# plant FILE FUNCTION STATEMENT: insert the statement as the first of the
# function, after its declarations.
plant() {
	awk -v name="$2(" -v statement="$3" '
		index($0, name) && !/;$/ { inside = 1 }
		{ print }
		inside && $0 == "" {
			print "\t" statement; inside = 0; planted++ }
		END { exit planted != 1 }' "$1" >"$1.planted" &&
		mv "$1.planted" "$1"
}
