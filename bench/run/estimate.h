/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An estimate of the time that a run still takes, from what its samples and
 * boots are expected to take and from those that are done. The caller passes
 * the time @now, in seconds of any clock that only goes forward. Boots of a
 * batch are counted from 0.
 */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/batch.h"
#include "plan/plan.h"

struct estimate;

/*
 * Begin an estimate. @skip: by batch, whether it is not measured; @boots: that
 * each other batch takes as far as can be foreseen; @jobs: guests that run at
 * once. Returns NULL if out of memory. Plan and batches must outlive it.
 */
struct estimate *estimate_new(const struct plan *plan,
			      const struct batches *batches, const bool *skip,
			      size_t boots, size_t jobs);
void estimate_free(struct estimate *e);

/* A boot begins; one that was not foreseen adds to what is left. */
void estimate_boot(struct estimate *e, size_t batch, size_t boot, double now);
/* Sample @id begins or is done, in this boot of its batch. */
void estimate_start(struct estimate *e, size_t boot, size_t id, double now);
void estimate_done(struct estimate *e, size_t boot, size_t id, double now);
/* A boot is over. */
void estimate_off(struct estimate *e, size_t batch, size_t boot);

/* Whether guests boot, or are going to, and none measures. */
bool estimate_boots(const struct estimate *e);

/* Batches whose boots did not begin have lost samples, perhaps all. */
void estimate_revise(struct estimate *e);

/* Samples of all boots that are foreseen, and those of them that are done. */
size_t estimate_samples(const struct estimate *e);
size_t estimate_samples_done(const struct estimate *e);

/* Return the seconds that are left; negative if out of memory. */
double estimate_left(struct estimate *e, double now);

#endif
