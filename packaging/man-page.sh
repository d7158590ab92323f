#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# man-page.sh NAME SECTION TITLE SUMMARY FILE: print the document FILE as a man
# page, so that the text is written once.
#
# FILE is Markdown as the documents here use it: headings, paragraphs, tables,
# lists, indented samples, and inside a line `code`, **bold** and links. The
# first heading gives way to NAME and SUMMARY. A row of a table becomes its
# first cell and below it, indented, the others.
set -eu
export LC_ALL=C

[ $# -eq 5 ] || {
	echo "usage: $0 NAME SECTION TITLE SUMMARY FILE" >&2
	exit 2
}
[ -r "$5" ] || {
	echo "$0: cannot read '$5'" >&2
	exit 2
}
# shellcheck disable=SC2016 # awk expands it
exec awk -v name="$1" -v section="$2" -v title="$3" -v summary="$4" '
	BEGIN {
		mark = "`[^`]*`|[*][*][^*]*[*][*]|[[][^]]*[]][(][^)]*[)]"
		print ".\\\" Made from a document of mnbench by man-page.sh."
		printf ".TH %s %s \"\" mnbench \"%s\"\n", toupper(name), \
			section, title
		printf ".SH NAME\n%s \\- %s\n.SH DESCRIPTION\n", \
			escaped(name), summary
	}
	# Text whose characters roff takes as they are.
	function escaped(text) {
		gsub(/\\/, "\\e", text)
		gsub(/-/, "\\-", text)
		gsub(/\^/, "\\(ha", text)
		gsub(/~/, "\\(ti", text)
		gsub(/\x27/, "\\(aq", text)
		return text
	}
	# A line of text with fonts for code and bold, and links by their text.
	function marked(text,    out, part) {
		out = ""
		while (match(text, mark)) {
			part = substr(text, RSTART, RLENGTH)
			out = out plain(substr(text, 1, RSTART - 1))
			text = substr(text, RSTART + RLENGTH)
			if (part ~ /^`/)
				out = out "\\fB" escaped(substr(part, 2, \
					length(part) - 2)) "\\fR"
			else if (part ~ /^\*/)
				out = out "\\fB" plain(substr(part, 3, \
					length(part) - 4)) "\\fR"
			else
				out = out marked(substr(part, 2, \
					index(part, "](") - 2))
		}
		return out plain(text)
	}
	function plain(text) {
		gsub(/\\/, "\\e", text)
		gsub(/--/, "\\-\\-", text)
		return text
	}
	# A line that begins with a dot or a quote would be a request.
	function line(text) {
		print (text ~ /^[.\x27]/ ? "\\&" : "") text
	}
	# Code may go on in the next line, so a paragraph is one line here.
	function end_paragraph() {
		if (sample)
			print ".fi\n.RE"
		else if (text)
			line(marked(text))
		sample = 0
		text = ""
	}
	function row(text,    cells, count, i) {
		gsub(/\\\|/, "\001", text)
		gsub(/^\| *| *\|$/, "", text)
		count = split(text, cells, / *\| */)
		for (i = 1; i <= count; i++)
			gsub(/\001/, "|", cells[i])
		print ".TP"
		line(marked(cells[1]))
		for (i = 2; i <= count; i++)
			line(marked(cells[i]))
	}
	/^    / && (sample || blank) {
		if (!sample) {
			end_paragraph()
			print ".PP\n.RS 4\n.nf"
		} else if (blank) {
			print ""
		}
		sample = 1
		blank = 0
		line(escaped(substr($0, 5)))
		next
	}
	/^$/ { blank = 1; next }
	blank || /^[#|*]/ { end_paragraph() }
	/^# / { first = 1; next }
	/^## / {
		print ".SS " marked(substr($0, 4))
		first = 1
		next
	}
	# The head of a table is left out, with the line below it.
	/^\|/ {
		if (++rows > 2)
			row($0)
		first = blank = 0
		next
	}
	/^\* / { print ".IP \\(bu 2"; blank = 0; text = substr($0, 3); next }
	{
		if (blank && !first)
			print ".PP"
		first = blank = rows = 0
		sub(/^ +/, "")
		text = text (text ? " " : "") $0
	}
	END {
		end_paragraph()
		print ".SH SEE ALSO\n.BR mnbench (1)"
	}
' "$5"
