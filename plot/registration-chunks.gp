# SPDX-License-Identifier: GPL-2.0-only
# title: Cost of registration against the number of chunks
# caption: What it costs to map the first page of another chunk, to detach, and
#   to exit with an attached device, as the device holds more chunks. Both axes
#   are logarithmic. A detach or an exit removes an interval for each chunk, so
#   the lines of modes with chunks rise. What other modes pay is for the pages
#   of the region, which has a run of pages for each chunk. The last panels show
#   kernel memory of the device: page table, subscription and chunks.
# plan: registration
# where: timed!=operation timed!=fault
# needs: runs>=3
# x: runs
# y: p50 bytes
# axes: log log log
# columns: timed
# series: mode chunk_size filter removal
# along: region_size
load common

left = 70; gap = 60; right = 30; below = 98
# One panel more than there are timed kinds: memory.
panel_columns = columns_count < 2 ? columns_count + 1 : 2
panel_rows = (columns_count + panel_columns) / panel_columns
panel_width = (1180 - left - right - (panel_columns - 1) * gap) / panel_columns
panel_height = 240
width = left + right + panel_columns * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + panel_rows * (panel_height + below) - 38)

from = x_min < 1 ? 0.7 : x_min / 1.6
set xrange [from : x_max * 1.6]
set logscale x 10
set xtics ("" 1e-9)
do for [e = 0:9] { set xtics add (grouped(10.0**e) 10.0**e) }

do for [c = 0:columns_count] {
	memory = c == columns_count
	x0 = left + (c % panel_columns) * (panel_width + gap)
	y0 = top + (c / panel_columns) * (panel_height + below)
	eval panel(x0, y0, panel_width, panel_height)
	if (c == 0) { load legend }
	set label 1 (memory ? "memory" : word(columns, c + 1)) \
		at screen X(x0), Y(y0 - 28) left font px(13) \
		textcolor rgb "#202020"
	set label 2 (memory ? "held by the device, bytes" : "median, " . \
		unit_text) at screen X(x0 - 30), Y(y0 - 12) left font px(11) \
		textcolor rgb "#606060"
	set label 3 "runs of device pages, a chunk each at the most" \
		at screen X(x0 + panel_width / 2), Y(y0 + panel_height + 36) \
		center font px(11) textcolor rgb "#303030"
	if (memory) {
		set yrange [bytes_min / 2 : bytes_max * 2]
		set ytics ("" 1e-9)
		do for [e = 8:40:2] { set ytics add (size_text(2.0**e) 2.0**e) }
		eval lines(columns_count - 1, "$1", "$3")
	} else {
		set yrange [log_low(p50_min) : log_high(p50_min, p50_max)]
		eval log_tics("y", p50_min, p50_max * 2, "short")
		eval lines(c, "$1", "$2")
	}
	unset label
}
eval finish
