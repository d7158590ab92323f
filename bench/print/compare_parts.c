// SPDX-License-Identifier: GPL-2.0-only
/* The parts of a comparison that every text for readers has. */
#include "print/compare_parts.h"

#include <math.h>
#include <string.h>

#include "print/compare_row.h"
#include "print/text.h"

/* Values up to this length are printed within a line. */
#define SHORT_VALUE 28
/* The values of all fields are printed up to this number of fields. */
#define FEW_FIELDS 4
/* Skipped cells that are listed unless all are. */
#define SKIPPED_MAX 10
/* The least change of the machine that is printed, in percent. */
#define SHIFT_SHOWN 0.05
/* A change that is known to be at most this is worth a word, in percent. */
#define SMALL_CHANGE 5

void compare_print_plans(const struct comparison *c, FILE *to)
{
	if (!c->plans.count)
		return;
	fputs("The plans differ: ", to);
	for (size_t i = 0; i < c->plans.count; i++) {
		const struct plan_difference *d = &c->plans.at[i];

		print_text(to, "%s%s %s and %s", i ? "; " : "", d->name,
			   d->base, d->fresh);
	}
	fputs(".\n", to);
}

void compare_print_sides(const struct comparison *c, FILE *to)
{
	const struct side *sides[] = {c->base, c->fresh};
	const char *names[] = {"BASE", "NEW"};

	for (size_t s = 0; s < 2; s++) {
		const struct result *run = sides[s]->runs[0];

		print_text(to, "%-4s  %s", names[s], run->path);
		if (sides[s]->count > 1)
			fprintf(to, " and %zu more", sides[s]->count - 1);
		if (sides[s]->mode)
			print_text(to, ", mode %s", sides[s]->mode);
		fputc('\n', to);
	}
}

void compare_print_venue(const struct comparison *c, FILE *to)
{
	const struct result *run = c->base->runs[0];

	if (strcmp(run->kernel, c->fresh->runs[0]->kernel) == 0)
		print_text(to, "Both on kernel %s, venue %s.\n", run->kernel,
			   run->venue);
	else
		print_text(to, "Kernels %s and %s, venue %s.\n", run->kernel,
			   c->fresh->runs[0]->kernel, run->venue);
}

void compare_print_fields(const struct comparison *c, FILE *to)
{
	const struct environment_diff *diff = c->environment;

	for (size_t i = 0; i < diff->count; i++)
		print_text(to, "  %s: %s -> %s\n", diff->at[i].name,
			   diff->at[i].base, diff->at[i].fresh);
}

/* The fields whose values are always printed. */
static bool is_important(const char *name)
{
	return strcmp(name, "kernel.release") == 0 ||
	       strcmp(name, "build.compiler") == 0;
}

static bool has_short_values(const struct field_difference *d)
{
	return strlen(d->base) <= SHORT_VALUE &&
	       strlen(d->fresh) <= SHORT_VALUE;
}

/* Print the important fields, or the others. Returns what goes between. */
static const char *print_fields(const struct environment_diff *diff,
				bool important, const char *between, FILE *to)
{
	for (size_t i = 0; i < diff->count; i++) {
		const struct field_difference *d = &diff->at[i];

		if (is_important(d->name) != important)
			continue;
		print_text(to, "%s%s", between, d->name);
		if (important ||
		    (diff->count <= FEW_FIELDS && has_short_values(d)))
			print_text(to, " %s -> %s", d->base, d->fresh);
		between = ", ";
	}
	return between;
}

void compare_print_across(const struct comparison *c, FILE *to)
{
	const char *between = ": ";

	fputs("ACROSS unlike environments", to);
	between = print_fields(c->environment, true, between, to);
	print_fields(c->environment, false, between, to);
	fputs(".\n", to);
}

static bool some_need_more(const struct comparison *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->cells[i].judged.more)
			return true;
	return false;
}

