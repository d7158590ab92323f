#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# columns.sh: print each line of a source or document that is wider than 80
# columns, a tab being 8. Exit status 1 if there is one.
#
# Lines that cannot be broken may be wider: in documents a row of a table and a
# line with a URL, in scripts and plots a string that has the line for itself.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

types='\.([ch]|sh|gp|gpi|plot|css|ini|md|1)$|(^|/)(Makefile|Kbuild|\.editorconfig)$'
types="$types|^\.ci/run\$|^\.clang-format\$"
# shellcheck disable=SC2016 # awk expands it
tests/lint/files.sh "$types" | xargs awk '
	# Whether a line has a quoted string and what cannot be separated from
	# it, and nothing else.
	function alone(line) {
		sub(/^[\t .]*(printf |\[ (-[a-z] )?|[a-z]+=)?/, "", line)
		return line ~ /^["\047].*["\047][]);, \\]*$/
	}
	{
		line = $0
		gsub(/[\200-\277]/, "", line) # bytes that continue a character
		width = 0
		while ((tab = index(line, "\t"))) {
			width += tab - 1
			width += 8 - width % 8
			line = substr(line, tab + 1)
		}
		width += length(line)
	}
	width <= 80 { next }
	FILENAME ~ /\.md$/ && (/^\|/ || /:\/\//) { next }
	FILENAME ~ /\.(sh|gp|gpi|plot)$/ && alone($0) {
		next
	}
	{ print FILENAME ":" FNR ": " width " columns"; bad = 1 }
	END { exit bad }'
