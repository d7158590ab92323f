/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder of a run: what its guests boot from, and what they write. Batches
 * and boots are counted from 0, their folders batch-1/boot-1 and so on from 1.
 */
#ifndef RUN_FOLDER_H
#define RUN_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "run/environment.h"

/*
 * Make @folder, with a folder for each batch that @skip does not name, in which
 * is what the guests of the batch boot from. Returns STATUS_OK, STATUS_BAD with
 * a message, or STATUS_INTERRUPTED if a stop signal has come; except for the
 * first, @folder may be there in part.
 */
int run_folder_make(const char *folder, const struct environment *environment,
		    const struct plan *plan, const struct batches *batches,
		    const bool *skip, struct error *error);

/*
 * Write again which samples a batch has, in a venue that boots no guest.
 * Returns 0, or -1 with a message.
 */
int run_folder_rewrite(const char *folder, size_t batch,
		       const struct environment *environment,
		       const struct plan *plan, const struct batches *batches,
		       struct error *error);

/* Write the path of the folder of a batch, or of one of its boots. */
void run_folder_of_batch(const char *folder, size_t batch, char *path,
			 size_t size);
void run_folder_of_boot(const char *folder, size_t batch, size_t boot,
			char *path, size_t size);

/*
 * Make the folder of a boot for the venue's script. Returns 0, or -1 with
 * errno.
 */
int run_folder_make_boot(const char *folder, size_t batch, size_t boot);

/* Remove @folder with all that is in it; what cannot be removed stays. */
void run_folder_remove(const char *folder);

#endif
