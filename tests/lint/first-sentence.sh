#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# first-sentence.sh: print each source that does not begin with a comment that
# says what the file is. Exit status 1 if there is one.
#
# The comment is directly after the SPDX line; in scripts, one line `#` and
# directives for shellcheck may be between them. It begins with a letter or a
# digit, and its first paragraph contains the end of a sentence.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

# shellcheck disable=SC2016 # awk expands it
tests/lint/files.sh '\.([ch]|sh|gp|gpi|plot|ini|mk|css)$' | xargs awk '
	# The first paragraph of the comment that begins behind the SPDX line of
	# the file, without the marks of a comment; "" if there is none.
	function first_paragraph(file,    mark, line, text, inside, end) {
		mark = file ~ /\.([ch]|css)$/ ? "" : file ~ /\.ini$/ ? ";" : "#"
		text = ""
		while ((getline line <file) > 0 && line !~ /SPDX-License/)
			;
		while ((getline line <file) > 0) {
			if (line ~ /^# shellcheck / || (line == "#" && !text))
				continue
			if (!mark && !inside && line !~ /^\/\*/)
				break
			if (mark && index(line, mark) != 1)
				break
			inside = 1
			end = line ~ /\*\//
			gsub(mark ? "^" mark " *" : "^ *[/*]+ *|[ *]*\\*/.*$", \
				"", line)
			if (!line && text)
				break
			text = text (text ? " " : "") line
			if (!mark && end)
				break
		}
		close(file)
		return text
	}
	BEGIN {
		for (i = 1; i < ARGC; i++) {
			text = first_paragraph(ARGV[i])
			if (text ~ /^[A-Za-z0-9].*[.:]( |$)/)
				continue
			print ARGV[i] ": " (text ? "\"" text \
				"\" is not a sentence" : "no comment") \
				" behind the SPDX line that says what the" \
				" file is"
			bad = 1
		}
		exit bad
	}'
