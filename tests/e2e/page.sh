#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the pages that mnbench report writes: they are whole without script,
# load nothing, and lead to what they name. tests/page looks at them in a
# browser.
set -eu
cd "$(dirname "$0")/../.."
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# page NAME RUN...: make a page, $page.
page() {
	page=$tmp/$1/index.html
	name=$1
	shift
	run "$mnbench" report --format svg -o "$tmp/$name" "$@"
	check "the page of $name is made" \
		[ "$status:$(cat "$tmp/out")" = "0:$page" ]
}

# nested FILE: each tag of HTML is closed, in order; print what is not.
nested() {
	sed '/<style>/,/<\/style>/d; /<script>/,/<\/script>/d' "$1" |
		tr '\n' ' ' | grep -o '<[a-zA-Z/][^>]*>' | awk '
			/^<(meta|img|br|input|path [^>]*\/>)/ || /\/>$/ { next }
			/^<\// {
				name = substr($1, 3)
				sub(/>.*/, "", name)
				if (open[depth] != name) {
					print "</" name "> ends " open[depth]
					exit
				}
				depth--
				next
			}
			{
				name = substr($1, 2)
				sub(/>.*/, "", name)
				open[++depth] = name
			}
			END { if (depth) print open[depth] " is open" }'
}

# anchors FILE: print the links within a page that lead nowhere.
anchors() {
	grep -o 'href="#[^"]*"' "$1" | sed 's/href="#//; s/"//' | sort -u \
		>"$tmp/links"
	grep -o ' id="[^"]*"' "$1" | sed 's/ id="//; s/"//' | sort >"$tmp/ids"
	uniq -d "$tmp/ids"
	comm -23 "$tmp/links" "$tmp/ids"
}

# sound NAME: the tests of every page.
sound() {
	check "$1: tags are nested" [ -z "$(nested "$page")" ]
	check "$1: links lead somewhere, and ids differ" \
		[ -z "$(anchors "$page")" ]
	check "$1: nothing is loaded" not grep -Eq \
		'(src|href)="?(https?:)?//|@import|url\(|<link|<script [a-z]' \
		"$page"
	check "$1: one script and one style" \
		[ "$(grep -c '<script>' "$page"):$(grep -c '<style>' "$page")" \
		= 1:1 ]
	check "$1: no heading is skipped" \
		[ "$(grep -o '<h[1-6]' "$page" | sort -u | head -n 2 |
			tr -d '\n')" = '<h1<h2' ]
}

page golden "$golden"
sound golden
check 'the answer comes first' \
	[ "$(grep -n 'id="answer"\|id="overview"' "$page" | head -n 1 |
		grep -c answer)" -eq 1 ]
check 'a row for each cell, without script' \
	[ "$(grep -c '^<tr id="c[0-9]*">' "$page")" -eq 6 ]
check 'the command that repeats it' grep -q '<pre>build/mnbench run' "$page"

tests/page/made-up.sh 540 >"$tmp/540.json"
page large "$tmp/540.json"
sound large
check 'a row for each of 540 cells' \
	[ "$(grep -c '^<tr id="c[0-9]*">' "$page")" -eq 540 ]
check 'a field for each cell in the overview' \
	[ "$(grep -o '<td class="[a-z0-9]*" data-m="[^"]*"><a href="#c[0-9]*' \
		"$page" | sed 's/.*#//' | sort -u | wc -l)" -eq 540 ]
check 'it has less than 1 MB' [ "$(wc -c <"$page")" -lt 1000000 ]
check 'a failed cell is told first' \
	[ "$(grep -n '1 of 540 cells failed\|id="answer"' "$page" |
		head -n 1 | grep -c failed)" -eq 1 ]

page several "$golden" "$tmp/540.json" "$golden"
sound several
check 'runs stand in one table' \
	[ "$(grep -c '<th scope="row">munmap [ABC]</th>' "$page")" -gt 3 ]
check 'with rows of each' \
	[ "$(grep -c '^<tr id="r[123]-c[0-9]*">' "$page")" -eq 552 ]
check 'what they share is written once' \
	[ "$(grep -c '>machine memory_mb</th><td>1024<' "$page")" -eq 1 ]
check 'and what differs beside each other' \
	[ "$(grep -A 2 'rowspan="3">kernel release<' "$page" |
		grep -c '<b>[ABC]</b> 6.1')" -eq 3 ]

# colours: the colours in a text, in lower case. Those of the dark style follow.
colours() {
	grep -Eio '#[0-9a-f]{3,6}' | tr A-F a-f | sed 's/^#000$/#000000/'
}
check 'pictures and page give a mode the same colour' \
	[ "$(grep '^\.s[0-9]' plot/page.css | colours | head -n 17)" = \
	"$(sed -n '/^COLORS =/,/^POINTS =/p' plot/common.gpi | colours)" ]

timed >"$tmp/timed.json"
page timed "$tmp/timed.json"
sound timed
check 'a timed venue has intervals' grep -q '±' "$page"

slower 2 300 "$golden" >"$tmp/slower.json"
page comparison --compare "$golden" "$tmp/slower.json"
sound comparison
check 'it has the verdict' grep -q 'data-m="verdict">regressed' "$page"
check 'and a picture of what changed' \
	[ "$(grep -c '<svg ' "$page"):$(grep -c '<circle' "$page")" = 1:1 ]
check 'and JSON' grep -q regressed "$tmp/comparison/data/comparison.json"
references=results/reference/quick-icount
page kernels --compare "$references"-6.1.*-amd64.json \
	"$references"-6.12.*-amd64.json
sound kernels
check 'its picture has what regressed and improved, and not what moved' \
	[ "$(grep -c '<circle' "$page")" -eq \
	"$(grep -Ec 'data-m="verdict">(regressed|improved)' "$page")" ]
check 'in panels that fit on a sheet' [ "$(grep -c '<svg ' "$page")" -eq 3 ]
page same --compare "$golden" "$golden"
check 'no picture of nothing' not grep -q '<svg ' "$page"
refused 'a comparison of one' '--compare takes two results, BASE and NEW' \
	"$mnbench" report --compare "$golden" -o "$tmp/d"
refused 'two pages at once' 'give one of them' \
	"$mnbench" report --compare --history "$golden" "$golden" -o "$tmp/d"

mkdir "$tmp/runs"
for i in 1 2 3; do
	cp "$golden" "$tmp/runs/$i.json"
done
cp "$tmp/slower.json" "$tmp/runs/4.json"
page history --history "$tmp/runs"
sound history
check 'it says what changed' grep -q '1 of 6 cells changed over 4 runs' "$page"
check 'and where' grep -q 'from run 4 on' "$page"
check 'with a point for each run' [ "$(grep -c '<circle' "$page")" -eq 4 ]
refused 'a history of one run' 'run' \
	"$mnbench" report --history "$golden" -o "$tmp/d"

finish
