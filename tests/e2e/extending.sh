#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the samples of docs/extending.md and docs/report.md: they do what
# these pages say. Pasted into a copy of the tree they pass make lint, build,
# are listed, measure what the page prints and draw a picture.
set -u
. tests/e2e/lib.sh
. tests/lib-scratch.sh

tree=$tmp/tree
scratch_tree "$tree"
cp -R .clang-format .ci README.md docs plans plot tests "$tree/"

# paste_samples PAGE: write each block that names a file behind its language.
paste_samples() {
	awk -v tree="$tree" '
		/^```/ && inside { close(file); inside = 0; next }
		/^```[a-z]+ [^ ]+$/ { file = tree "/" $2; inside = 1; print $2
			printf "" >file; next }
		inside { print >file }' "$1"
}
for page in docs/extending.md docs/report.md; do
	paste_samples "$page"
done >"$tmp/pasted"
sed 's/^/# /' "$tmp/pasted"
for file in workloads/free_later.c module/mode_filtered_keen.c \
	plans/free-later.ini plot/worst.gp; do
	check "there is a sample $file" grep -qx "$file" "$tmp/pasted"
done

run make -C "$tree" lint
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/out" "$tmp/err"
check 'the samples pass make lint' [ "$status" -eq 0 ]
run make -C "$tree" build
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/out" "$tmp/err"
check 'they build' [ "$status" -eq 0 ]
mnbench=$tree/build/mnbench
"$mnbench" list workloads >"$tmp/out"
check 'the workload is listed' grep -q '^free-later ' "$tmp/out"
"$mnbench" list modes >"$tmp/out"
check 'so is the mode' grep -q '^filtered-keen  *available ' "$tmp/out"
"$mnbench" list plans >"$tmp/out"
check 'and the plan' grep -q '^free-later ' "$tmp/out"

run "$mnbench" run --plan free-later -o "$tmp/free.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'the plan is measured, and counted as predicted' [ "$status" -eq 0 ]
"$mnbench" show --width 100 "$tmp/free.json" >"$tmp/shown"
# The block behind "prints for the placement" has the rows of the page.
awk '/prints for the placement/ { wanted = 1 }
	/^```/ { if (inside) exit; inside = wanted; next }
	inside' docs/extending.md >"$tmp/printed"
check 'the page has rows' [ "$(wc -l <"$tmp/printed")" -eq 3 ]
while read -r row; do
	grep -qF -- "$row" "$tmp/shown" ||
		grep "^${row%% *} " "$tmp/shown" | sed 's/^/# /'
	check "printed as on the page: ${row%% *}" \
		grep -qF -- "$row" "$tmp/shown"
done <"$tmp/printed"
run "$mnbench" report "$tmp/free.json" -o "$tmp/report"
check 'the plot is drawn' [ -s "$tmp/report/worst.svg" ]
check 'and in the page' grep -q 'src="data:image/svg+xml;base64,' \
	"$tmp/report/index.html"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
finish
