# SPDX-License-Identifier: GPL-2.0-only
# This draws what each mode costs over none against the version of the kernel, a
# panel for each workload. `mnbench matrix` writes its data: a block for each
# workload, mode and architecture, with the place of a kernel and the cost.
load common

left = 84; gap = 76; right = 24; between = 74; below = 44
panel_width = 290; panel_height = 170
across = words(workloads) < 3 ? words(workloads) : 3
down = (words(workloads) + across - 1) / across
arch_count = words(architectures)
width = left + across * (panel_width + gap) - gap + right
legend_left = left; legend_kind = "line"; legend_top = 46
legend_width(s) = 60 + LETTER * strlen(word(series, s))
top = 20 * legend_lines(width - left) + 92
eval start(width, top + down * (panel_height + between) - between + below)

arch_word(a) = word(architectures, a) \
	. (a == 1 ? " solid" : a == 2 ? " dashed, open points" : " dotted")
# Points of another architecture than the first are open: the point before a
# filled one is the same, open.
arch_point(s, a) = a == 1 ? point(s) : point(s) - 1
arch_words = arch_count == 1 ? word(architectures, 1) : \
	arch_word(1) . ", " . arch_word(2)
index_of(w, s, a) = ((w - 1) * series_count + s - 1) * arch_count + a - 1
last_kernel = words(kernels) - 1
set xrange [-0.25 : last_kernel + 0.25]

do for [w = 1:words(workloads)] {
	x0 = left + ((w - 1) % across) * (panel_width + gap)
	y0 = top + ((w - 1) / across) * (panel_height + between)
	eval panel(x0, y0, panel_width, panel_height)
	if (w == 1) {
		load legend
		set label 1 "what a mode adds to an operation of none, " \
			. unit_text . "; plan " . plan . ", " . arch_words \
			at screen X(left), Y(18) left font px(12) \
			textcolor rgb "#303030"
	}
	set label 2 word(workloads, w) at screen X(x0), Y(y0 - 14) left \
		font px(13) textcolor rgb "#202020"
	low = word(lows, w) + 0; high = word(highs, w) + 0
	room = 0.08 * (high - low)
	set yrange [low - (low < 0 ? room : 0) : high + room]
	set ytics auto
	set format y "%.0f"
	unset xtics
	set xtics ("" -9) out scale 0.5 nomirror font tic_font \
		textcolor rgb "#303030"
	do for [k = 0:last_kernel] {
		set xtics add (word(kernels, k + 1) k)
	}
	plot for [s = 1:series_count] for [a = 1:arch_count] \
		data index index_of(w, s, a) using 1:2 with linespoints \
		lw 1.8 dt a pt arch_point(s, a) ps (a == 1 ? 0.8 : 1.2) \
		lc rgb color(s)
	unset label; unset arrow
}
eval finish
