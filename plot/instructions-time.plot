# SPDX-License-Identifier: GPL-2.0-only
# This draws what modes add to operations in time against what they add in
# instructions. `mnbench predict` writes its data: a block for each mode, with
# instructions, ns and its interval, a row, whether it is off the line, and a
# name.
load common

left = 74; gap = 190; right = 40; below = 62
scatter_width = 520
rows_width = row_count ? 330 : -gap
legend_top = 24; legend_left = left; legend_kind = "point"
top = 20 * legend_lines(800) + 52
panel_height = row_count * 15 > 420 ? row_count * 15 : 420
eval start(left + scatter_width + gap + rows_width + right, \
	top + panel_height + below)

# --- Left: all cells, the line, and where cells of other workloads would be.
eval panel(left, top, scatter_width, panel_height)
load legend
set label 1 "added ns (" . timed_venue . ", " . timed_kernel . ")" \
	at screen X(left - 50), Y(top - 14) left font px(11) \
	textcolor rgb "#606060"
set label 2 "added instructions (" . exact_kernel . ")" \
	at screen X(left + scatter_width / 2), \
	Y(top + panel_height + 42) center font px(11) textcolor rgb "#303030"
if (has_line) {
	set label 3 sprintf("%.3f ns for an instruction (%.3f to %.3f)", \
		slope, slope_low, slope_high) at graph 0.03, 0.95 left \
		font px(12) textcolor rgb "#202020"
}
x_low = x_min < 0 ? 1.1 * x_min : 0; x_high = 1.06 * x_max
y_low = y_min < 0 ? 1.1 * y_min : 0; y_high = 1.06 * y_max
set xrange [x_low : x_high]
set yrange [y_low : y_high]
set xtics nomirror
set ytics nomirror
set format "%g"
band = has_line ? "'+' using 1:(another_low * $1):(another_high * $1) " \
	. "with filledcurves fc rgb '#ececec', " \
	. "[x_low : x_high] slope * x with lines lw 1.4 lc rgb '#808080', " : ""
cells = "for [s = 1:series_count] data index (s - 1) using 1:2:3:4 " \
	. "with yerrorbars pt point(s) ps 0.7 lw 1.2 lc rgb color(s), " \
	. "for [s = 1:series_count] data index (s - 1) " \
	. "using ($6 != 0 ? $1 : NaN):2:7 with labels right offset -0.8,0.4 " \
	. "font word_font textcolor rgb '#303030'"
set samples 200
eval "plot [x_low : x_high] " . band . cells
unset label; unset object

# --- Right: what an instruction takes in each cell.
if (row_count) {
	x0 = left + scatter_width + gap
	eval panel(x0, top, rows_width, panel_height)
	stats data using ($5 != 0 ? $4 / $1 : NaN) nooutput name "high"
	stats data using ($5 != 0 ? $3 / $1 : NaN) nooutput name "low"
	rate_low = low_min > 0 ? 0 : low_min < -slope ? -slope : low_min
	rate_high = high_max > 3 * slope ? 3 * slope : 1.05 * high_max
	set label 1 "ns for each added instruction" at screen X(x0), \
		Y(top - 14) left font px(11) textcolor rgb "#606060"
	set xrange [rate_low : rate_high]
	set yrange [row_count + 0.7 : 0.3]
	unset ytics
	set ytics out scale 0 font tic_font textcolor rgb "#303030"
	set object 1 rectangle from another_low, graph 0 to another_high, \
		graph 1 fc rgb "#ececec" fs solid 1 noborder behind
	set arrow 1 from slope, graph 0 to slope, graph 1 nohead lw 1.4 \
		lc rgb "#808080" back
	plot for [s = 1:series_count] data index (s - 1) \
		using ($5 != 0 ? $2 / $1 : NaN):5:($3 / $1):($4 / $1):ytic(7) \
		with xerrorbars pt point(s) ps 0.7 lw 1.2 lc rgb color(s)
	unset label; unset object; unset arrow
}
eval finish
