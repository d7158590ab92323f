// SPDX-License-Identifier: GPL-2.0-only
/* Drawing the history of a cell. */
#include "report/history_plot.h"

#include <math.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "report/html.h"
#include "report/svg.h"

#define WIDTH  380.0
#define LEFT   54.0
#define RIGHT  (WIDTH - 16)
#define TOP    26.0
#define BOTTOM 156.0

double history_first(const struct history *history,
		     const struct cell_history *cell)
{
	for (size_t i = 0; i < history->run_count; i++)
		if (!isnan(cell->value[i]))
			return cell->value[i];
	return NAN;
}

static double percent_of(double value, double first)
{
	return first != 0 ? 100 * (value / first - 1) : value;
}

static struct scale y_scale(const struct history *history,
			    const struct cell_history *cell)
{
	struct scale scale = {.from = BOTTOM, .to = TOP};
	double first = history_first(history, cell);

	for (size_t i = 0; i < history->run_count; i++) {
		double percent = percent_of(cell->value[i], first);

		scale.low = fmin(scale.low, percent);
		scale.high = fmax(scale.high, percent);
	}
	/* Noise is not to fill the picture. */
	scale.high = fmax(scale.high, 1);
	scale_round(&scale);
	return scale;
}

/* Run numbers are whole, so their ticks are, too. */
static void draw_runs(FILE *file, const struct history *history,
		      const struct scale *x)
{
	size_t step = (history->run_count + 7) / 8;

	for (size_t run = 1; run <= history->run_count; run += step) {
		char text[32];

		snprintf(text, sizeof(text), "%zu", run);
		svg_text(file, scale_at(x, (double)run), BOTTOM + 14, "middle",
			 "", text);
	}
	svg_text(file, (LEFT + RIGHT) / 2, BOTTOM + 29, "middle", "", "run");
}

/* A level is a line from the run that it begins with to the next change. */
static void draw_levels(FILE *file, const struct history *history,
			const struct cell_history *cell, const struct scale *x,
			const struct scale *y)
{
	double first = history_first(history, cell);

	for (size_t i = 0; i < cell->change_count; i++) {
		const struct history_change *change = &cell->changes[i];
		size_t from = i ? cell->changes[i - 1].run : 0;
		size_t to = i + 1 < cell->change_count
				    ? cell->changes[i + 1].run
				    : history->run_count;
		double at = scale_at(x, (double)change->run + 0.5);
		double before = scale_at(y, percent_of(change->before, first));
		double after = scale_at(y, percent_of(change->after, first));

		svg_line(file, "z", at, TOP, at, BOTTOM);
		if (!i)
			svg_line(file, "i", scale_at(x, (double)from + 1),
				 before, at, before);
		svg_line(file, "i", at, after, scale_at(x, (double)to), after);
	}
}

static void draw_values(FILE *file, const struct history *history,
			const struct cell_history *cell, const struct scale *x,
			const struct scale *y)
{
	double first = history_first(history, cell);

	for (size_t i = 0; i < history->run_count; i++) {
		char number[SHORT_TEXT_MAX], *title;

		if (isnan(cell->value[i]))
			continue;
		time_text(cell->value[i], number);
		title = must_printf("run %zu: %s", i + 1, number);
		svg_point(file, 0, scale_at(x, (double)i + 1),
			  scale_at(y, percent_of(cell->value[i], first)),
			  title);
		free(title);
	}
}

void history_plot(FILE *file, const struct history *history,
		  const struct cell_history *cell)
{
	struct scale x = {.low = 0.5,
			  .high = (double)history->run_count + 0.5,
			  .from = LEFT,
			  .to = RIGHT};
	struct scale y = y_scale(history, cell);
	char name[256];

	cell_describe(&cell->cell->cell, name, sizeof(name));
	svg_begin(file, WIDTH, BOTTOM + 36, name);
	svg_text(file, 0, 14, "start", "t", name);
	svg_y_axis(file, &y, SVG_PERCENT, LEFT, RIGHT);
	draw_runs(file, history, &x);
	fputs("<g class=\"s7\">\n", file);
	draw_values(file, history, cell, &x, &y);
	fputs("</g>\n<g class=\"s4\">\n", file);
	draw_levels(file, history, cell, &x, &y);
	fputs("</g>\n", file);
	svg_end(file);
}
