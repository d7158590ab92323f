/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A spool: JSON values on the disk, as they will stand in a result file. They
 * come in any order and are printed by index; of each, memory holds where it
 * is. The file has no name, so nothing is left of it when mnbench ends.
 */
#ifndef SPOOL_H
#define SPOOL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/error.h"

struct spool;

/*
 * Begin a spool of @count values in the folder of the file @beside. Returns
 * NULL with a message.
 */
struct spool *spool_new(const char *beside, size_t count, struct error *error);
void spool_free(struct spool *spool);

/* Store value @index. Returns 0, or -1 with a message. */
int spool_add(struct spool *spool, size_t index, const json_t *value,
	      struct error *error);

/*
 * Print value @index as it was stored. @spool is a struct spool: this is the
 * print of a store_list (result/store.h). Returns 0, or -1 with errno.
 */
int spool_print(void *spool, size_t index, FILE *to);

/* Read value @index again. Returns NULL if it cannot be read. */
json_t *spool_load(struct spool *spool, size_t index);

#endif
