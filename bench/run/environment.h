/* SPDX-License-Identifier: GPL-2.0-only */
/* What a result says of the machine and the build that it comes from. */
#ifndef FACTS_H
#define FACTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "lib/error.h"

/* The SHA-256 of a file in hexadecimal. Returns 0, or -1 with a message. */
int sha256_of_file(const char *path, char digest[65], struct error *error);

/*
 * environment.machine but vcpus, from the command that the venue's script left in a
 * folder. @memory_mb: of the guest; 0: nothing is emulated.
 */
json_t *environment_machine(const char *boot_folder, uint64_t memory_mb,
			    struct error *error);

/* environment.build. @module: NULL: none is used. */
json_t *environment_build(const char *module, const char *agent,
			  struct error *error);

/* What it took to get the result of a batch. */
struct effort {
	double wall_s; /* from the start of its first boot to the last's end */
	size_t boots;
	size_t differed; /* boots whose answers were not taken */
};

/* host: times, and what took how much, by batch. */
json_t *environment_host(time_t started, time_t finished, double wall_s,
			 const struct effort *efforts, size_t count);

#endif
