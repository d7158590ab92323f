// SPDX-License-Identifier: GPL-2.0-only
/* Making the series that timed verdicts need from the samples of two sides. */
#include "judge/timed_comparison.h"

#include <jansson.h>
#include <stdlib.h>

#include "judge/aa_test.h"
#include "judge/run_series.h"
#include "judge/timed_verdict.h"

/* The pairs that are compared. */
struct selection {
	size_t count;
	size_t *index; /* in the list of all pairs */
	const struct cell **base, **fresh;
	bool *primary;
};

static void selection_free(struct selection *s)
{
	free(s->index);
	free(s->base);
	free(s->fresh);
	free(s->primary);
}

static int select_pairs(const struct cell_pairs *pairs, struct selection *s)
{
	s->index = calloc(pairs->count + 1, sizeof(*s->index));
	s->base = calloc(pairs->count + 1, sizeof(*s->base));
	s->fresh = calloc(pairs->count + 1, sizeof(*s->fresh));
	s->primary = calloc(pairs->count + 1, sizeof(*s->primary));
	if (!s->index || !s->base || !s->fresh || !s->primary)
		return -1;
	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (pair->skipped)
			continue;
		s->index[s->count] = i;
		s->base[s->count] = &pair->base->cell;
		s->fresh[s->count] = &pair->fresh->cell;
		s->primary[s->count++] = pair->primary;
	}
	return 0;
}

/* Two modes of one run, which the run interleaved. */
static bool is_one_run(const struct side *base, const struct side *fresh)
{
	return base->count == 1 && fresh->count == 1 &&
	       json_equal(base->runs[0]->root, fresh->runs[0]->root);
}

static struct verdicts *judge(const struct side *base, const struct side *fresh,
			      const struct selection *s,
			      const struct timed_options *options)
{
	struct run_series *a = side_series_make(base, s->base, s->count);
	struct run_series *b = side_series_make(fresh, s->fresh, s->count);
	struct verdicts *verdicts = NULL;

	if (a && b)
		verdicts = timed_verdicts(a, base->count, b, fresh->count,
					  s->primary, options);
	side_series_free(a, base);
	side_series_free(b, fresh);
	return verdicts;
}

/* @judged: of the selection. The result: of all pairs, in their order. */
static struct verdicts *spread(const struct verdicts *judged,
			       const struct selection *s, size_t count)
{
	struct verdicts *verdicts = verdicts_new(count);

	if (!verdicts)
		return NULL;
	verdicts->unfit = judged->unfit;
	verdicts->shift = judged->shift;
	verdicts->boots = judged->boots;
	for (size_t i = 0; i < s->count; i++)
		verdicts->at[s->index[i]] = judged->at[i];
	return verdicts;
}

struct verdicts *timed_comparison(const struct side *base,
				  const struct side *fresh,
				  const struct cell_pairs *pairs,
				  double threshold, double level)
{
	const struct timed_options options = {
		.threshold = threshold,
		.level = level,
		.one_run = is_one_run(base, fresh),
	};
	struct verdicts *judged = NULL, *verdicts = NULL;
	struct selection s = {0};

	if (!select_pairs(pairs, &s))
		judged = judge(base, fresh, &s, &options);
	if (judged)
		verdicts = spread(judged, &s, pairs->count);
	verdicts_free(judged);
	selection_free(&s);
	if (!verdicts)
		return NULL;
	verdicts->aa_p = aa_test_sides(base, fresh);
	if (verdicts->aa_p >= 0)
		return verdicts;
	verdicts_free(verdicts);
	return NULL;
}
