/* SPDX-License-Identifier: GPL-2.0-only */
/* The result files of a folder. */
#ifndef RESULT_FILES_H
#define RESULT_FILES_H

#include <stddef.h>

#include "lib/error.h"

struct result_files {
	size_t count;
	char **path; /* FOLDER/NAME.json, in the order of their names */
};

/*
 * List the files *.json of a folder, without hidden ones; they may be no
 * results. Returns 0, or -1 with a message. result_files_free() in either case.
 */
int result_files_list(struct result_files *files, const char *folder,
		      struct error *error);
void result_files_free(struct result_files *files);

#endif
