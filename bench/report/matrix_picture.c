// SPDX-License-Identifier: GPL-2.0-only
/* Drawing the cost of each mode against the version of the kernel. */
#include "report/matrix_picture.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "print/matrix_names.h"
#include "report/lone_picture.h"

#define NAMES_MOST 64

/* Names in the order in which they were found. */
struct names {
	size_t count;
	const char *at[NAMES_MOST];
};

static size_t name_add(struct names *names, const char *name)
{
	size_t i = 0;

	while (i < names->count && strcmp(names->at[i], name) != 0)
		i++;
	if (i == names->count && i < NAMES_MOST)
		names->at[names->count++] = name;
	return i;
}

/* The row that is drawn of a workload and mode; NULL: there is none. */
static const struct matrix_row *row_of(const struct matrix *m,
				       const char *workload, const char *mode)
{
	for (size_t i = 0; i < m->count; i++)
		if (strcmp(m->rows[i].cell->workload, workload) == 0 &&
		    strcmp(m->rows[i].cell->mode, mode) == 0)
			return &m->rows[i];
	return NULL;
}

/* What a picture shows: places of kernels on the axis, and lines. */
struct drawing {
	const struct matrix *m;
	struct names workloads, modes, kernels;
	char kernel_text[NAMES_MOST][64];
};

static void short_release(const struct matrix *m, size_t column, char *text,
			  size_t size)
{
	matrix_column_name(m, column, text, size);
	text[strcspn(text, " ")] = '\0';
}

static int by_version(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strverscmp(*x, *y);
}

static void collect(struct drawing *d, const struct matrix *m)
{
	*d = (struct drawing){.m = m};
	for (size_t i = 0; i < m->count; i++) {
		if (m->rows[i].baseline ||
		    strcmp(m->rows[i].cell->mode, "none") == 0)
			continue;
		name_add(&d->workloads, m->rows[i].cell->workload);
		name_add(&d->modes, m->rows[i].cell->mode);
	}
	for (size_t c = 0; c < m->columns && c < NAMES_MOST; c++) {
		short_release(m, c, d->kernel_text[c],
			      sizeof(d->kernel_text[c]));
		name_add(&d->kernels, d->kernel_text[c]);
	}
	qsort(d->kernels.at, d->kernels.count, sizeof(*d->kernels.at),
	      by_version);
}

/* Points of one line: the place of the kernel, the cost, the cost in percent.
 */
static void write_line(const struct drawing *d, const struct matrix_row *row,
		       size_t from, FILE *file)
{
	const struct matrix *m = d->m;

	for (size_t c = from; c < m->columns; c++) {
		size_t place = 0;

		if (c > from && m->column[c].first)
			break;
		if (!row || c >= NAMES_MOST || isnan(row->value[c]))
			continue;
		while (strcmp(d->kernels.at[place], d->kernel_text[c]) != 0)
			place++;
		fprintf(file, "%zu %.10g\n", place, row->value[c]);
	}
	/* gnuplot skips a block without a line. */
	fputs("NaN NaN\n\n\n", file);
}

/* A block for each workload, mode and architecture, in that order. */
static void write_data(const struct drawing *d, FILE *file)
{
	for (size_t w = 0; w < d->workloads.count; w++)
		for (size_t s = 0; s < d->modes.count; s++)
			for (size_t c = 0; c < d->m->columns; c++)
				if (d->m->column[c].first)
					write_line(d,
						   row_of(d->m,
							  d->workloads.at[w],
							  d->modes.at[s]),
						   c, file);
}

/* The ends of the axis of each workload, which has 0 in it. */
static void write_range(const struct drawing *d, bool high, FILE *file)
{
	fprintf(file, "%s='", high ? "highs" : "lows");
	for (size_t w = 0; w < d->workloads.count; w++) {
		double end = 0;

		for (size_t s = 0; s < d->modes.count; s++) {
			const struct matrix_row *row = row_of(
				d->m, d->workloads.at[w], d->modes.at[s]);

			for (size_t c = 0; row && c < d->m->columns; c++)
				end = high ? fmax(end, row->value[c])
					   : fmin(end, row->value[c]);
		}
		fprintf(file, "%.10g ", high ? fmax(end, 10) : end);
	}
	fputs("'; ", file);
}

static void write_settings(const struct drawing *d, FILE *file)
{
	const char *architecture[NAMES_MOST];
	size_t count = 0;

	for (size_t c = 0; c < d->m->columns && count < NAMES_MOST; c++)
		if (d->m->column[c].first)
			architecture[count++] = d->m->column[c].architecture;
	lone_text(file, "unit", d->m->column[0].run->unit);
	lone_text(file, "plan", d->m->column[0].run->plan);
	lone_words(file, "workloads", d->workloads.at, d->workloads.count);
	lone_words(file, "kernels", d->kernels.at, d->kernels.count);
	lone_words(file, "architectures", architecture, count);
	lone_words(file, "series", d->modes.at, d->modes.count);
	lone_words(file, "series_mode", d->modes.at, d->modes.count);
	fprintf(file, "series_count=%zu; ", d->modes.count);
	write_range(d, false, file);
	write_range(d, true, file);
}

int matrix_picture(const struct matrix *m, const char *folder,
		   struct error *error)
{
	struct lone_picture picture;
	struct drawing drawing;

	collect(&drawing, m);
	if (!drawing.modes.count)
		return error_set(error, "no picture: no cell of these results "
					"has a cost over none");
	lone_picture_begin(&picture, MATRIX_PICTURE);
	write_data(&drawing, picture.data);
	write_settings(&drawing, picture.settings);
	return lone_picture_draw(&picture, folder, error);
}
