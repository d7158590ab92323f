/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plan file as it is written: sections, and for each key the text of its
 * list.
 */
#ifndef PLAN_FILE_H
#define PLAN_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"
#include "lib/error.h"

#define PLAN_KEYS_MAX 16

/* What is given for one key, and where. */
struct given {
	char *text;        /* NULL: nothing */
	unsigned int line; /* where it begins; 0: --set */
};

/* One [cells] section, or the overrides of all of them. */
struct section {
	char *name;                       /* without the brackets */
	unsigned int line;                /* of the name */
	struct given keys[CELL_KEYS_MAX]; /* by index in cell_keys[] */
	struct given preset;
};

struct plan_file {
	const char *path;
	const char *shown;      /* the name of the file for messages */
	unsigned int plan_line; /* of [plan]; 0: there is none */
	unsigned int last_line; /* the number of lines */
	struct given plan_keys[PLAN_KEYS_MAX]; /* by index in plan_keys[] */
	struct section *sections;
	size_t count;
	struct section set; /* overrides of cell keys */
};

/*
 * Parse @text into @file, which is zeroed but for its name. Returns 0, or -1
 * with @error and its place. plan_file_free() in either case.
 */
int plan_file_parse(struct plan_file *file, const char *text,
		    struct error *error);

/* Replace what the file says by the override "KEY=VALUE". Returns as above. */
int plan_file_override(struct plan_file *file, const char *pair,
		       struct error *error);

void plan_file_free(struct plan_file *file);

/*
 * Store an error about @key ("": about no key in particular), which was read in
 * line @line, or with --set if that is 0. Returns -1.
 */
__attribute__((format(printf, 5, 6))) int
plan_error(const struct plan_file *file, unsigned int line, struct error *error,
	   const char *key, const char *format, ...);

#endif
