# SPDX-License-Identifier: GPL-2.0-only
# title: Cost of a mapped page against pages per fault
# caption: Above: the median of one device fault. Below: the part of it that
#   maps one page, which is the fault minus the same call when all its pages are
#   mapped already, divided by the pages. A fault has a cost that does not
#   depend on how many pages it maps, so the lower lines fall until only the
#   cost of a page is left. Where the lines of two modes coincide, both map
#   alike.
# plan: device-fault
# where: timed=fault
# needs: pages>=3
# x: pages
# y: p50 map_per_page
# axes: log log log
# columns: workload
# series: mode chunk_size filter removal
load common

left = 70; gap = 60; right = 30; between = 44; below = 60
panel_width = columns_count == 1 ? 700 : (1180 - left - right - \
	(columns_count - 1) * gap) / columns_count
panel_height = 200
width = left + right + columns_count * (panel_width + gap) - gap
legend_top = 18; legend_left = left; legend_kind = "line"
top = 20 * legend_lines(width - left) + 58
eval start(width, top + 2 * panel_height + between + below)

set xrange [x_min / 1.4 : x_max * 1.4]
set logscale x 2
do for [c = 0:columns_count - 1] {
	x0 = left + c * (panel_width + gap)
	eval panel(x0, top, panel_width, panel_height)
	if (c == 0) { load legend }
	set label 1 panel_title(c) at screen X(x0), Y(top - 28) left \
		font px(13) textcolor rgb "#202020"
	set label 2 "one fault, " . unit_text at screen X(x0 - 30), \
		Y(top - 12) left font px(11) textcolor rgb "#606060"
	set xtics ("" x_min)
	do for [i = 1:words(xs)] { set xtics add ("" word(xs, i) + 0) }
	set yrange [log_low(p50_min) : log_high(p50_min, p50_max)]
	eval log_tics("y", p50_min, p50_max * 2, "short")
	eval lines(c, "$1", "$2")
	unset label

	y0 = top + panel_height + between
	eval panel(x0, y0, panel_width, panel_height)
	set label 2 "mapping of one page, " . unit_text at screen X(x0 - 30), \
		Y(y0 - 12) left font px(11) textcolor rgb "#606060"
	set label 3 "pages of one fault" at screen X(x0 + panel_width / 2), \
		Y(y0 + panel_height + 36) center font px(11) \
		textcolor rgb "#303030"
	do for [i = 1:words(xs)] { set xtics add (word(xs, i) word(xs, i) + 0) }
	set yrange [log_low(map_per_page_min) : log_high(map_per_page_min, \
		map_per_page_max)]
	eval log_tics("y", map_per_page_min, map_per_page_max * 2, "short")
	eval lines(c, "$1", "$3")
	unset label
}
eval finish