/* Inconclusive cells whose whole interval is within SMALL_CHANGE. */
static size_t count_small(const struct comparison *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];

		count += !cell->pair.skipped && !cell->by_cost &&
			 cell->judged.verdict == VERDICT_INCONCLUSIVE &&
			 cell->judged.low > 1 - SMALL_CHANGE / 100.0 &&
			 cell->judged.high < 1 + SMALL_CHANGE / 100.0;
	}
	return count;
}

static void print_limits(const struct comparison *c, FILE *to)
{
	if (comparison_broken(c))
		fprintf(to, "%zu more fail in NEW, which is a regression.\n",
			comparison_broken(c));
	if (c->unfit != FIT)
		fprintf(to, "No cell is judged: %s.\n", unfit_text(c->unfit));
	if (comparison_void(c))
		fprintf(to,
			"VOID: the A/A test of a run failed (p = %.2g): both "
			"arms measured the same and differ.\n",
			c->aa_p);
	if (!c->exact && comparison_count(c, VERDICT_UNCHANGED))
		fprintf(to,
			"Unchanged: proved to be within %g%% (--threshold).\n",
			100 * c->options.threshold);
	if (comparison_count(c, VERDICT_MOVED))
		fprintf(to,
			"Moved: by at most %g%% of the operation's time in "
			"BASE (--threshold).\n",
			100 * c->options.threshold);
	if (count_small(c))
		fprintf(to,
			"Inconclusive: %zu of %zu changed by less than %d%% "
			"either way.\n",
			count_small(c),
			comparison_count(c, VERDICT_INCONCLUSIVE),
			SMALL_CHANGE);
	if (some_need_more(c))
		fprintf(to,
			"Needs N more: an estimate of the %s a side that would "
			"decide it.\n",
			c->boots ? "boots" : "processes");
}

void compare_print_counts(const struct comparison *c, bool zeros, FILE *to)
{
	static const enum verdict order[] = {VERDICT_REGRESSED,
					     VERDICT_IMPROVED,
					     VERDICT_UNCHANGED, VERDICT_MOVED,
					     VERDICT_INCONCLUSIVE};

	const char *between = ":";

	fprintf(to, "%zu cells", comparison_compared(c));
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		size_t count = comparison_count(c, order[i]);

		if (!count && !zeros)
			continue;
		fprintf(to, "%s %zu %s", between, count,
			verdict_name(order[i]));
		between = ",";
	}
	fputc('\n', to);
	print_limits(c, to);
}

void compare_print_shift(const struct comparison *c, FILE *to)
{
	double percent = 100 * (c->shift.ratio - 1);

	if (!c->shift.cells || fabs(percent) < SHIFT_SHOWN)
		return;
	fprintf(to,
		"machine: NEW ran %.1f%% %s as a whole (median of %zu "
		"cells%s); this is taken out below.\n",
		fabs(percent), percent < 0 ? "faster" : "slower",
		c->shift.cells, c->shift.all ? "" : " of none");
}

void compare_unit(const struct comparison *c, char *text, size_t size)
{
	snprintf(text, size,
		 c->costs ? "cost in %s (none: time)" : "time in %s",
		 c->base->runs[0]->unit);
}

void compare_print_skipped(const struct comparison *c, bool all, FILE *to)
{
	size_t skipped = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct cell_pair *pair = &c->cells[i].pair;
		char text[COMPARE_LABEL_MAX];

		if (!pair->skipped || (skipped++ >= SKIPPED_MAX && !all))
			continue;
		compare_label(c, pair, text, sizeof(text));
		print_text(to, "not compared, %s%s%s%s: %s\n", pair->skipped,
			   pair->failed_run ? " (" : "",
			   pair->failed_run ? pair->failed_run->path : "",
			   pair->failed_run ? ")" : "", text);
	}
	if (skipped > SKIPPED_MAX && !all)
		fprintf(to, "not compared: %zu more (--all lists them)\n",
			skipped - SKIPPED_MAX);
}
