#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that the man page is complete: every command and option of the help is
# in it with the same value, and nothing else; so are the exit statuses and the
# environment variables. What is missing is printed.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

page=docs/mnbench.1

# plain: print lines of the page without macros, fonts and escapes.
plain() {
	sed 's/^\.[A-Z]* *//; s/\\f[A-Z]//g; s/\\-/-/g; s/"//g; s/  */ /g
		s/ ,/,/g'
}
# section KIND NAME: print the source of a section (SH) or subsection (SS).
section() {
	awk -v kind="$1" -v name="$2" '
		/^\.S[HS] / { inside = 0 }
		$0 == "." kind " " name { inside = 1; next }
		inside' "$page"
}
# options_of_page COMMAND: "LETTER NAME VALUE" for each option, from the lines
# behind .TP; "-" for a letter that it does not have.
options_of_page() {
	section SS "mnbench $1" | awk 'head { print } { head = $0 == ".TP" }' |
		plain | sed 's/, /\n/g' | awk '
		/^-[^-]$/ { letter = substr($1, 2); next }
		/^--/ {
			name = substr($1, 3)
			sub(/^[^ ]* */, "")
			print (letter == "" ? "-" : letter), name, $0
			letter = ""
		}' | sed 's/ *$//' | sort
}
# options_of_help COMMAND: the same from the help.
options_of_help() {
	ARGP_HELP_FMT=opt-doc-col=70,rmargin=200 "$mnbench" "$1" --help |
		sed -n 's/^ *//; s/   *.*//; s/"//g; /^-/p' |
		sed 's/^--/- /; s/^-\(.\), --/\1 /; s/=/ /' |
		grep -vE '^. (help|usage|version)$' | sort
}
# same NAME FILE FILE: both have the same lines; what one lacks is printed.
same() {
	comm -23 "$2" "$3" | sed "s/^/# only in the help: /"
	comm -13 "$2" "$3" | sed "s/^/# only in $(basename $page): /"
	check "$1" cmp -s "$2" "$3"
}

# Commands.
"$mnbench" help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p' >"$tmp/commands"
check 'the help has commands' [ "$(wc -l <"$tmp/commands")" -ge 11 ]
{
	cat "$tmp/commands"
	echo help
} | sort >"$tmp/help"
sed -n 's/^\.SS mnbench //p' "$page" | sort >"$tmp/page"
same 'the page has a part for each command' "$tmp/help" "$tmp/page"
section SH SYNOPSIS | sed 's/^\.B mnbench/@&/' | plain | tr '\n' ' ' |
	tr '@' '\n' | sed 's/^\.B //; s/ *\.br//g' >"$tmp/synopsis"
sed -n 's/^mnbench \([a-z]*\).*/\1/p' "$tmp/synopsis" | sort >"$tmp/page"
same 'and a synopsis' "$tmp/help" "$tmp/page"

# Options.
while read -r command; do
	options_of_help "$command" >"$tmp/help"
	options_of_page "$command" >"$tmp/page"
	same "the page has the options of $command" "$tmp/help" "$tmp/page"
	while read -r letter name value; do
		grep "^mnbench $command " "$tmp/synopsis" |
			grep -qE -- "(--$name|-$letter)([^a-z-]|\$)" ||
			echo "# not in the synopsis: $command --$name $value"
	done <"$tmp/help" >"$tmp/missing"
	cat "$tmp/missing"
	check "so has the synopsis of $command" [ ! -s "$tmp/missing" ]
	# A number behind "Exit status:" in the help.
	"$mnbench" "$command" --help | sed -n '/Exit status/,/^$/p' |
		sed 's/.*Exit status//' | grep -oE '\b[0-9]+\b' |
		sort -u >"$tmp/statuses"
	check "the help of $command says the exit status" [ -s "$tmp/statuses" ]
	{
		section SS "mnbench $command"
		section SH 'EXIT STATUS'
	} | plain >"$tmp/text"
	while read -r number; do
		grep -qE "\\b$number\\b" "$tmp/text" ||
			echo "# not in the page: $command ends with $number"
	done <"$tmp/statuses" >"$tmp/missing"
	cat "$tmp/missing"
	check "and the page has it" [ ! -s "$tmp/missing" ]
done <"$tmp/commands"
section SH 'OPTIONS OF ALL COMMANDS' | plain >"$tmp/text"
for option in '-?' --help --usage -V --version; do
	check "the page has $option" grep -q -- "$option" "$tmp/text"
done

# Exit statuses and the environment.
sed -n 's/.*STATUS_[A-Z]* = \([0-9]*\),/\1/p' bench/lib/exit.h |
	sort >"$tmp/help"
section SH 'EXIT STATUS' | sed -n 's/^\.B \([0-9]*\)$/\1/p' | sort >"$tmp/page"
same 'the page has the exit statuses' "$tmp/help" "$tmp/page"
grep -hoE 'getenv\("[A-Z_]*"\)' bench/*/*.c | sed 's/.*("//; s/").*//' |
	sort -u >"$tmp/help"
section SH ENVIRONMENT | sed -n 's/^\.B \([A-Z_]*\)$/\1/p' | sort >"$tmp/all"
while read -r variable; do
	grep -qx "$variable" "$tmp/all" && echo "$variable"
done <"$tmp/help" >"$tmp/page"
same 'and the environment variables' "$tmp/help" "$tmp/page"

# The page of result files is made from their document.
run make -s build/mnbench-results.5
check 'mnbench-results(5) is made' [ "$status" -eq 0 ]
# shellcheck disable=SC2016 # the backquotes are those of the document
sed -n 's/^| \(`[^|]*`\) |.*/\1/p' docs/results.md | grep -o '`[^`]*`' |
	tr -d '`' | sort -u >"$tmp/help"
check 'the document has fields' [ "$(wc -l <"$tmp/help")" -ge 10 ]
sed -n 's/\\-/-/g; /^\\fB/p' build/mnbench-results.5 |
	grep -o '\\fB[^\\]*' | sed 's/^\\fB//' >"$tmp/all"
while read -r field; do
	grep -Fqx "$field" "$tmp/all" && echo "$field"
done <"$tmp/help" >"$tmp/page"
same 'the page has all of them' "$tmp/help" "$tmp/page"
check 'and no mark of the document' \
	not grep -qE '`|\*\*|\]\(|^\||^#' build/mnbench-results.5

# Their form.
if command -v groff >/dev/null; then
	groff -man -ww -z "$page" build/mnbench-results.5 \
		>"$tmp/warnings" 2>&1
	sed 's/^/# /' "$tmp/warnings"
	check 'groff has no warning' [ ! -s "$tmp/warnings" ]
fi
finish
