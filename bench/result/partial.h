/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file of a run that is not whole: a line that says which run, and one for
 * each batch that was measured. It only grows, and each line is on the disk
 * before the next batch counts: whatever is killed, whole lines stay.
 */
#ifndef PARTIAL_H
#define PARTIAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"

#define PARTIAL_SCHEMA "mnbench-partial/1"

/* What is done with each batch that is read: 0, or -1 with a message. */
typedef int (*partial_take)(void *user, const json_t *batch,
			    struct error *error);

/*
 * Read @path. Returns its header, or NULL with a message. Less than a line at
 * the end was being written when the run was killed; it is left out.
 */
json_t *partial_read(const char *path, partial_take take, void *user,
		     struct error *error);

/*
 * Open @path to append batches, with @header at its begin: the file is made, or
 * has this header already, and is cut after its last whole line. Returns a
 * descriptor, or -1 with a message, also if another run has it open.
 */
int partial_open(const char *path, const json_t *header, struct error *error);

/* Append a batch, durably. Returns 0, or -1 with errno. */
int partial_append(int fd, const json_t *batch);

#endif
