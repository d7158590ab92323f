// SPDX-License-Identifier: GPL-2.0-only
/* Drawing a prediction: its data and settings for the gnuplot script. */
#include "report/prediction_picture.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "print/prediction.h"
#include "report/lone_picture.h"

#define ROWS_MOST  60
#define MODES_MOST 32

struct modes_seen {
	size_t count;
	const char *name[MODES_MOST];
};

static void collect_modes(struct modes_seen *modes, const struct prediction *p)
{
	for (size_t i = 0; i < p->count; i++) {
		const char *mode = p->cells[i].cell.mode;
		size_t k = 0;

		while (k < modes->count && strcmp(modes->name[k], mode) != 0)
			k++;
		if (k == modes->count && k < MODES_MOST)
			modes->name[modes->count++] = mode;
	}
}

static bool is_drawn(const struct predicted_cell *c)
{
	return c->left_out == LEFT_NOT || c->left_out == LEFT_THREADS;
}

/*
 * A cell has a row of its own if an instruction of it takes a time that is
 * worth drawing: what adds next to nothing has an interval without an end.
 */
static bool has_row(const struct prediction *p, const struct predicted_cell *c)
{
	return is_drawn(c) && p->has_line && c->instructions >= 1 &&
	       c->high - c->low < 4 * p->line.slope.value * c->instructions;
}

static size_t count_rows(const struct prediction *p)
{
	size_t rows = 0;

	for (size_t i = 0; i < p->count; i++)
		rows += has_row(p, &p->cells[i]);
	return rows > ROWS_MOST ? 0 : rows;
}

/*
 * A block for each mode: instructions, ns, its interval, the row (0: none; from
 * the top), whether it is off, and its name.
 */
static void write_data(const struct prediction *p,
		       const struct modes_seen *modes, FILE *file)
{
	const struct row_keys keys = prediction_keys(p);
	size_t rows = count_rows(p);

	for (size_t m = 0; m < modes->count; m++) {
		size_t row = 0;

		for (size_t i = 0; i < p->count; i++) {
			const struct predicted_cell *c = &p->cells[i];
			bool own = rows && has_row(p, c);
			char name[256];

			row += own;
			if (!is_drawn(c) ||
			    strcmp(c->cell.mode, modes->name[m]) != 0)
				continue;
			row_place(&keys, &c->cell, name, sizeof(name));
			fprintf(file, "%.10g %.10g %.10g %.10g %zu %d \"%s\"\n",
				c->instructions, c->time, c->low, c->high,
				own ? row : 0, c->off, name);
		}
		fputs("\n\n", file);
	}
}

static void write_ranges(const struct prediction *p, FILE *file)
{
	double x[2] = {0, 1}, y[2] = {0, 1};

	for (size_t i = 0; i < p->count; i++) {
		const struct predicted_cell *c = &p->cells[i];

		if (!is_drawn(c))
			continue;
		x[0] = fmin(x[0], c->instructions);
		x[1] = fmax(x[1], c->instructions);
		y[0] = fmin(y[0], c->low);
		y[1] = fmax(y[1], c->high);
	}
	fprintf(file, "x_min=%.10g; x_max=%.10g; y_min=%.10g; y_max=%.10g; ",
		x[0], x[1], y[0], y[1]);
}

static void write_settings(const struct prediction *p,
			   const struct modes_seen *modes, FILE *file)
{
	const struct origin_line *line = &p->line;

	lone_text(file, "unit", "ns");
	lone_text(file, "exact_kernel", p->exact.kernel);
	lone_text(file, "timed_kernel", p->timed.kernel);
	lone_text(file, "timed_venue", p->timed.venue);
	lone_words(file, "series", modes->name, modes->count);
	lone_words(file, "series_mode", modes->name, modes->count);
	fprintf(file, "series_count=%zu; row_count=%zu; has_line=%d; ",
		modes->count, count_rows(p), p->has_line);
	fprintf(file,
		"slope=%.10g; slope_low=%.10g; slope_high=%.10g; "
		"another_low=%.10g; another_high=%.10g; ",
		line->slope.value, line->slope.low, line->slope.high,
		line->another.low, line->another.high);
	write_ranges(p, file);
}

int prediction_picture(const struct prediction *p, const char *folder,
		       struct error *error)
{
	struct modes_seen modes = {0};
	struct lone_picture picture;

	lone_picture_begin(&picture, PREDICTION_PICTURE);
	collect_modes(&modes, p);
	write_data(p, &modes, picture.data);
	write_settings(p, &modes, picture.settings);
	return lone_picture_draw(&picture, folder, error);
}
