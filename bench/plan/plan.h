/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plan: what to measure. Its INI file has a section [plan], which says how
 * often, and sections [cells], whose lists of values are crossed into cells.
 */
#ifndef PLAN_H
#define PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "lib/error.h"

#define PLAN_CELLS_MAX       1000000
#define PLAN_BATCH_CELLS_MAX 20000
#define PLAN_LOOKS_MAX       20
/* The least number of samples that a look adds to a cell. */
#define PLAN_SAMPLES_PER_LOOK 5

struct plan {
	char *name; /* file name without folder and .ini */
	char *text; /* the whole file */
	char *summary;
	uint64_t seed;
	/* Fresh processes that measure each cell; with looks, at most. */
	uint64_t samples;
	/*
	 * Looks at what was measured so far, after each of which the decided
	 * cells leave; 0: all cells are measured to the end.
	 */
	uint64_t looks;
	unsigned int samples_line; /* of key samples; 0: none, or --set */
	uint64_t batch_cells;      /* the most cells that share a boot */
	uint64_t memory_mb;        /* of the guest, in MiB */
	char **set;                /* overrides "KEY=VALUE", as given */
	size_t set_count;
	struct cell *cells; /* in the order of the crossing, each once */
	size_t count;
};

struct plan_key {
	const char *name;
	uint64_t min, max;   /* both 0: text */
	const char *initial; /* the value if a plan has none; NULL: required */
	const char *summary; /* the meaning, and the unit if there is one */
};

/* The keys of section [plan], ended by an entry without a name. */
extern const struct plan_key plan_keys[];

/* The key of a [cells] section that names drivers: common/presets.h. */
#define PRESET_KEY "preset"

/* The value of key `threads` for 1, 2, 4, ... and this machine's CPUs. */
#define PLAN_CPUS "cpus"

/*
 * Read the plan in file @path, which messages call @shown. The @set_count
 * overrides "KEY=VALUE" in @set replace what the file says. Returns NULL with
 * one line in @error, which names the file and the line, or --set.
 */
struct plan *plan_load(const char *path, const char *shown, char *const *set,
		       size_t set_count, struct error *error);
void plan_free(struct plan *plan);

/*
 * The file of a plan: plans/NAME.ini in the folder of the suite, @suite_dir, if
 * @name has no folder, or one of plans/, as "reports/twopass". A @name that
 * ends in .ini or has another folder, as "./reports/twopass", is the file
 * itself.
 */
void plan_path(const char *suite_dir, const char *name, char *path,
	       size_t size);

#endif
