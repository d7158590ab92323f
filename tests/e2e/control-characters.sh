#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Control characters of plans, results and file names never reach the terminal: an
# escape sequence in a result from elsewhere could move the cursor or hide a line.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh
. tests/e2e/lib-home.sh

# plain NAME PATTERN COMMAND...: the output has the text, and no control character.
plain() {
	plain_name=$1
	plain_pattern=$2
	shift 2
	run "$@"
	check "$plain_name: is printed" grep -q -- "$plain_pattern" "$tmp/out"
	check "$plain_name: no control characters" \
		sh -c "! grep -q '[[:cntrl:]]' '$tmp/out'"
}

# The characters of a CSI sequence: ESC [, and U+009B, which terminals take as such.
escape=$(printf '\033')
sed 's/"release": "6.1/"release": "\\u001b[2J\\u009b6.1/; s/"name": "golden"/"name": "gol\\u0007den"/
	s/"memory_mb": 1024/"memory\\u001b[1m": "\\u001b]0;x\\u0007"/
	s/"log": \[\]/"log": ["\\u001b[8mhidden\\nline"]/
	0,/"failed": null/s//"failed": "sample 0: \\"\\u001b[1A"/' "$golden" >"$tmp/${escape}x.json"
check 'the result holds control characters' grep -q 'u001b' "$tmp/${escape}x.json"

plain 'show: the kernel' 'kernel \\x1b\[2J\\xc2\\x9b6\.1' "$mnbench" show "$tmp/${escape}x.json"
plain 'show: the plan' 'Plan gol\\x07den' "$mnbench" show "$tmp/${escape}x.json"
plain 'show: why a cell failed' 'sample 0: "\\x1b\[1A' "$mnbench" show "$tmp/${escape}x.json"
plain 'show: the log' 'batch 1: \\x1b\[8mhidden\\x0aline' "$mnbench" show "$tmp/${escape}x.json"
plain 'show --csv' '"sample 0: ""\\x1b\[1A"' "$mnbench" show --csv "$tmp/${escape}x.json"
for form in --all --markdown; do
	plain "compare $form" '/\\x1bx.json' \
		"$mnbench" compare $form --across "$golden" "$tmp/${escape}x.json"
	plain "compare $form: a field" 'memory\\x1b\[1m: absent -> \\x1b\]0;x\\x07' \
		"$mnbench" compare $form --across "$golden" "$tmp/${escape}x.json"
done
plain 'history' 'environment changed at .*memory\\x1b\[1m' \
	"$mnbench" history --by name "$golden" "$tmp/${escape}x.json"
plain 'history --csv' ',\\x1bx.json,\\x1b\[2J' \
	"$mnbench" history --csv --by name "$golden" "$tmp/${escape}x.json"

printf '[plan]\nsummary = a \033[2J plan of caf\351\n[cells]\nworkload = munmap\nmode = none\n' \
	>"$home/plans/p.ini"
run "$mnbench" list plans
check 'list: no control characters' sh -c "! grep -q '[[:cntrl:]]' '$tmp/out'"
finish
