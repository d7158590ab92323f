// SPDX-License-Identifier: GPL-2.0-only
/* Dealing the batches of a run out to its shards. */
#include "run/shard.h"

#include <stdlib.h>

bool *shard_skip(const struct shard *shard, const struct batches *batches,
		 const bool *done, struct error *error)
{
	bool *skip;

	if (shard->count > batches->count) {
		error_set(error,
			  "the plan cannot be cut into %zu shards; allowed: 1 "
			  "to %zu, the number of its batches (batch_cells)",
			  shard->count, batches->count);
		return NULL;
	}
	if (shard->count > 1 && batches->rounds > 1) {
		error_set(error,
			  "the plan cannot be cut into %zu shards; allowed: 1, "
			  "because of samples = until decided: each round "
			  "depends on those before",
			  shard->count);
		return NULL;
	}
	skip = calloc(batches->count + 1, sizeof(*skip));
	if (!skip)
		error_set(error, "out of memory");
	for (size_t i = 0; skip && i < batches->count; i++)
		skip[i] =
			(done && done[i]) ||
			(shard->count && i % shard->count + 1 != shard->index);
	return skip;
}
