#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that control characters of plans, results and file names never reach the
# terminal. An escape sequence in a foreign result could move the cursor or hide
# a line.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh
. tests/e2e/lib-guests.sh

# plain NAME PATTERN COMMAND...: the command prints a line that matches, and no
# control character.
plain() {
	plain_name=$1
	plain_pattern=$2
	shift 2
	run "$@"
	check "$plain_name: is printed" grep -q -- "$plain_pattern" "$tmp/out"
	check "$plain_name: no control characters" \
		sh -c "! grep -q '[[:cntrl:]]' '$tmp/out'"
}

# ESC [ begins a control sequence, and so does U+009B in terminals.
hostile=$tmp/$(printf '\033')x.json
sed 's/"release": "6.1/"release": "\\u001b[2J\\u009b6.1/
	s/"name": "golden"/"name": "gol\\u0007den"/
	s/"memory_mb": 1024/"memory\\u001b[1m": "\\u001b]0;x\\u0007"/
	s/"log": \[\]/"log": ["\\u001b[8mhidden\\nline"]/
	0,/"failed": null/s//"failed": "sample 0: \\"\\u001b[1A"/' \
	"$golden" >"$hostile"
check 'the result holds control characters' grep -q 'u001b' "$hostile"

plain 'show: the kernel' 'kernel \\x1b\[2J\\xc2\\x9b6\.1' \
	"$mnbench" show "$hostile"
plain 'show: the plan' 'Plan gol\\x07den' "$mnbench" show "$hostile"
plain 'show: why a cell failed' 'sample 0: "\\x1b\[1A' \
	"$mnbench" show "$hostile"
plain 'show: the log' 'batch 1: \\x1b\[8mhidden\\x0aline' \
	"$mnbench" show "$hostile"
plain 'show --csv' '"sample 0: ""\\x1b\[1A"' "$mnbench" show --csv "$hostile"
for form in --all --markdown; do
	plain "compare $form" '/\\x1bx.json' \
		"$mnbench" compare $form --across "$golden" "$hostile"
	plain "compare $form: a field" \
		'memory\\x1b\[1m: absent -> \\x1b\]0;x\\x07' \
		"$mnbench" compare $form --across "$golden" "$hostile"
done
plain 'compare --mail' '/\\x1bx.json' "$mnbench" compare --mail --across \
	"$golden" "$hostile"
plain 'history' 'environment changed at .*memory\\x1b\[1m' \
	"$mnbench" history --by name "$golden" "$hostile"
plain 'history --csv' ',\\x1bx.json,\\x1b\[2J' \
	"$mnbench" history --csv --by name "$golden" "$hostile"

cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = a $(printf '\033')[2J plan
	[cells]
	workload = munmap
	mode = none
END
run "$mnbench" list plans
check 'list: a plan with one is refused' \
	grep -q 'p\.ini:2: .*control character' "$tmp/err"
check 'list: no control character' \
	sh -c "! grep -q '[[:cntrl:]]' '$tmp/err'"
finish
