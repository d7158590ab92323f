// SPDX-License-Identifier: GPL-2.0-only
/* Drawing the changes of a comparison. */
#include "report/change_plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/compare_label.h"
#include "print/compare_row.h"
#include "report/html.h"
#include "report/svg.h"

#define ROWS_MOST 40
/* A panel has so many: it must fit on a sheet of paper. */
#define PANEL_ROWS 14
#define ROW_HIGH   31.0
#define WIDTH      400.0
#define LEFT       20.0
#define RIGHT      (WIDTH - 24)
#define TOP        4.0

/* In percent; low and high are NAN where there is no interval. */
struct change {
	const struct compared_cell *cell;
	double percent, low, high;
};

/* @count becomes the number of all that could be drawn. */
static void add_change(const struct compared_cell *cell, struct change *rows,
		       size_t *count)
{
	double change = 100 * compared_change(cell);
	struct change *row = &rows[*count];

	if (!isfinite(change) || ++*count > ROWS_MOST)
		return;
	*row = (struct change){cell, change, NAN, NAN};
	if (cell->by_cost && cell->cost.base > 0) {
		row->low = 100 * cell->cost.low / cell->cost.base;
		row->high = 100 * cell->cost.high / cell->cost.base;
	} else if (!cell->by_cost) {
		row->low = 100 * (cell->judged.low - 1);
		row->high = 100 * (cell->judged.high - 1);
	}
	if (!(row->low < row->high))
		row->low = row->high = NAN;
}

/* Cells that have moved are not drawn: they do not count. */
static size_t collect(const struct comparison *c, struct change *rows)
{
	static const enum verdict groups[] = {
		VERDICT_REGRESSED, VERDICT_IMPROVED, VERDICT_INCONCLUSIVE};
	size_t count = 0;

	for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
		size_t size;
		const struct compared_cell **cells =
			compare_group(c, groups[g], &size);

		for (size_t i = 0; i < size; i++)
			add_change(cells[i], rows, &count);
		free(cells);
	}
	return count;
}

static struct scale scale_of(const struct change *rows, size_t count)
{
	struct scale scale = {.from = LEFT, .to = RIGHT};

	for (size_t i = 0; i < count; i++) {
		scale.low = fmin(scale.low, fmin(rows[i].percent, rows[i].low));
		scale.high =
			fmax(scale.high, fmax(rows[i].percent, rows[i].high));
	}
	scale_round(&scale);
	return scale;
}

/* The colours of verdicts are those of the style. */
static const char *class_of(const struct change *row)
{
	if (compared_has(row->cell, VERDICT_REGRESSED))
		return "s4";
	return compared_has(row->cell, VERDICT_IMPROVED) ? "s7" : "s2";
}

static void draw_row(FILE *file, const struct comparison *c,
		     const struct change *row, const struct scale *scale,
		     double y)
{
	char label[COMPARE_LABEL_MAX], percent[SHORT_TEXT_MAX], *title;

	compare_label(c, &row->cell->pair, label, sizeof(label));
	percent_text(row->percent, percent);
	title = must_printf("%s: %s", label, percent);
	svg_text(file, 0, y - 8, "start", "w", label);
	svg_line(file, "g", LEFT, y, RIGHT, y);
	fprintf(file, "<g class=\"%s\">\n", class_of(row));
	if (!isnan(row->low))
		svg_line(file, "i", scale_at(scale, row->low), y,
			 scale_at(scale, row->high), y);
	svg_point(file, 0, scale_at(scale, row->percent), y, title);
	fputs("</g>\n", file);
	free(title);
}

static void write_caption(FILE *file, const struct comparison *c, size_t drawn,
			  size_t count)
{
	fprintf(file,
		"<figcaption>%s in percent, on a linear axis%s. Orange became "
		"slower, blue faster; grey is not decided.",
		c->costs ? "Change of the cost over none"
			 : "Change of the time",
		c->exact ? "" : ", with the interval of each");
	if (drawn < count)
		fprintf(file, " These are %zu of %zu cells; the table has all.",
			drawn, count);
	fputs("</figcaption></figure>\n", file);
}

static void draw_panel(FILE *file, const struct comparison *c,
		       const struct change *rows, size_t count,
		       const struct scale *scale)
{
	double bottom = TOP + ROW_HIGH * (double)count;

	svg_begin(file, WIDTH, bottom + 24,
		  "By how many percent cells changed; the numbers are in the "
		  "table");
	svg_x_axis(file, scale, SVG_PERCENT, TOP, bottom);
	for (size_t i = 0; i < count; i++)
		draw_row(file, c, &rows[i], scale,
			 TOP + ROW_HIGH * ((double)i + 0.7));
	svg_end(file);
}

void change_plot(FILE *file, const struct comparison *c)
{
	struct change *rows = must_alloc(ROWS_MOST, sizeof(*rows));
	size_t count = collect(c, rows);
	size_t drawn = count < ROWS_MOST ? count : ROWS_MOST;
	struct scale scale = scale_of(rows, drawn);

	if (drawn) {
		fputs("<figure class=\"changes\">\n<div class=\"panels\">\n",
		      file);
		for (size_t i = 0; i < drawn; i += PANEL_ROWS)
			draw_panel(file, c, &rows[i],
				   drawn - i < PANEL_ROWS ? drawn - i
							  : PANEL_ROWS,
				   &scale);
		fputs("</div>\n", file);
		write_caption(file, c, drawn, count);
	}
	free(rows);
}
