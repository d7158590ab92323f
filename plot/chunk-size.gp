# SPDX-License-Identifier: GPL-2.0-only
# title: Spurious callbacks and cost against chunk size
# caption: Above: callbacks of one operation whose range holds no device page.
#   Below: what one operation costs over none. A larger chunk needs fewer
#   notifiers but gets more callbacks for unrelated changes of the application.
#   With the filter on, a spurious callback ends in the driver; with the filter
#   off, it reaches the device. Where the two lines coincide, the filter makes
#   no difference. Modes without chunks are drawn as level lines for comparison.
# plan: chunk-size
# needs: chunk_size>=3
# where: mode!=none
# x: chunk_size
# y: spurious_per_op over_none
# axes: log linear linear
# columns: placement
# series: mode filter
load common

left = 70; gap = 60; right = 30; between = 40; below = 66
panel_width = columns_count == 1 ? 700 : (1180 - left - right - \
	(columns_count - 1) * gap) / columns_count
spurious_height = 130
cost_height = 230
width = left + right + columns_count * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + spurious_height + between + cost_height + below)

low = bent_low(over_none_min)
high = bent_high(over_none_max)
set xrange [x_min / 1.5 : x_max * 1.5]
set logscale x 2
# Label every size if the labels fit side by side, else every second or fourth.
steps = log(x_max / x_min) / log(2)
stride = 1 + int(steps * 30 / panel_width)

do for [c = 0:columns_count - 1] {
	x0 = left + c * (panel_width + gap)
	eval panel(x0, top, panel_width, spurious_height)
	if (c == 0) { load legend }
	set label 1 panel_title(c) at screen X(x0), Y(top - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "spurious callbacks per operation" at screen X(x0 - 30), \
		Y(top - 12) left font px(11) textcolor rgb "#606060"
	set xtics ("" x_min)
	do for [i = 0:int(steps + 0.5):stride] { set xtics add ("" x_min * \
		2**i) }
	if (spurious_per_op_max <= 2) { set ytics 0, 0.5, 2 } else { set ytics \
		auto }
	set yrange [-0.05 * (spurious_per_op_max > 1 ? spurious_per_op_max : \
		1) : 1.1 * (spurious_per_op_max > 1 ? spurious_per_op_max : 1)]
	set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead ls 102 back
	eval lines(c, "$1", "$2")
	unset label; unset arrow

	y0 = top + spurious_height + between
	eval panel(x0, y0, panel_width, cost_height)
	set label 2 "over none, " . unit_text at screen X(x0 - 30), Y(y0 - 12) \
		left font px(11) textcolor rgb "#606060"
	set label 3 "chunk size" at screen X(x0 + panel_width / 2), \
		Y(y0 + cost_height + 38) center font px(11) \
		textcolor rgb "#303030"
	do for [i = 0:int(steps + 0.5):stride] { set xtics \
		add (size_text(x_min * 2**i) x_min * 2**i) }
	set ytics auto
	set yrange [bent(low) : bent(high)]
	eval bent_tics("y", low, high)
	set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead ls 102 back
	eval lines(c, "$1", "bent($3)")
	unset label; unset arrow
}
eval finish
