#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ktap.sh [FILE]: print what a guest's tests wrote (their log in FILE, else
# standard input) as KTAP with a subtest for each suite, as kselftest and its
# readers want it: Documentation/dev-tools/ktap.rst.
#
# A guest writes flat lines, "ok 12 SUITE: NAME", and its plan at the end,
# because a crash must not lose what came before. Exit status, as that of a
# kselftest: 0 all passed, 1 a test failed or the guest did not reach its end, 4
# all were skipped.
set -eu
export LC_ALL=C

exec awk '
	# The suite of a test, and what is left of its name.
	function split_name(text, at) {
		at = index(text, ": ")
		suite = at ? substr(text, 1, at - 1) : "guest"
		name = at ? substr(text, at + 2) : text
	}
	function add(line) {
		body[suite] = body[suite] line "\n"
	}
	# result: "ok" or "not ok"; text: "SUITE: NAME", perhaps "# SKIP WHY".
	function test(result, text, directive) {
		directive = ""
		if (match(text, / # (SKIP|XFAIL|TODO|TIMEOUT|ERROR)/)) {
			directive = substr(text, RSTART)
			text = substr(text, 1, RSTART - 1)
		}
		gsub(/#/, "", text)
		split_name(text)
		if (!(suite in count))
			order[++suites] = suite
		count[suite]++
		if (notes != "") {
			body[suite] = body[suite] notes
			notes = ""
		}
		add("  " result " " count[suite] " " name directive)
		if (directive ~ /^ # SKIP/)
			skipped[suite]++
		else if (result != "ok")
			failed[suite]++
	}
	{ sub(/\r$/, "") }
	/^ok [0-9]+ / || /^not ok [0-9]+ / {
		result = /^ok/ ? "ok" : "not ok"
		sub(/^(not )?ok [0-9]+ /, "")
		seen++
		test(result, $0)
		next
	}
	/^1\.\.[0-9]+$/ { plan = substr($0, 4) + 0; ended = 1; next }
	/^KTAP version/ || /^\{/ || /^$/ { next }
	{ notes = notes "  # " (/^# / ? substr($0, 3) : $0) "\n" }
	END {
		if (!ended || plan != seen)
			test("not ok", "end: the guest reaches its end")
		else if (notes != "") {
			suite = order[suites]
			body[suite] = body[suite] notes
		}
		print "KTAP version 1"
		print "1.." suites
		for (i = 1; i <= suites; i++) {
			suite = order[i]
			print "  KTAP version 1"
			print "  1.." count[suite]
			printf "%s", body[suite]
			all = skipped[suite] == count[suite]
			print (failed[suite] ? "not ok " : "ok ") i " " suite \
				(all ? " # SKIP" : "")
			bad += failed[suite]
			good += count[suite] - skipped[suite] - failed[suite]
		}
		exit bad ? 1 : good ? 0 : 4
	}' "$@"
