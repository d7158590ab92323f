# SPDX-License-Identifier: GPL-2.0-only
# title: Cost against the number of chunks
# caption: What it costs to have more chunks (interval notifiers): in each
#   operation of the application, in memory that the mode holds, and in time
#   until the device has mapped its region. The region grows with the number of
#   chunks. Therefore a mode without chunks is drawn at the number of chunks
#   that the same region would need, and the time to map includes the faults of
#   all its pages. ruler-interval is one bare interval, the least that any mode
#   with intervals can cost.
# plan: chunk-count
# needs: chunks_peak>=3 region_size>=3
# where: mode!=none placement=far
# x: chunks_peak
# y: over_none bytes fill
# axes: log linear log log
# columns: workload
# series: mode filter removal
# along: region_size region_stride region_run
load common

left = 70; gap = 60; right = 30; between = 44; below = 60
panel_width = columns_count == 1 ? 700 : (1180 - left - right - \
	(columns_count - 1) * gap) / columns_count
cost_height = 200
side_height = 130
width = left + right + columns_count * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + cost_height + 2 * (between + side_height) + below)

from = x_min < 1 ? 0.7 : x_min / 1.4
set xrange [from : x_max * 1.4]
set logscale x 10
low = bent_low(over_none_min)
high = bent_high(over_none_max)

do for [c = 0:columns_count - 1] {
	x0 = left + c * (panel_width + gap)
	eval panel(x0, top, panel_width, cost_height)
	if (c == 0) { load legend }
	set label 1 panel_title(c) at screen X(x0), Y(top - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "operation over none, " . unit_text at screen X(x0 - 30), \
		Y(top - 12) left font px(11) textcolor rgb "#606060"
	set xtics ("" 1)
	do for [e = 0:9] { set xtics add ("" 10.0**e) }
	set yrange [bent(low) : bent(high)]
	eval bent_tics("y", low, high)
	set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead ls 102 back
	eval lines(c, "$1", "bent($2)")
	unset label; unset arrow

	y0 = top + cost_height + between
	eval panel(x0, y0, panel_width, side_height)
	set label 2 "memory held by the mode, bytes" at screen X(x0 - 30), \
		Y(y0 - 12) left font px(11) textcolor rgb "#606060"
	set logscale y 10
	set yrange [50 : bytes_max > 50 ? bytes_max * 2 : 1000]
	set ytics ("" 1)
	do for [e = 1:5] { set ytics add (size_text(2.0**(10 * e)) \
		2.0**(10 * e)) }
	do for [e = 0:4] { set ytics add (size_text(2.0**(10 * e + 5)) \
		2.0**(10 * e + 5)) }
	eval lines(c, "$1", "$3")
	unset label

	y0 = y0 + side_height + between
	eval panel(x0, y0, panel_width, side_height)
	set label 2 "time to map the region, " . unit_text \
		at screen X(x0 - 30), Y(y0 - 12) left font px(11) \
		textcolor rgb "#606060"
	set label 3 "number of chunks" at screen X(x0 + panel_width / 2), \
		Y(y0 + side_height + 36) center font px(11) \
		textcolor rgb "#303030"
	do for [e = 0:9] { set xtics add (grouped(10.0**e) 10.0**e) }
	set yrange [fill_min > 0 ? fill_min / 2 : 1 : fill_max * 2]
	set ytics ("" 1)
	do for [e = 0:12] { set ytics add (short(10.0**e) 10.0**e) }
	eval lines(c, "$1", "$4")
	unset label
	unset logscale y
}
eval finish
