# SPDX-License-Identifier: GPL-2.0-only
# title: Overhead against device latency
# caption: How much slower one operation gets as the device takes longer for an
#   invalidation. The line of a mode that invalidates the device once in each
#   operation rises by as much as the latency does. A mode that gets no
#   callback, or whose filter skips ranges without device pages, stays level.
#   Modes that never wait for a device (stale) are drawn at every latency.
# plan: device-latency
# needs: device_ns>=3
# where: mode!=none preset=
# x: device_ns
# y: over_none
# axes: linear linear
# columns: placement
# rows: workload
# series: mode chunk_size filter removal
load common

left = 70; gap = 60; right = 30
panel_width = grid_columns == 1 ? 700 : (1180 - left - right - (grid_columns - \
	1) * gap) / grid_columns
panel_height = 240
width = left + right + grid_columns * (panel_width + gap) - gap
# Repeat the legend over every second row of panels, so that it is never far.
legend_left = left; legend_kind = "line"
legend_height = 20 * legend_lines(width - left)
has_legend(row) = row % 2 == 0
legends(row) = (row + 1) / 2
row_top(row) = legends(row) * legend_height + row * (panel_height + 98) + \
	(has_legend(row) ? legend_height : 0) + 58
eval start(width, row_top(grid_rows - 1) + panel_height + 54)

low = bent_low(over_none_min)
high = bent_high(over_none_max)
set xrange [bent(-6) : bent(x_max * 1.6)]
set yrange [bent(low) : bent(high)]
set xtics ("0" 0)
do for [e = 2:9] {
	if (10**e <= x_max) { set xtics add (time_text(10.0**e) bent(10.0**e)) }
	if (2 * 10**e <= x_max) { set xtics add ("" bent(2 * 10.0**e) 1) }
	if (5 * 10**e <= x_max) { set xtics add ("" bent(5 * 10.0**e) 1) }
}
eval bent_tics("y", low, high)

do for [p = 0:panel_count - 1] {
	x0 = left + (p % grid_columns) * (panel_width + gap)
	row = p / grid_columns
	y0 = row_top(row)
	eval panel(x0, y0, panel_width, panel_height)
	legend_top = y0 - 40 - legend_height
	if (p % grid_columns == 0 && has_legend(row)) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "over none, " . unit_text at screen X(x0 - 30), Y(y0 - 12) \
		left font px(11) textcolor rgb "#606060"
	set label 3 "latency of one invalidation" at screen X(x0 + panel_width \
		/ 2), Y(y0 + panel_height + 36) center font px(11) \
		textcolor rgb "#303030"
	set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead ls 102 back
	set arrow 2 from first 0, first 0 to first bent(x_max), first \
		bent(x_max) nohead lc rgb "#dcdcdc" lw 8 back
	eval lines(p, "bent($1)", "bent($2)")
	unset label; unset arrow
}
eval finish
