/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a collection of many batches puts on the disk instead of in memory: for
 * each batch that was taken, what the result says of it and of its cells.
 */
#ifndef SPILL_H
#define SPILL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "run/record.h"
#include "run/spool.h"

struct spill {
	struct spool *batches, *cells;
	json_t *kernel; /* the kernel line of the first batch */
	bool *logged;   /* by batch: its kernel wrote a log */
	bool *failed;   /* by cell */
};

/*
 * Begin to spill to the folder of the file @beside. Returns NULL with a
 * message.
 */
struct spill *spill_new(const char *beside, size_t batches, size_t cells,
			struct error *error);
void spill_free(struct spill *spill);

/* Store batch @batch of @record. Returns 0, or -1 with a message. */
int spill_batch(struct spill *spill, const struct record *record, size_t batch,
		struct error *error);

/*
 * Return true if @record says of batch @batch and its cells what was stored of
 * them.
 */
bool spill_equal(const struct spill *spill, const struct record *record,
		 size_t batch);

#endif
