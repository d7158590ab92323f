// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reasons of cells that are off the line. Each rule looks at one kind of
 * evidence, and compares the cell with the median of the cells of the line.
 */
#include "print/prediction_reason.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "common/text.h"
#include "lib/memory.h"

#define UNLIKE 0.2 /* a share by which two numbers differ notably */
/* Events for each operation that are worth a word: each takes 10 to 1000 ns. */
#define LEAST_EVENTS 0.2

/* A number of a cell, NAN where it is not known. */
typedef double (*cell_number_of)(const struct predicted_cell *cell);

static double none_rate(const struct predicted_cell *c)
{
	return c->none_instructions > 0 ? c->none_time / c->none_instructions
					: NAN;
}

static double added_cycles(const struct predicted_cell *c)
{
	double instructions = perf_added(&c->perf, PERF_INSTRUCTIONS);

	return instructions >= 1
		       ? perf_added(&c->perf, PERF_CYCLES) / instructions
		       : NAN;
}

/* The median of the cells that are on the line. */
static double median_of(const struct prediction *p, cell_number_of number)
{
	double *values = must_alloc(p->count + 1, sizeof(*values)), median;
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++) {
		double value = number(&p->cells[i]);

		if (!p->cells[i].left_out && !p->cells[i].off && !isnan(value))
			values[n++] = value;
	}
	median = n ? gsl_stats_median(values, 1, n) : NAN;
	free(values);
	return median;
}

static bool is_unlike(double a, double b)
{
	return fabs(a - b) > UNLIKE * fmax(fabs(a), fabs(b));
}

/* Begin a reason; the ones before it end with a comma. */
static void begin(struct text *to, size_t *count)
{
	if ((*count)++)
		text_append(to, "; ");
}

static void say_callbacks(const struct predicted_cell *c, struct text *to,
			  size_t *count)
{
	double exact = c->callbacks[0], timed = c->callbacks[1];

	if (isnan(exact) || isnan(timed) || !is_unlike(exact, timed))
		return;
	begin(to, count);
	text_append(to,
		    "an operation makes %.3g callbacks where it is timed, "
		    "%.3g where instructions are counted",
		    timed, exact);
}

static void say_instructions(const struct predicted_cell *c, struct text *to,
			     size_t *count)
{
	double counted = perf_added(&c->perf, PERF_INSTRUCTIONS);

	if (isnan(counted) || !is_unlike(counted, c->instructions))
		return;
	begin(to, count);
	text_append(to,
		    "the timed kernel executes %+.0f instructions by the "
		    "processor's counters",
		    counted);
}

static void say_cycles(const struct prediction *p,
		       const struct predicted_cell *c, struct text *to,
		       size_t *count)
{
	double own = added_cycles(c), others = median_of(p, added_cycles);

	if (isnan(own) || isnan(others) || !is_unlike(own, others))
		return;
	begin(to, count);
	text_append(to,
		    "an added instruction takes %.2g cycles, on the line "
		    "%.2g",
		    own, others);
}

static void say_events(const struct predicted_cell *c, struct text *to,
		       size_t *count)
{
	static const struct {
		enum perf_sum which;
		const char *words;
	} events[] = {
		{PERF_IPIS, "IPIs"},
		{PERF_CACHE_MISSES, "cache misses"},
		{PERF_DTLB_MISSES, "TLB misses"},
		{PERF_CONTEXT_SWITCHES, "context switches"},
	};

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		double added = perf_added(&c->perf, events[i].which);

		if (isnan(added) || fabs(added) < LEAST_EVENTS)
			continue;
		begin(to, count);
		text_append(to, "%+.2g %s for each operation", added,
			    events[i].words);
	}
}

/* What is known without counters: how long the whole operation takes. */
static void say_operation(const struct prediction *p,
			  const struct predicted_cell *c, struct text *to,
			  size_t *count)
{
	double own = none_rate(c), others = median_of(p, none_rate);

	if (isnan(own) || isnan(others) || !is_unlike(own, others) ||
	    (own > others) != (c->time > c->predicted))
		return;
	begin(to, count);
	text_append(to,
		    "the operation itself takes %.2g ns for an instruction, "
		    "others %.2g",
		    own, others);
}

void prediction_reason(const struct prediction *p,
		       const struct predicted_cell *c, char *text, size_t size)
{
	size_t count = 0;
	struct text to;

	text_begin(&to, text, size);
	if (c->cell.threads > 1) {
		begin(&to, &count);
		text_append(&to, "contention: %llu threads wait for each other",
			    (unsigned long long)c->cell.threads);
	}
	say_callbacks(c, &to, &count);
	say_instructions(c, &to, &count);
	say_cycles(p, c, &to, &count);
	say_events(c, &to, &count);
	say_operation(p, c, &to, &count);
	if (!count)
		text_append(&to, "%s",
			    perf_known(&c->perf)
				    ? "no counter explains it"
				    : "no reason in these results, which have "
				      "no processor counters");
}

const char *left_out_text(enum left_out reason)
{
	static const char *const texts[LEFT_REASONS] = {
		[LEFT_WAITS] = "wait for a device: time, but no instructions",
		[LEFT_THREADS] = "have several threads, which wait for each "
				 "other",
		[LEFT_FEW] = "have too few processes or boots",
	};

	return texts[reason];
}
