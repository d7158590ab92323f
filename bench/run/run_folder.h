/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder of a run: what each guest boots from and what it answers. */
#ifndef FOLDER_H
#define FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"

struct sources {
	char home[PATH_MAX];
	char agent[PATH_MAX];
	/* Of a guest; empty where the running kernel is measured: */
	char kernel[PATH_MAX]; /* prepared folder: vmlinuz, config, mnbench.ko
				*/
	char module[PATH_MAX];
};

/*
 * Make @folder with batch-1, batch-2, ... in it, but those that are @done, each
 * with what its guests boot from. Returns 0, or -1 with a message.
 */
int run_folder_make(const char *folder, const struct sources *sources,
		    const struct venue *venue, const struct plan *plan,
		    const struct batches *batches, const bool *done,
		    struct error *error);

/* The folders of a batch and of one of its boots, all counted from 0. */
void run_folder_of_batch(const char *folder, size_t index, char *path,
			 size_t size);
void run_folder_of_boot(const char *folder, size_t batch, size_t boot,
			char *path, size_t size);

/* Make the folder of a boot, for the venue's script. Returns 0, or -1 with errno. */
int run_folder_make_boot(const char *folder, size_t batch, size_t boot);

/* Remove it with all that is in it; what cannot be removed stays. */
void run_folder_remove(const char *folder);

#endif
