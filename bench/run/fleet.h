/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run whose shards are measured by commands of the user, on this machine or
 * on others: mnbench run --shards N --with COMMAND. docs/fleet.md describes it.
 */
#ifndef FLEET_H
#define FLEET_H

#include "lib/error.h"
#include "run/options.h"

/*
 * Check the request and the template. Returns 0, or -1 with a message.
 */
int fleet_check(const struct run_options *options, struct error *error);

/*
 * Start a command for each shard, start those again that are lost, and merge
 * the parts to the result. Returns an exit status; STATUS_BAD has a message.
 */
int fleet_run(const struct run_options *options, struct error *error);

#endif
