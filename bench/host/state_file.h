/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state file: what a run is going to change on the machine, written before
 * it changes anything. So whoever finds the file without its lock knows what a
 * run that was killed has left, and can take it back. It is in a folder that is
 * empty after a reboot, like what it describes.
 */
#ifndef STATE_FILE_H
#define STATE_FILE_H

#include <jansson.h>
#include <stdbool.h>

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * Make the folder, or refuse one to which somebody else may write. Returns 0,
 * or -1 with an error.
 */
int state_make_folder(const struct host_paths *paths, struct error *error);

/*
 * Take the lock, which every process holds that inherits the descriptor. Wait
 * up to @wait_s seconds for a run that ends. Returns the descriptor, or -1 with
 * an error.
 */
int state_lock(const struct host_paths *paths, double wait_s,
	       struct error *error);

/*
 * Write the file: {"module": bool, "changes": [...]} (host/change.h). Returns
 * 0, or -1 with an error.
 */
int state_write(const struct host_paths *paths, const json_t *state,
		struct error *error);

/*
 * Read the file. Returns 0, or -1 with an error; @state is NULL if there is
 * none.
 */
int state_read(const struct host_paths *paths, json_t **state,
	       struct error *error);

/* Whether there is a file, of a run that goes on or was killed. */
bool state_exists(const struct host_paths *paths);

void state_remove(const struct host_paths *paths);

#endif
