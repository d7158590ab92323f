/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a run whose batches were all measured: storing them, and reporting
 * what is wrong with the result.
 */
#ifndef FINISH_H
#define FINISH_H

#include <time.h>

#include "lib/error.h"
#include "run/collection.h"
#include "run/output_paths.h"
#include "run/shard.h"

/*
 * Store the result and remove the partial file. @started: date of the begin;
 * @wall_s: seconds that the run took. Returns STATUS_OK, STATUS_FAILED if a
 * cell or a kernel failed or the run is void, or STATUS_BAD with a message.
 */
int finish_result(const struct collection *collection,
		  const struct output_paths *paths, time_t started,
		  double wall_s, struct error *error);

/*
 * Do the same for the shards of a run, all of which are in @collection: store
 * the result at @path.
 */
int finish_merged(const struct collection *collection, const char *path,
		  double wall_s, struct error *error);

/*
 * Store the batches of a shard, for mnbench merge. Returns STATUS_OK, or
 * STATUS_BAD with a message.
 */
int finish_shard(const struct collection *collection,
		 const struct output_paths *paths, const struct shard *shard,
		 struct error *error);

#endif
