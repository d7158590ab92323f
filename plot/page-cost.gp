# SPDX-License-Identifier: GPL-2.0-only
# title: What a mode adds to each page of an operation
# caption: What one operation costs over none, divided by its pages. The figure
#   is that of the most pages. Bars of equal length: the mode adds the same to
#   each page, because the kernel calls it page by page. Bars that get shorter
#   with more pages: it adds something to an operation, however many pages this
#   has.
# plan: numa
# needs: pages>=3 threads<=1 chunk_size<=2
# where: mode!=none
# x: mode
# y: over_none_per_page
# columns: workload
# rows: placement
# series: pages
load common

# Darker with more pages.
SHADES = "#B9D3EA #7FAFD6 #3F82BA #0B4F8A #062C52"
color(s) = series_count == 1 ? word(SHADES, 4) : word(SHADES, \
	1 + int((s - 1) * 4.0 / (series_count - 1) + 0.5))
same_before(s) = 0

bar = series_count > 4 ? 4 : 6
group = series_count * bar + 12
left = 24 + LETTER * longest(xs); gap = 34; right = 24; below = 92
panel_columns = columns_count == 1 && rows_count > 1 ? 2 : \
	(columns_count < 4 ? columns_count : 4)
panel_rows = (panel_count + panel_columns - 1) / panel_columns
panel_width = panel_count == 1 ? 700 : (1180 - left - right - \
	(panel_columns - 1) * gap) / panel_columns
panel_height = xs_count * group
width = panel_count == 1 ? left + right + panel_width : 1180
legend_top = 18; legend_left = left; legend_kind = "box"
top = 20 * legend_lines(width - left) + 40
eval start(width, top + panel_rows * (panel_height + below) - 34)

low = over_none_per_page_min < 0 ? over_none_per_page_min : 0
high = over_none_per_page_max > 1 ? over_none_per_page_max : 1
# To the right of the bars are the figures.
right_end = high + 0.24 * (high - low)
set xrange [low - 0.01 * (high - low) : right_end]
set yrange [-xs_count * group : 0]
# Some five ticks of 1, 2 or 5 times a power of ten.
apart = (right_end - low) / 5.0
power = 10.0**floor(log10(apart))
set xtics power * (apart < 2 * power ? 2 : apart < 5 * power ? 5 : 10) \
	format "%g"
set grid xtics noytics nomxtics nomytics
set style fill solid 1 noborder
# The upper end of the bar of series s in row k.
bar_top(k, s) = -(k * group + 6 + (s - 1) * bar)
plus(v) = v > 0 ? v : 0
minus(v) = v < 0 ? v : 0

do for [p = 0:panel_count - 1] {
	x0 = left + (p % panel_columns) * (panel_width + gap)
	y0 = top + (p / panel_columns) * (panel_height + below)
	eval panel(x0, y0, panel_width, panel_height)
	if (p == 0) { load legend }
	set label 1 panel_title(p) at screen X(x0), Y(y0 - 12) left \
		font px(13) textcolor rgb "#202020"
	if (p % panel_columns == 0) {
		set label 2 "cost of one operation over none for each page, " \
			. unit_text at screen X((left + width - right) / 2), \
			Y(y0 + panel_height + 36) center font px(11) \
			textcolor rgb "#303030"
	}
	set ytics scale 0 font word_font
	set ytics ("" 0)
	if (p % panel_columns == 0) {
		do for [k = 1:xs_count] { set ytics add (word(xs, k) \
			-(k - 0.5) * group) }
	}
	unset arrow
	do for [k = 1:xs_count - 1] { set arrow from graph 0, first -k * group \
		to graph 1, first -k * group nohead ls 100 }
	set arrow from first 0, graph 0 to first 0, graph 1 nohead ls 102 front
	plot for [s = 1:series_count] data index block(p, s) \
		using (0):(0):(minus($2)):(plus($2)) \
		:(bar_top($1, s) - bar + 1):(bar_top($1, s)) \
		with boxxyerror lc rgb color(s), \
		data index block(p, series_count) \
		using (right_end):(-($1 + 0.5) * group):(signed($2)) \
		with labels right font px(11) \
		textcolor rgb "#202020"
	unset label; unset object
}
eval finish
