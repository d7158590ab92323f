/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plan: what to measure. An INI file whose [plan] section says how often, and
 * whose [cells] sections list values of cell keys that are crossed into cells.
 */
#ifndef PLAN_H
#define PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "lib/error.h"

#define PLAN_CELLS_MAX 20000

struct plan {
	char *name; /* file name without folder and .ini */
	char *text; /* the whole file */
	char *summary;
	uint64_t seed;
	uint64_t samples;     /* fresh processes a cell */
	uint64_t batch_cells; /* most cells of one boot */
	uint64_t memory_mb;   /* of the guest */
	char **set;           /* overrides "KEY=VALUE", as given */
	size_t set_count;
	struct cell *cells;
	size_t count;
};

struct plan_key {
	const char *name;
	uint64_t min, max;   /* both 0: text */
	const char *initial; /* NULL: required */
	const char *summary;
};

/* Ended by an entry without a name. */
extern const struct plan_key plan_keys[];

/* The key of a [cells] section that stands for chunk_size and removal. */
#define PRESET_KEY "preset"

/*
 * Read plan @path (shown to the user as @shown), with @set_count overrides
 * "KEY=VALUE" in place of what the file says. Returns NULL with one line in
 * @error.
 */
struct plan *plan_load(const char *path, const char *shown, char *const *set,
		       size_t set_count, struct error *error);
void plan_free(struct plan *plan);

/*
 * The file of a plan: @name itself if it has a slash or ends in .ini, else
 * plans/NAME.ini in the home folder.
 */
void plan_path(const char *home, const char *name, char *path, size_t size);

#endif
