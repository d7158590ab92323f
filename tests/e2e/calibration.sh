#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test that the tables of docs/calibration.md were made with the present
# verdicts, and that they keep the bounds. `make calibrate` makes the tables
# again.
# shellcheck disable=SC2016 # awk expands it
set -u
. tests/e2e/lib.sh

doc=docs/calibration.md
# rows FILE: name and digest of each row. The digest covers the first
# comparisons.
rows() {
	awk -F ' *[|] *' 'NF > 1 && $(NF - 1) ~ /^`/ { print $2, $(NF - 1) }' \
		"$1"
}
first=$(sed -n 's/^| noise .* | first \([0-9]*\) |$/\1/p' "$doc" | head -n 1)
check 'the table says how many comparisons the digests cover' \
	[ "${first:-0}" -ge 5 ]
build/calibrate 0 >"$tmp/now"
rows "$doc" >"$tmp/documented"
rows "$tmp/now" >"$tmp/made"
check 'the page has rows' [ "$(wc -l <"$tmp/documented")" -ge 10 ]
check 'the verdicts are those of the table; if they are not: make calibrate' \
	diff "$tmp/documented" "$tmp/made"

# rows_that CONDITION: the number of rows with a digest that meet the condition.
rows_that() {
	awk -F ' *[|] *' "
		function bound(text) {
			sub(/.*[(]/, \"\", text)
			return text + 0
		}
		\$2 == \"sides\" { power = 1 }
		\$2 == \"noise of the runs\" { power = 0; histories = 1 }
		power { next }
		NF > 1 && \$(NF - 1) ~ /^\`/ && ($1) { n++ }
		END { print n + 0 }" "$doc"
}
check 'each row is of at least 500 comparisons' \
	[ "$(rows_that '$3 < 500')" -eq 0 ]
check 'no row has more than 5 % false alarms' \
	[ "$(rows_that 'bound($4) > 5')" -eq 0 ]
check 'models with a bound on power find 90 % of changes by 2 %' \
	[ "$(rows_that '!histories && $8 == "kept" && bound($5) < 90')" -eq 0 ]
check 'independent noise of 1 % has that bound' \
	[ "$(rows_that '!histories && /independent, CV 1 %/ && $8 == "kept"')" \
	-eq 1 ]
check 'other models say what protects the user' \
	[ "$(rows_that '!/\| kept/ && !/\| (refused|protected): /')" -eq 0 ]
finish
