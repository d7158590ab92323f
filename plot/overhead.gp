# SPDX-License-Identifier: GPL-2.0-only
# title: Overhead by workload and mode
# caption: Each point is what one mode adds to the median of one operation, in
#   percent of the same operation without a device (mode none, the line at 0).
#   The axis is linear, so distances are amounts. A point to the left of 0 is
#   faster than none. Points of one row stand a little apart, so that equal ones
#   are seen. The panels differ in where the application acts (far from the
#   device's pages, beside them in the same chunk, or on them) and in how long
#   the device takes for an invalidation.
# plan: quick
# needs: device_ns<=2 chunk_size<=2 region_size<=1
# where: mode!=none
# x: workload
# y: over_none_pct
# axes: words linear
# columns: placement
# rows: device_ns
# series: mode chunk_size filter removal
load common

group = 26
left = 20 + LETTER * longest(xs); gap = 30; right = 20
panel_width = (1180 - left - right - (grid_columns - 1) * gap) / grid_columns
panel_height = xs_count * group
# Repeat the legend over each row of panels, because the panels are high.
legend_left = left; legend_kind = "point"
above = 20 * legend_lines(1180 - left) + 44
row_height = above + panel_height + 60
eval start(1180, grid_rows * row_height - 6)

set yrange [-xs_count * group : 0]
low = over_none_pct_min < 0 ? over_none_pct_min : 0
high = over_none_pct_max > 1 ? over_none_pct_max : 1
set xrange [low - 0.02 * (high - low) : high + 0.02 * (high - low)]
set xtics autofreq format "%g %%"
set grid xtics noytics nomxtics nomytics
# The place of series s in row k: up to 9 pixels above or below its middle.
place(k, s) = -((k + 0.5) * group + ((s * 2) % 7 - 3) * 3)

do for [p = 0:panel_count - 1] {
	column = p % grid_columns
	x0 = left + column * (panel_width + gap)
	y0 = above + (p / grid_columns) * row_height
	eval panel(x0, y0, panel_width, panel_height)
	unset label; unset object
	legend_top = y0 - above + 18
	if (column == 0) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 11) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "cost of one operation over none, in percent" \
		at screen X(x0 + panel_width / 2), Y(y0 + panel_height + 38) \
		center font px(11) textcolor rgb "#303030"
	set ytics scale 0 font word_font
	set ytics ("" 0)
	if (column == 0) {
		do for [k = 1:xs_count] { set ytics add (word(xs, k) \
			-(k - 0.5) * group) }
	}
	unset arrow
	do for [k = 1:xs_count - 1] { set arrow from graph 0, first -k * group \
		to graph 1, first -k * group nohead ls 100 }
	set arrow from first 0, graph 0 to first 0, graph 1 nohead ls 102 front
	plot for [s = 1:series_count] data index block(p, s) \
		using 2:(place($1, s)) with points pt point(s) \
		ps point_size(s) lc rgb color(s)
}
eval finish
