# SPDX-License-Identifier: GPL-2.0-only
# title: Cost of registration against VMAs
# caption: What it costs to attach a device, to map the first page of a chunk,
#   to detach, and to exit with an attached device, as the process has more
#   VMAs. Both axes are logarithmic. A level line does not depend on the size of
#   the address space. A rising line waits for something that walks all of it.
#   An exit frees every VMA in all modes: compare it with none.
# plan: registration
# where: timed!=operation timed!=fault
# needs: vmas>=3
# x: vmas
# y: p50
# axes: log log
# columns: timed
# series: mode chunk_size filter removal
load common

# A logarithmic axis has no 0: draw it at a tenth of the first other value.
first = word(xs, 1) + 0 > 0 ? word(xs, 1) + 0 : (words(xs) > 1 ? word(xs, 2) / \
	10.0 : 0.1)
at(v) = v > 0 ? v : first
left = 70; gap = 60; right = 30; below = 98
panel_columns = columns_count < 2 ? 1 : 2
panel_rows = (columns_count + panel_columns - 1) / panel_columns
panel_width = columns_count == 1 ? 700 : (1180 - left - right - gap) / 2
panel_height = 240
width = left + right + panel_columns * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + panel_rows * (panel_height + below) - 38)

set xrange [first / 1.6 : x_max * 1.6]
set yrange [log_low(p50_min) : log_high(p50_min, p50_max)]
eval log_tics("y", p50_min, p50_max * 2, "short")
eval log_tics("x", first, x_max, "grouped")
set xtics ("" 1e-9)
do for [i = 1:words(xs)] { set xtics add (grouped(word(xs, i) + 0) \
	at(word(xs, i) + 0)) }

do for [c = 0:columns_count - 1] {
	x0 = left + (c % panel_columns) * (panel_width + gap)
	y0 = top + (c / panel_columns) * (panel_height + below)
	eval panel(x0, y0, panel_width, panel_height)
	if (c == 0) { load legend }
	set label 1 word(columns, c + 1) at screen X(x0), Y(y0 - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "median, " . unit_text at screen X(x0 - 30), Y(y0 - 12) \
		left font px(11) textcolor rgb "#606060"
	set label 3 "additional VMAs of the process" \
		at screen X(x0 + panel_width / 2), Y(y0 + panel_height + 36) \
		center font px(11) textcolor rgb "#303030"
	eval lines(c, "at($1)", "$2")
	unset label; unset arrow
}
eval finish
