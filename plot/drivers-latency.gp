# SPDX-License-Identifier: GPL-2.0-only
# title: The same activity under each driver
# caption: Each row is the preset of a driver, and its points are what one
#   operation of the application costs over none as the device takes longer for
#   an invalidation. Where the points of a row lie on each other, the driver
#   finds out in time that the device has no page in the range. Where they are
#   apart, it waits for its device. Presets with the same mode differ in their
#   policies alone. The axis is linear near 0 and logarithmic beyond.
# plan: drivers-latency
# needs: device_ns>=3 preset>=2
# where: preset!=
# x: mode
# y: over_none
# columns: placement
# rows: workload
# series: device_ns
load common

# A latency has a colour, from grey to orange, and a point that is smaller the
# longer it is, so that points that lie on each other are all seen.
LATENCY_COLORS = "#8F8F8F #3597CF #0068B0 #2B1A80 #9C1F5C #D55E00"
color(s) = word(LATENCY_COLORS, series_count == 1 ? 1 : \
	1 + int(5.0 * ((s - 1) % 6) / ((series_count > 6 ? 6 : series_count) \
	- 1)))
point(s) = 7
point_size(s) = 0.65 + 0.27 * (series_count - s > 5 ? 5 : series_count - s)

latency_name(ns) = '"device ' . (ns eq "0" ? "0 ns" : ns) . '" '
series = ""
do for [s = 1:series_count] {
	series = series . latency_name(word(series_device_ns, s))
}

group = 24
left = 20 + LETTER * longest(xs); gap = 40; right = 24
panel_width = grid_columns == 1 ? 700 : \
	(1180 - left - right - (grid_columns - 1) * gap) / grid_columns
panel_height = xs_count * group
width = left + right + grid_columns * (panel_width + gap) - gap
legend_left = left; legend_kind = "point"; legend_top = 18
top = 20 * legend_lines(width - left) + 44
eval start(width, top + grid_rows * (panel_height + 84) - 24)

set yrange [-xs_count * group : 0]
low = bent_low(over_none_min)
high = bent_high(over_none_max)
set xrange [bent(low) : bent(high)]
eval bent_tics("x", low, high)
set grid xtics noytics mxtics nomytics ls 100, ls 101

do for [p = 0:panel_count - 1] {
	x0 = left + (p % grid_columns) * (panel_width + gap)
	y0 = top + (p / grid_columns) * (panel_height + 84)
	eval panel(x0, y0, panel_width, panel_height)
	unset label; unset object; unset arrow
	if (p == 0) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 11) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "cost of one operation over none, " . unit_text at screen \
		X(x0 + panel_width / 2), Y(y0 + panel_height + 36) center \
		font px(11) textcolor rgb "#303030"
	set ytics scale 0 font word_font
	set ytics ("" 0)
	if (p % grid_columns == 0) {
		do for [k = 1:xs_count] { set ytics add (word(xs, k) \
			-(k - 0.5) * group) }
	}
	do for [k = 1:xs_count - 1] { set arrow from graph 0, first -k * group \
		to graph 1, first -k * group nohead ls 100 }
	set arrow from first 0, graph 0 to first 0, graph 1 nohead ls 102 back
	plot for [s = 1:series_count] data index block(p, s) \
		using (bent($2)):(-($1 + 0.5) * group) with points \
		pt point(s) ps point_size(s) lc rgb color(s)
}
eval finish
