# SPDX-License-Identifier: GPL-2.0-only
# title: Cost of registration against the number of chunks
# caption: What it costs to map the first page of one more chunk, to detach, and to
#   exit with a device attached, as the device holds more chunks; both axes are
#   logarithmic. In a detach or an exit each chunk is one more interval to remove,
#   so that lines of modes with chunks rise. Modes without chunks are drawn at the
#   number that chunks would need for the same region: what they pay is for its
#   pages. Below, the kernel memory that the device holds for each page run: page
#   table, subscription and chunks.
# plan: registration
# where: timed!=operation timed!=fault
# needs: chunks_now>=3
# x: chunks_now
# y: p50 bytes
# columns: timed
# series: mode filter removal
# along: region_size region_stride region_run chunk_size
load common

left = 70; gap = 60; right = 30; between = 44; below = 60
panel_width = columns_count == 1 ? 700 : (1180 - left - right - (columns_count - 1) * gap) / columns_count
panel_height = 240
side_height = 150
width = left + right + columns_count * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + panel_height + between + side_height + below)

from = x_min < 1 ? 0.7 : x_min / 1.6
set xrange [from : x_max * 1.6]
do for [c = 0:columns_count - 1] {
	x0 = left + c * (panel_width + gap)
	eval panel(x0, top, panel_width, panel_height)
	if (c == 0) { load legend }
	set label 1 word(columns, c + 1) at screen X(x0), Y(top - 28) left font px(13) textcolor rgb "#202020"
	set label 2 "median, " . unit_text at screen X(x0 - 30), Y(top - 12) left font px(11) textcolor rgb "#606060"
	set logscale x 10
	set xtics ("" 1e-9)
	do for [e = 0:9] { set xtics add ("" 10.0**e) }
	set yrange [log_low(p50_min) : log_high(p50_min, p50_max)]
	eval log_tics("y", p50_min, p50_max * 2, "short")
	eval lines(c, "$1", "$2")
	unset label

	y0 = top + panel_height + between
	eval panel(x0, y0, panel_width, side_height)
	set label 2 "kernel memory for each chunk's part of the region, bytes" at screen X(x0 - 30), Y(y0 - 12) left font px(11) textcolor rgb "#606060"
	set label 3 "number of chunks" at screen X(x0 + panel_width / 2), Y(y0 + side_height + 36) center font px(11) textcolor rgb "#303030"
	do for [e = 0:9] { set xtics add (grouped(10.0**e) 10.0**e) }
	set yrange [16 : bytes_max > 1e6 ? 262144 : 65536]
	set logscale y 10
	set ytics ("" 1e-9)
	do for [e = 4:18:2] { set ytics add (size_text(2.0**e) 2.0**e) }
	eval lines(c, "$1", "($3 > 0 ? $3 / $1 : NaN)")
	unset label
}
eval finish
