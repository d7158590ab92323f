/* SPDX-License-Identifier: GPL-2.0-only */
/* What a result says of the machine and the build that it comes from. */
#ifndef FACTS_H
#define FACTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* The SHA-256 of a file in hexadecimal. Returns 0, or -1 with a message. */
int facts_sha256(const char *path, char digest[65], char *error,
		 size_t error_size);

/* environment.machine but vcpus, from the command that boot.sh left in a
 * folder. */
json_t *facts_machine(const char *batch_folder, uint64_t memory_mb, char *error,
		      size_t error_size);

/* environment.build. */
json_t *facts_build(const char *module, const char *agent, char *error,
		    size_t error_size);

/* host: times, and what ran how long. */
json_t *facts_host(time_t started, time_t finished, double wall_s,
		   const double *batches, size_t count);

#endif
