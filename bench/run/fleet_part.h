/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking the part that the command of a shard has left. */
#ifndef FLEET_PART_H
#define FLEET_PART_H

#include "lib/error.h"
#include "run/request.h"
#include "run/shard.h"

/*
 * Check that the file @path is of the run that @request asks for and holds all
 * batches of @shard. Returns 0, or -1 with a message.
 */
int fleet_part_check(const char *path, const struct shard *shard,
		     const struct request *request, struct error *error);

#endif
