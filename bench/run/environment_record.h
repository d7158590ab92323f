/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a result records of where it was measured. Whatever may differ between
 * two runs of the same build goes into `host`; all else must not differ, so it
 * holds no dates and no names of folders.
 */
#ifndef ENVIRONMENT_RECORD_H
#define ENVIRONMENT_RECORD_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "lib/error.h"
#include "run/effort.h"

/*
 * Make environment.machine without vcpus, from the command line that the
 * venue's script left in the folder of a boot. @memory_mb: memory of the guest
 * in MiB; 0: nothing is emulated. Returns NULL with a message.
 */
json_t *record_machine(const char *boot_folder, uint64_t memory_mb,
		       struct error *error);

/*
 * Make environment.build. @module, @agent: files; @module NULL: no module of
 * ours is used. Returns NULL with a message.
 */
json_t *record_build(const char *module, const char *agent,
		     struct error *error);

/*
 * Make host: dates, and how long the run (@wall_s seconds) and its @count
 * batches took.
 */
json_t *record_host(time_t started, time_t finished, double wall_s,
		    const struct effort *efforts, size_t count);

#endif
