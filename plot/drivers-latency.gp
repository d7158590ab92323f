# SPDX-License-Identifier: GPL-2.0-only
# title: The same activity under each driver
# caption: What one operation of the application costs under the preset of each
#   driver, as its device takes longer for an invalidation. A driver whose line
#   stays level finds out in time that the device has no page in the range. One
#   whose line rises with the latency waits for its device, once in each
#   operation or, where it rises faster, more often. Presets with the same mode
#   differ in their policies alone.
# needs: device_ns>=3 preset>=2
# where: preset!=
# x: device_ns
# y: over_none
# axes: linear linear
# columns: placement
# rows: workload
# series: mode
load common

left = 70; gap = 60; right = 30
panel_width = grid_columns == 1 ? 700 : (1180 - left - right - (grid_columns - \
	1) * gap) / grid_columns
panel_height = 260
width = left + right + grid_columns * (panel_width + gap) - gap
legend_left = left; legend_kind = "line"; legend_top = 18
top = 20 * legend_lines(width - left) + 58
eval start(width, top + grid_rows * (panel_height + 98) - 38)

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
	y0 = top + (p / grid_columns) * (panel_height + 98)
	eval panel(x0, y0, panel_width, panel_height)
	if (p == 0) { load legend }
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
