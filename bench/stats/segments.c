// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cutting a series into segments: the best place for a cut, and the residuals.
 */
#include "stats/segments.h"

#include <gsl/gsl_statistics_double.h>
#include <string.h>

size_t segment_begin(const struct segments *s, size_t segment)
{
	return segment ? s->cut[segment - 1] : 0;
}

size_t segment_end(const struct segments *s, size_t segment)
{
	return segment < s->cuts ? s->cut[segment] : s->count;
}

double segment_mean(const struct segments *s, size_t segment)
{
	size_t begin = segment_begin(s, segment);

	return gsl_stats_mean(s->values + begin, 1,
			      segment_end(s, segment) - begin);
}

double segments_step(const struct segments *s, size_t cut)
{
	return segment_mean(s, cut + 1) - segment_mean(s, cut);
}

double segments_residuals(const struct segments *s, double *residuals)
{
	double squares = 0;

	for (size_t segment = 0; segment <= s->cuts; segment++) {
		double mean = segment_mean(s, segment);

		for (size_t i = segment_begin(s, segment);
		     i < segment_end(s, segment); i++) {
			residuals[i] = s->values[i] - mean;
			squares += residuals[i] * residuals[i];
		}
	}
	return squares;
}

/*
 * The cut of [begin, end) that reduces the sum of squares most, and by how much
 * (@gain); 0 and no gain if there is none.
 */
static size_t best_cut(const double *values, size_t begin, size_t end,
		       double *gain)
{
	double total = 0, left = 0, n = (double)(end - begin);
	size_t best = 0;

	*gain = 0;
	for (size_t i = begin; i < end; i++)
		total += values[i];
	for (size_t at = begin + 1; at < end; at++) {
		double k = (double)(at - begin), difference;

		left += values[at - 1];
		difference = left / k - (total - left) / (n - k);
		if (at < begin + SEGMENT_MIN || at + SEGMENT_MIN > end ||
		    difference * difference * k * (n - k) / n <= *gain)
			continue;
		*gain = difference * difference * k * (n - k) / n;
		best = at;
	}
	return best;
}

static void insert(struct segments *s, size_t at)
{
	size_t i = s->cuts++;

	for (; i > 0 && s->cut[i - 1] > at; i--)
		s->cut[i] = s->cut[i - 1];
	s->cut[i] = at;
}

bool segments_cut(struct segments *s)
{
	double most = 0, gain;
	size_t best = 0;

	for (size_t segment = 0; segment <= s->cuts; segment++) {
		size_t at = best_cut(s->values, segment_begin(s, segment),
				     segment_end(s, segment), &gain);

		if (gain > most) {
			most = gain;
			best = at;
		}
	}
	if (best)
		insert(s, best);
	return best != 0;
}

void segments_join(struct segments *s, size_t cut)
{
	s->cuts--;
	memmove(&s->cut[cut], &s->cut[cut + 1],
		(s->cuts - cut) * sizeof(s->cut[0]));
}
