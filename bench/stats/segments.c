// SPDX-License-Identifier: GPL-2.0-only
/* Cutting a series into segments. */
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

void segments_insert(struct segments *s, size_t at)
{
	size_t i = s->cuts++;

	for (; i > 0 && s->cut[i - 1] > at; i--)
		s->cut[i] = s->cut[i - 1];
	s->cut[i] = at;
}

void segments_join(struct segments *s, size_t cut)
{
	s->cuts--;
	memmove(&s->cut[cut], &s->cut[cut + 1],
		(s->cuts - cut) * sizeof(s->cut[0]));
}
