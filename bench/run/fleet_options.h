/* SPDX-License-Identifier: GPL-2.0-only */
/* What the user asked for of a run whose shards other commands measure. */
#ifndef FLEET_OPTIONS_H
#define FLEET_OPTIONS_H

#include <stddef.h>

#define FLEET_SHARDS_MAX 10000
#define FLEET_TRIES_MAX  100
#define FLEET_TRIES      3 /* of a shard, unless the user gave a number */

struct fleet_options {
	size_t shards;    /* 0: this process measures */
	const char *with; /* template: see run/fleet_command.h */
	size_t tries;     /* of a shard, at most; 0: FLEET_TRIES */
};

#endif
