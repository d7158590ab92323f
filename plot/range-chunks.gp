# SPDX-License-Identifier: GPL-2.0-only
# title: Cost of one range against the chunks that it meets
# caption: What a mode adds to the median of an operation whose one range covers
#   all memory of the device. If the range overlaps N chunks there are N
#   callbacks, one after the other, and each waits for the device. So the line
#   of a mode with chunks rises with their number from the first chunk on, while
#   a mode with a single callback waits once. With a device that takes no time,
#   the rise is the work on device pages and chunks. The region has a run of
#   pages for each chunk. Both axes are logarithmic.
# plan: worst-case
# where: timed=operation placement=overlap mode!=none
# needs: runs>=3
# x: runs
# y: over_none
# axes: log log
# columns: workload
# rows: device_ns
# series: mode filter removal
# along: region_size
load common

left = 70; gap = 60; right = 30; below = 98
grid_columns = columns_count
grid_rows = rows_count
panel_width = grid_columns == 1 ? 700 : (1180 - left - right - (grid_columns - \
	1) * gap) / grid_columns
panel_height = 240
width = left + right + grid_columns * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + grid_rows * (panel_height + below) - 38)

from = x_min < 1 ? 0.7 : x_min / 1.3
set xrange [from : x_max * 1.3]
low = bent_low(over_none_min)
high = bent_high(over_none_max)
set yrange [bent(low < 0 ? low : 0) : bent(high)]
eval bent_tics("y", low, high)
set logscale x 10
set xtics ("" 1e-9)
doubling = x_max / x_min < 300
do for [e = 0:9] { set xtics add (grouped(doubling ? 2.0**e : 10.0**e) \
	doubling ? 2.0**e : 10.0**e) }

do for [p = 0:panel_count - 1] {
	x0 = left + (p % grid_columns) * (panel_width + gap)
	y0 = top + (p / grid_columns) * (panel_height + below)
	eval panel(x0, y0, panel_width, panel_height)
	if (p == 0) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "one operation over none, " . unit_text \
		at screen X(x0 - 30), Y(y0 - 12) left font px(11) \
		textcolor rgb "#606060"
	set label 3 "runs of device pages, a chunk each at the most" \
		at screen X(x0 + panel_width / 2), Y(y0 + panel_height + 36) \
		center font px(11) textcolor rgb "#303030"
	set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead ls 102 back
	eval lines(p, "$1", "bent($2)")
	unset label; unset arrow
}
eval finish
