/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changes to the settings of a machine (common/setting.h), and taking them
 * back. A list of changes is JSON, so that it can be kept in a file: an array
 * of objects. Each has the `path` of a file, the `value` to write, what the
 * file held `before`, and what it holds `after` that: null until it was
 * written.
 */
#ifndef HOST_CHANGE_H
#define HOST_CHANGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * List what @text changes on this machine, and change nothing. It has words
 * with blanks between: NAME=VALUE, and "quiet" for the quiet value of each
 * setting that the machine has. Returns NULL with an error.
 */
json_t *changes_list(const struct host_paths *paths, const char *text,
		     struct error *error);

/*
 * Make the changes and store what the files hold `after` them. A file that
 * may refuse its value and does is left out of the list. Returns 0, or -1 with
 * an error; some changes may have been made then.
 */
int changes_make(json_t *changes, struct error *error);

/*
 * Write to each file what it held before, the last first. One that no longer
 * holds `after` was changed by somebody else, and stays. Returns the number of
 * files that could not be restored; @error has the last of them.
 */
size_t changes_undo(const json_t *changes, struct error *error);

#endif
