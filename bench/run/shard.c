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
			  "--shard cannot be '%zu/%zu': the plan has %zu "
			  "batches",
			  shard->index, shard->count, batches->count);
		return NULL;
	}
	if (shard->count > 1 && batches->rounds > 1) {
		error_set(error,
			  "--shard cannot be '%zu/%zu': a plan with samples = "
			  "until decided is measured as a whole, because each "
			  "round depends on those before",
			  shard->index, shard->count);
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
