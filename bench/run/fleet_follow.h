/* SPDX-License-Identifier: GPL-2.0-only */
/* Following the commands of a fleet until all shards are done or lost. */
#ifndef FLEET_FOLLOW_H
#define FLEET_FOLLOW_H

#include <stddef.h>

#include "lib/error.h"
#include "run/fleet_shard.h"
#include "run/request.h"

/*
 * Start all shards that wait, at once, and each that is lost again, until it
 * was tried @tries times. Signals that end a run are blocked: one of them ends
 * all commands. Returns an exit status: STATUS_OK if all parts are there,
 * STATUS_FAILED if a shard is lost, STATUS_INTERRUPTED; STATUS_BAD with a
 * message if a command cannot be run or says that its input is bad.
 */
int fleet_follow(struct fleet_shard *shards, size_t count, size_t tries,
		 const struct request *request, struct error *error);

#endif
