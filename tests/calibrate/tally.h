/* SPDX-License-Identifier: GPL-2.0-only */
/* The tally of one row of the tables: what its verdicts were. */
#ifndef TALLY_H
#define TALLY_H

#include <stddef.h>
#include <stdint.h>

/* The digest of a row covers as many comparisons or histories. */
#define TALLY_PREFIX 5

/* What both tables ask: the effect, as a share of the time, and the bounds. */
#define EFFECT      0.02
#define FALSE_BOUND 0.05
#define POWER_BOUND 0.90

struct tally {
	size_t runs, alarms, unfit, voided, found, inconclusive;
	uint32_t digest; /* of the verdicts of the first TALLY_PREFIX runs */
};

/* Add a number that tells a verdict to the digest. */
void tally_note(struct tally *tally, size_t what);

/* The digest of a row: of its runs without and with an effect. */
uint32_t tally_digest(const struct tally *equal, const struct tally *changed);

double tally_percent(size_t count, const struct tally *tally);

/* The one-sided 95 % bounds of a rate, @count of @runs (Clopper-Pearson). */
double rate_upper_bound(size_t count, size_t runs);
double rate_lower_bound(size_t count, size_t runs);

#endif
