# SPDX-License-Identifier: GPL-2.0-only
# title: Latency of device faults, with the application idle and busy
# caption: A point is the median of a device fault under one mode, with the
#   application idle and while it changes unrelated memory. A mode with
#   callbacks for unrelated changes collides with them and tries again. A fault
#   that reaches the bound on retries gives up, and its point is where it gave
#   up. The axis is logarithmic.
# plan: device-side
# where: timed=fault
# needs: workload>=2
# x: workload
# y: p50 p99 max collisions_per_op gave_up_per_op
# axes: words log none none none none
# columns: placement
# series: mode chunk_size filter removal
# along: threads
load common

pitch = 14
group = series_count * pitch + 12
left = 20 + LETTER * longest(xs); gap = 22; right = 20
panel_width = (1180 - left - right - (grid_columns - 1) * gap) / grid_columns
panel_height = xs_count * group
legend_left = left; legend_top = 18; legend_kind = "line"
top = 20 * legend_lines(1180 - left) + 44
eval start(1180, top + panel_height + 54)

# Leave room for the text behind the longest lines.
collides = collisions_per_op_max > 0
gives_up = gave_up_per_op_max > 0
words_width = 94 + 5.6 * longest(series) + (collides ? 110 : 0) + \
	(gives_up ? 80 : 0)
rate(v, word) = v > 0 ? "  " . (v < 100 ? sprintf("%.3g", v) : grouped(v)) . \
	" " . word : ""
text(p50, collisions, gave_up, s) = grouped(p50) . "  " . word(series, s) . \
	rate(collisions, "collisions") . rate(gave_up, "gave up")
span = log10(max_max / p50_min * 1.3) * panel_width / (panel_width - \
	words_width)
set xrange [p50_min / 1.15 : p50_min / 1.15 * 10**span]
set yrange [-xs_count * group : 0]
eval log_tics("x", p50_min, max_max * 1.05, "short")
set grid noytics nomytics
place(k, s) = -(k * group + 6 + (s - 0.5) * pitch)
right_of(v) = v * 10**(span * 8 / panel_width)

do for [p = 0:panel_count - 1] {
	column = p % grid_columns
	x0 = left + column * (panel_width + gap)
	eval panel(x0, top, panel_width, panel_height)
	if (p == 0) { load legend } else { unset label; unset arrow }
	set label 1 panel_title(p) at screen X(x0), Y(top - 11) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "latency of one fault, " . unit_text \
		at screen X(x0 + panel_width / 2), Y(top + panel_height + 38) \
		center font px(11) textcolor rgb "#303030"
	set ytics scale 0 font word_font
	set ytics ("" 0)
	if (column == 0) {
		do for [k = 1:xs_count] { set ytics add (word(xs, k) \
			-(k - 0.5) * group) }
	}
	do for [k = 1:xs_count - 1] { set arrow (100 + k) from graph 0, first \
		-k * group to graph 1, first -k * group nohead ls 100 }
	plot for [s = 1:series_count] data index block(p, s) \
		using 2:(place($1, s)):($4 - $2):(0) with vectors nohead lw 2 \
		lc rgb color(s), \
		for [s = 1:series_count] data index block(p, s) \
		using 3:(place($1, s) - 4):(0):(8) with vectors nohead lw 1.6 \
		lc rgb color(s), \
		for [s = 1:series_count] data index block(p, s) \
		using 2:(place($1, s)) with points pt point(s) ps 0.9 lc \
		rgb color(s), \
		for [s = 1:series_count] data index block(p, s) \
		using (right_of($4)):(place($1, s)):(text($2, $5, $6, s)) \
		with labels left font px(10) textcolor rgb "#303030"
}
eval finish
