// SPDX-License-Identifier: GPL-2.0-only
/*
 * Saying what changed from kernel to kernel, and why. Counters explain a step:
 * where callbacks and invalidations are the same, the kernel and the driver do
 * the same, and only the code that does it has another length.
 */
#include "print/matrix_steps.h"

#include <math.h>
#include <stdlib.h>

#include "common/text.h"
#include "lib/memory.h"
#include "print/matrix_names.h"
#include "print/numbers.h"
#include "print/text.h"

#define NAME_MAX_LENGTH 256
#define LARGEST         5 /* steps that are listed unless all are */

/* Steps that matter, of costs or of baselines. */
struct steps {
	size_t count, worse, same_counters;
	const struct matrix_row **rows;
	size_t column;
};

static bool matters(const struct matrix_step *step)
{
	return step->known && (step->verdict == VERDICT_REGRESSED ||
			       step->verdict == VERDICT_IMPROVED);
}

static double size_of(const struct matrix_row *row, size_t column)
{
	return fabs(row->step[column].share);
}

/* The largest first; few steps make a simple sort good enough. */
static void insert(struct steps *s, const struct matrix_row *row)
{
	size_t at = s->count++;

	for (; at &&
	       size_of(s->rows[at - 1], s->column) < size_of(row, s->column);
	     at--)
		s->rows[at] = s->rows[at - 1];
	s->rows[at] = row;
}

static struct steps steps_of(const struct matrix *m, size_t column,
			     bool baselines)
{
	struct steps s = {.column = column,
			  .rows = must_alloc(m->count + 1, sizeof(*s.rows))};

	for (size_t i = 0; i < m->count; i++) {
		const struct matrix_row *row = &m->rows[i];
		const struct matrix_step *step = &row->step[column];

		if (row->baseline != baselines || !matters(step))
			continue;
		s.worse += step->verdict == VERDICT_REGRESSED;
		s.same_counters += step->counters.count == 0;
		insert(&s, row);
	}
	return s;
}

static void append_counters(struct text *to, const struct counter_changes *c)
{
	char base[32], fresh[32];

	for (size_t i = 0; i < c->count; i++) {
		format_rate(c->at[i].base, base, sizeof(base));
		format_rate(c->at[i].fresh, fresh, sizeof(fresh));
		text_append(to, "%s%s %s -> %s", i ? ", " : "", c->at[i].name,
			    base, fresh);
	}
	text_append(to, " for each operation");
}

/* @why_same: say that counters are the same, too. */
static void print_row(const struct matrix *m, const struct matrix_row *row,
		      size_t column, bool why_same, FILE *to)
{
	const struct matrix_step *step = &row->step[column];
	const struct row_keys keys = matrix_keys(m);
	char name[NAME_MAX_LENGTH], from[64], now[64], why[512];
	struct text text;

	text_begin(&text, why, sizeof(why));
	if (step->counters.count)
		append_counters(&text, &step->counters);
	else
		text_append(&text, "%s", why_same ? "same counters" : "");
	row_phrase(&keys, row->cell, name, sizeof(name));
	format_units(row->value[column - 1], !row->baseline, from,
		     sizeof(from));
	format_units(row->value[column], !row->baseline, now, sizeof(now));
	print_text(to, "* %s: %s to %s (%+.1f %% of the operation)%s%s\n", name,
		   from, now, 100 * step->share, *why ? "; " : "", why);
}

static void print_steps(const struct matrix *m, const struct steps *s, bool all,
			FILE *to)
{
	size_t shown = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct matrix_step *step = &s->rows[i]->step[s->column];

		/* Where counters differ, a kernel does something else. */
		if (!all && i >= LARGEST && !step->counters.count)
			continue;
		print_row(m, s->rows[i], s->column, s->same_counters < s->count,
			  to);
		shown++;
	}
	if (shown < s->count)
		print_text(to,
			   "* %zu smaller ones, with the same counters "
			   "(--all lists them)\n",
			   s->count - shown);
}

static void print_group(const struct matrix *m, size_t column, bool baselines,
			bool all, FILE *to)
{
	struct steps s = steps_of(m, column, baselines);

	print_text(to, "%s: %zu became dearer, %zu cheaper",
		   baselines ? "Operations without a device"
			     : "Costs over none",
		   s.worse, s.count - s.worse);
	if (s.count && s.same_counters == s.count)
		print_text(to,
			   ", all with the same counters: the kernel's code "
			   "has another length.");
	else if (s.count)
		print_text(to,
			   ", %zu with the same counters: there the kernel's "
			   "code has another length.",
			   s.same_counters);
	else
		print_text(to, ".");
	fputc('\n', to);
	print_steps(m, &s, all, to);
	free(s.rows);
}

void matrix_print_step(const struct matrix *m, size_t column, bool all,
		       FILE *to)
{
	print_text(to,
		   "From %s to %s, %s, changes of more than %.3g %% of the "
		   "operation:\n",
		   m->column[column - 1].run->kernel,
		   m->column[column].run->kernel,
		   m->column[column].architecture, 100 * m->threshold);
	print_group(m, column, false, all, to);
	print_group(m, column, true, all, to);
}
