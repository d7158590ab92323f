#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# spdx.sh: print each source that does not name its licence as the kernel does:
# in the first line, or the second behind #!; after // in .c, in /* */ in .h and
# .css, after # in scripts and all other sources. Exit status 1 if there is one.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

types='\.([ch]|sh|gp|gpi|plot|css|ini|1)$|(^|/)(Makefile|Kbuild|\.editorconfig)$'
types="$types|^\.ci/run\$|^\.clang-format\$"
id='SPDX-License-Identifier: GPL-2.0-only'
# shellcheck disable=SC2016 # awk expands it
tests/lint/files.sh "$types" | xargs awk -v id="$id" '
	function wanted(file) {
		if (file ~ /\.c$/)
			return "// " id
		# Programs of any licence include the interface of a module.
		if (file ~ /^module\/.*_abi\.h$|kernel-bugs.*_abi\.h$/)
			return "/* " uapi " */"
		if (file ~ /\.(h|css)$/)
			return "/* " id " */"
		if (file ~ /\.1$/)
			return ".\\\" " id
		return "# " id
	}
	BEGIN {
		uapi = "SPDX-License-Identifier: " \
			"GPL-2.0 WITH Linux-syscall-note"
		for (i = 1; i < ARGC; i++) {
			line = ""
			getline line <ARGV[i]
			if (line ~ /^#!/) {
				line = ""
				getline line <ARGV[i]
			}
			close(ARGV[i])
			if (line == wanted(ARGV[i]))
				continue
			print ARGV[i] ": \"" line "\" is not \"" \
				wanted(ARGV[i]) "\""
			bad = 1
		}
		exit bad
	}'
