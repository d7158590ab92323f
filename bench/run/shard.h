/* SPDX-License-Identifier: GPL-2.0-only */
/* Shards: parts of a run, each measured by a separate run. */
#ifndef SHARD_H
#define SHARD_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"

/* Part @index of @count, from 1; 0 of 0: the whole run. */
struct shard {
	size_t index, count;
};

/*
 * Return, by batch, whether a run of @shard does not measure it: it is @done
 * (NULL: none is), or of another shard. The caller frees it. Returns NULL with
 * a message if there are fewer batches than shards, or rounds of batches.
 */
bool *shard_skip(const struct shard *shard, const struct batches *batches,
		 const bool *done, struct error *error);

#endif
