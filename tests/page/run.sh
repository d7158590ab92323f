#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh [FOLDER]: check the pages of the report in Chromium: at widths of 1400,
# 800 and 400 pixels, light and dark, with and without script, and printed. It
# prints TAP. With FOLDER, leave the pages and pictures of the screen there, to
# be looked at.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

keep=${1:-}
[ -z "$keep" ] || mkdir -p "$keep"
pages=${keep:-$tmp}
widths='1400 800 400'

# browse SCHEME ARGUMENT...: run Chromium with no network.
browse() {
	dark=1
	[ "$1" = light ] || dark=0
	shift
	timeout 400 chromium --headless=new --no-sandbox --disable-gpu \
		--hide-scrollbars --allow-file-access-from-files \
		--host-resolver-rules='MAP * ~NOTFOUND' \
		--blink-settings=preferredColorScheme="$dark" \
		--user-data-dir="$tmp/profile" "$@" 2>"$tmp/browser"
}

# harness PAGE ROWS SCRIPT: print a page with the page in a frame for each
# width, and the checks.
harness() {
	echo '<!DOCTYPE html><meta charset="utf-8"><title>check</title>'
	echo '<pre id="problems">not checked</pre>'
	list=
	for width in $widths; do
		echo "<iframe src=\"$1\" style=\"width: ${width}px;" \
			'height: 900px; border: 0"></iframe>'
		list="$list$width, "
	done
	echo '<script>'
	cat tests/page/harness.js
	echo "window.addEventListener('load', function () {"
	echo "checkAll([$list], $2, $3); });"
	echo '</script>'
}

# checked NAME PAGE ROWS SCRIPT: test a page on all screens.
checked() {
	harness "$2" "$3" "$4" >"$tmp/harness.html"
	for scheme in light dark; do
		browse "$scheme" --window-size=1500,3000 --dump-dom \
			"file://$tmp/harness.html" >"$tmp/dom" || true
		sed -n '/<pre id="problems">/,/<\/pre>/p' "$tmp/dom" |
			sed 's/<[^>]*>//g; /^$/d' >"$tmp/problems"
		check "$1 is whole on a $scheme screen" \
			[ "$(cat "$tmp/problems")" = 'checked' ]
		[ "$(cat "$tmp/problems")" = 'checked' ] ||
			sed 's/^/# /' "$tmp/problems"
	done
	[ -n "$keep" ] || return 0
	for width in $widths; do
		for scheme in light dark; do
			echo '<!DOCTYPE html><body style="margin: 0">' \
				"<iframe src=\"$2\" style=\"width: ${width}px;" \
				'height: 4000px; border: 0"></iframe>' \
				>"$tmp/frame.html"
			browse "$scheme" --window-size="$width,4000" \
				--screenshot="$keep/$1-$width-$scheme.png" \
				"file://$tmp/frame.html"
		done
	done
}

# printed NAME PAGE CSV SHEETS: test that paper has each heading and each median
# of the CSV, on so many sheets at most.
printed() {
	browse light --no-pdf-header-footer --print-to-pdf="$pages/$1.pdf" \
		"file://$2"
	pdftotext -layout "$pages/$1.pdf" "$tmp/text"
	sheets=$(pdfinfo "$pages/$1.pdf" | sed -n 's/^Pages: *//p')
	check "$1 fits on $4 sheets, not $sheets" [ "$sheets" -le "$4" ]
	sed -n 's/.*<th scope="col"[^>]*>\([^<]*\)<.*/\1/p' "$2" |
		tr ' ' '\n' | sort -u >"$tmp/headings"
	tr -s ' ' '\n' <"$tmp/text" | tr -d , | sort -u >"$tmp/printed"
	check "$1 repeats its headings on each sheet of cells" \
		[ "$(grep -c 'operation  *mode' "$tmp/text")" -ge \
		$(((rows + 99) / 100)) ]
	check "$1 has each heading on paper" \
		[ -z "$(comm -23 "$tmp/headings" "$tmp/printed")" ]
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "p50") c = i }
		NR > 1 && $c != "" { printf "%.0f\n", $c }' "$3" |
		sort -u >"$tmp/medians"
	check "$1 has each median on paper" \
		[ -z "$(comm -23 "$tmp/medians" "$tmp/printed")" ]
}

# report NAME RUN...: make a page; $page is its path, $rows its number of cells.
report() {
	name=$1
	shift
	"$mnbench" report "$@" -o "$pages/$name" >/dev/null
	page=$pages/$name/index.html
	case $page in /*) ;; *) page=$PWD/$page ;; esac
	csv=$pages/$name/data/cells.csv
	[ ! -e "$csv" ] || rows=$(($(wc -l <"$csv") - 1))
}

if ! command -v chromium >/dev/null || ! command -v pdftotext >/dev/null; then
	echo "$0: chromium and pdftotext are needed: run vm/deps.sh page" >&2
	exit 2
fi

report small "$golden"
checked small "$page" "$rows" true
printed small "$page" "$csv" 5

tests/page/made-up.sh 540 >"$tmp/540.json"
report large "$tmp/540.json"
checked large "$page" "$rows" true
printed large "$page" "$csv" 18

tests/page/made-up.sh 540 6.12 >"$tmp/other.json"
report several "$tmp/540.json" "$tmp/other.json" "$golden" "$golden"
checked several "$page" "$rows" true
printed several "$page" "$csv" 32

timed >"$tmp/timed.json"
report timed "$tmp/timed.json"
checked timed "$page" "$rows" true

mkdir "$tmp/history"
for i in 1 2 3 4 5 6 7 8 9; do
	timed seed="$i" boot="$i" munmap=$((i > 5 ? 4 : 0)) \
		started="2026-01-0${i}T00:00:00Z" >"$tmp/history/$i.json"
done
report history --history "$tmp/history"
checked history "$page" 6 true
check 'the history has a picture of what changed' \
	[ "$(grep -c '<svg ' "$page")" -eq 1 ]

slower 2 300 "$golden" >"$tmp/slower.json"
report comparison --compare "$golden" "$tmp/slower.json"
checked comparison "$page" 6 true

tests/page/made-up.sh 10000 >"$tmp/10000.json"
report huge "$tmp/10000.json"
# Processor time, because other programs may run.
took=$( (
	"$mnbench" report "$tmp/10000.json" -o "$tmp/again" >/dev/null
	times
) | awk 'END { split($1 "m" $2, t, "[ms]+")
	print int(60 * t[1] + t[2] + 60 * t[3] + t[4]) }')
check "a page of $rows cells is made within 20 s, not $took" \
	[ "$took" -lt 20 ]
widths='1400 400'
checked huge "$page" "$rows" true

finish
