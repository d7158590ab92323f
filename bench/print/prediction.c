// SPDX-License-Identifier: GPL-2.0-only
/* Printing how well instructions predict time. */
#include "print/prediction.h"

#include <math.h>
#include <string.h>

#include "common/text.h"
#include "print/interval_text.h"
#include "print/numbers.h"
#include "print/prediction_reason.h"
#include "print/table.h"
#include "print/text.h"

#define NAME_MAX_LENGTH 256

struct row_keys prediction_keys(const struct prediction *p)
{
	struct row_keys keys = {0};

	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(p->cells[k].cell.mode,
				   p->cells[i].cell.mode) == 0) {
				row_keys_add(&keys, &p->cells[k].cell,
					     &p->cells[i].cell);
				break;
			}
	return keys;
}

void prediction_kernels_text(const struct prediction *p, char *text,
			     size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	if (prediction_kernels_differ(p))
		text_append(&to,
			    "The kernels differ: instructions are those of "
			    "%s, times those of %s.",
			    p->exact.kernel, p->timed.kernel);
}

static void print_line(const struct prediction *p, FILE *to)
{
	const struct origin_line *line = &p->line;
	bool straight = line->intercept.low <= 0 && line->intercept.high >= 0;

	if (!p->has_line) {
		print_text(to,
			   "No line: fewer than %d cells of the line add "
			   "instructions.\n",
			   LINE_LEAST);
		return;
	}
	print_text(to,
		   "An instruction that a mode adds takes %.3f ns (%.3f to "
		   "%.3f): %zu cells of %zu workloads.\n",
		   line->slope.value, line->slope.low, line->slope.high,
		   line->points, line->groups);
	print_text(to,
		   "Of another workload it takes %.3f to %.3f ns; cells differ "
		   "from the line by %.0f %% (standard deviation).\n",
		   line->another.low, line->another.high, 100 * line->spread);
	if (isnan(line->intercept.low))
		print_text(to, "An intercept cannot be tested.\n");
	else
		print_text(to,
			   "The line goes through the origin: with an "
			   "intercept it would begin at %+.0f ns (%+.0f to "
			   "%+.0f), which %s.\n",
			   line->intercept.value, line->intercept.low,
			   line->intercept.high,
			   straight ? "may be 0" : "contradicts that");
}

static void add_rate(struct table *table, const struct predicted_cell *c)
{
	double most = fmax(fabs(c->low), fabs(c->high));
	double x = c->instructions;
	struct interval rate = {c->time / x, c->low / x, c->high / x};
	char text[64];

	/* What adds next to nothing has no meaningful ratio. */
	if (isnan(c->time) || fabs(x) < 1 || most / fabs(x) > 100) {
		table_add(table, TABLE_NOTHING);
		return;
	}
	interval_text(&rate, false, text, sizeof(text));
	table_add(table, "%s", text);
}

static void add_row(struct table *table, const struct row_keys *keys,
		    const struct predicted_cell *c, bool marks)
{
	const struct interval time = {c->time, c->low, c->high};
	char name[NAME_MAX_LENGTH], x[64], y[64] = TABLE_NOTHING;

	row_place(keys, &c->cell, name, sizeof(name));
	format_units(c->instructions, true, x, sizeof(x));
	if (!isnan(c->time))
		interval_text(&time, true, y, sizeof(y));
	table_add(table, "%s", name);
	table_add(table, "%s", c->cell.mode);
	table_add(table, "%s", x);
	table_add(table, "%s", y);
	add_rate(table, c);
	if (marks)
		table_add(table, "%s",
			  c->left_out ? left_out_name(c->left_out)
			  : c->off    ? "off"
				      : TABLE_NOTHING);
}

/* Whether a cell is off the line or takes no part in it. */
static bool has_marks(const struct prediction *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->cells[i].off || p->cells[i].left_out)
			return true;
	return false;
}

static void print_table(const struct prediction *p, const struct row_keys *keys,
			FILE *to)
{
	static const char *const heads[] = {
		"", "mode", "instructions", "ns", "ns each", "",
	};
	bool marks = has_marks(p);
	size_t columns = sizeof(heads) / sizeof(heads[0]) - !marks;
	struct table *table = table_new(columns, 2);

	for (size_t i = 0; i < columns; i++)
		table_add(table, "%s", heads[i]);
	for (size_t i = 0; i < p->count; i++)
		add_row(table, keys, &p->cells[i], marks);
	table_print(table, to);
	table_free(table);
}

/* Contention is a reason to be off; a wait for the device is none. */
static bool is_listed(const struct predicted_cell *c)
{
	return c->off && c->left_out != LEFT_WAITS;
}

static void print_off(const struct prediction *p, const struct row_keys *keys,
		      FILE *to)
{
	char name[NAME_MAX_LENGTH], reason[REASON_MAX];
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++)
		count += is_listed(&p->cells[i]);
	if (!p->has_line)
		return;
	fputc('\n', to);
	if (!count) {
		print_text(to,
			   "No cell is proved to be off the line by more than "
			   "%.3g %%.\n",
			   100 * p->threshold);
		return;
	}
	print_text(to, "Off the line, by more than %.3g %%:\n",
		   100 * p->threshold);
	for (size_t i = 0; i < p->count; i++) {
		const struct predicted_cell *c = &p->cells[i];
		char difference[64];

		if (!is_listed(c))
			continue;
		row_phrase(keys, &c->cell, name, sizeof(name));
		prediction_reason(p, c, reason, sizeof(reason));
		format_units(c->time - c->predicted, true, difference,
			     sizeof(difference));
		print_text(to, "* %s (%s ns): %s.\n", name, difference, reason);
	}
}

static void print_left_out(const struct prediction *p, FILE *to)
{
	for (size_t reason = LEFT_NOT + 1; reason < LEFT_REASONS; reason++) {
		size_t count = 0;

		for (size_t i = 0; i < p->count; i++)
			count += p->cells[i].left_out == reason;
		if (count)
			print_text(to,
				   "Not part of the line (%s): %zu cells that "
				   "%s.\n",
				   left_out_name(reason), count,
				   left_out_text(reason));
	}
	if (p->unpaired)
		print_text(to,
			   "Not shown: %zu cells of modes that one side does "
			   "not have or that failed.\n",
			   p->unpaired);
}

static void print_sources(const struct prediction *p, FILE *to)
{
	const struct prediction_source *t = &p->timed;

	print_text(to,
		   "instructions: what the mode adds to one operation of none, "
		   "%s, kernel %s%s.\n",
		   p->exact.venue, p->exact.kernel,
		   p->quiesced ? "; before each operation it waits for RCU"
			       : "");
	print_text(to,
		   "ns: what it adds in time, with half of its interval of "
		   "95 %%; venue %s, kernel %s, %s; "
		   "%zu processes of a cell in %zu run%s, %zu boot%s.\n",
		   t->venue, t->kernel, t->cpu, t->processes, t->runs,
		   t->runs == 1 ? "" : "s", t->boots, t->boots == 1 ? "" : "s");
	print_text(to,
		   "ns each: time for each instruction, with its interval.\n");
}

void prediction_text(const struct prediction *p, FILE *to)
{
	const struct row_keys keys = prediction_keys(p);
	char kernels[NAME_MAX_LENGTH];

	prediction_kernels_text(p, kernels, sizeof(kernels));
	if (*kernels)
		print_text(to, "%s\n", kernels);
	print_line(p, to);
	fputc('\n', to);
	print_table(p, &keys, to);
	print_off(p, &keys, to);
	print_left_out(p, to);
	fputc('\n', to);
	print_sources(p, to);
}
