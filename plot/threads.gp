# SPDX-License-Identifier: GPL-2.0-only
# title: Threads that operate at the same time
# caption: The time of one operation while the other threads of the process
#   repeat it, each on a CPU of its own and in a VMA of its own, or on a part of
#   one VMA. The bars are intervals of 95 %. Both axes are logarithmic: with a
#   straight line that rises, threads wait for each other; a level one scales.
#   What they wait for without a mode is the kernel's: the lock of the address
#   space, and the answers of other CPUs that must flush their TLB. Where the
#   line of a mode moves away from none, its callbacks make them wait for each
#   other, too.
# plan: threads
# where: arm=a
# needs: threads>=2
# x: threads
# y: time time_low time_high
# columns: workload
# series: mode chunk_size filter removal sharing
load common

left = 70; gap = 60; right = 30; below = 98
panel_columns = panel_count < 2 ? 1 : 2
panel_rows = (panel_count + panel_columns - 1) / panel_columns
panel_width = panel_columns == 1 ? 700 : (1180 - left - right - gap) / 2
panel_height = 240
width = left + right + panel_columns * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + panel_rows * (panel_height + below) - 38)

set xrange [x_min / 1.3 : x_max * 1.3]
set logscale x 2
set xtics 2 format "%g"
# Cells of a single process have no intervals, whose ends are 0 then.
low = time_high_max > 0 ? time_low_min : time_min
high = time_high_max > time_max ? time_high_max : time_max
# Series stand a little apart, so that bars that are equal are both seen.
apart(x, s) = x * (1 + 0.03 * (s - (series_count + 1) / 2.0))

do for [p = 0:panel_count - 1] {
	x0 = left + (p % panel_columns) * (panel_width + gap)
	y0 = top + (p / panel_columns) * (panel_height + below)
	eval panel(x0, y0, panel_width, panel_height)
	if (p == 0) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "time of an operation, " . unit_text \
		at screen X(x0 - 30), Y(y0 - 12) left font px(11) \
		textcolor rgb "#606060"
	set label 3 "threads" at screen X(x0 + panel_width / 2), \
		Y(y0 + panel_height + 36) center font px(11) \
		textcolor rgb "#303030"
	set yrange [log_low(low) : log_high(low, high)]
	eval log_tics("y", low, high * 2, "time_text")
	plot for [s = 1:series_count] data index block(p, s) \
		using (apart($1, s)):3:(0):($4 - $3) with vectors nohead \
		lw 5 lc rgb "#70" . color(s)[2:7], \
		for [s = 1:series_count] data index block(p, s) \
		using (apart($1, s)):2 with linespoints lw line_width(s) \
		dt dash(s) pt point(s) ps point_size(s) lc rgb color(s)
	unset label
}
eval finish
