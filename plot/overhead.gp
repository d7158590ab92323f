# SPDX-License-Identifier: GPL-2.0-only
# title: Overhead by workload and mode
# caption: Each bar is what one mode adds to the median of one operation, over
#   the same operation without a device (mode none, the line at 0). The axis is
#   linear up to about 20 and logarithmic beyond: compare the numbers at the
#   ends of the bars, not their lengths. A bar to the left of 0 is faster than
#   none. The panels differ in where the application acts (far from the device's
#   pages, beside them in the same chunk, or on them) and in how long the device
#   takes for an invalidation.
# plan: quick
# needs: device_ns<=2 chunk_size<=2 region_size<=1
# where: mode!=none
# x: workload
# y: over_none
# columns: placement
# rows: device_ns
# series: mode chunk_size filter removal
load common

pitch = series_count > 6 ? 11 : 13
group = series_count * pitch + 10
left = 20 + LETTER * longest(xs); gap = 22; right = 20
panel_width = (1180 - left - right - (grid_columns - 1) * gap) / grid_columns
panel_height = xs_count * group
# Repeat the legend over each row of panels, because the panels are high.
legend_left = left; legend_kind = "box"
above = 20 * legend_lines(1180 - left) + 44
row_height = above + panel_height + 60
eval start(1180, grid_rows * row_height - 6)

# Leave room for the numbers behind the longest bars, and for names of modes
# where there are many colours.
named = series_count > 6
room = 62 + (named ? 8 + 5.6 * longest(series) : 0)
text(v, s) = named && v == v ? signed(v) . "  " . word(series, s) : signed(v)
longest_bar = over_none_max > 25 ? over_none_max : 25
span = bent(longest_bar) - bent(over_none_min < 0 ? over_none_min : 0)
span = span * panel_width / (panel_width - (over_none_min < 0 ? 2 : 1) * room)
letters = span * room / panel_width
set xrange [over_none_min < 0 ? bent(over_none_min) - letters : 0 : \
	bent(longest_bar) + letters]
set yrange [-xs_count * group : 0]
eval bent_tics("x", over_none_min, longest_bar * 1.05)
set grid noytics nomytics
place(k, s) = -(k * group + 5 + (s - 0.5) * pitch)
end(v) = bent(v) + (v < 0 ? -1 : 1) * span * 4 / panel_width

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
	set label 2 "cost of one operation over none, " . unit_text \
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
		using (0):(place($1, s)):(0):(bent($2)):(place($1, s) - pitch \
		* 0.38):(place($1, s) + pitch * 0.38) \
		with boxxyerror fs solid (same_before(s) ? 0.45 : 1) border lc \
		rgb color(s) lc rgb color(s), \
		for [s = 1:series_count] data index block(p, s) \
		using ($2 < 0 ? NaN : end($2)):(place($1, s)):(text($2, s)) \
		with labels left font px(10) textcolor rgb "#303030", \
		for [s = 1:series_count] data index block(p, s) \
		using ($2 < 0 ? end($2) : NaN):(place($1, s)):(text($2, s)) \
		with labels right font px(10) textcolor rgb "#303030"
}
eval finish
