/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boots of one batch, until enough of them gave the same output.
 *
 * In an exact venue equal boots give equal output, but for one in some tens: on
 * a busy host a thread of the emulator can be late for another. So the output
 * of a batch is accepted when a second boot gave it too.
 */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/batch.h"
#include "run/agent_output.h"
#include "run/effort.h"

/* An output, and how many boots gave it. */
struct version {
	struct agent_output *output;
	size_t boots;
};

struct agreement {
	size_t needed; /* boots that must give the same output */
	struct version versions[BATCH_BOOTS_MAX];
	size_t version_count;
	size_t booted;  /* boots that have begun */
	size_t running; /* boots that have not ended */
	double started; /* when the first boot began, in seconds */
	bool accepted;  /* nothing is left to do */
};

/*
 * A boot begins or ends at @now. agreement_begin() returns its number, from 0.
 */
size_t agreement_begin(struct agreement *a, double now);
void agreement_end(struct agreement *a);

/*
 * Return how many boots to begin now, so that enough agree if all that are
 * running agree with the most frequent output.
 */
size_t agreement_missing(const struct agreement *a);

/*
 * Add the @output of a boot that has ended, and free it with @a. Returns true
 * if it is accepted; then the caller gets it by agreement_accept().
 */
bool agreement_add(struct agreement *a, struct agent_output *output);

/* Return the accepted output, and write what it took until @now to @effort. */
struct agent_output *agreement_accept(struct agreement *a, double now,
				      struct effort *effort);

/* Return true if no more boots are allowed, and no output is accepted. */
bool agreement_failed(const struct agreement *a);

void agreement_free(struct agreement *a);

#endif
