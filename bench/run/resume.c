// SPDX-License-Identifier: GPL-2.0-only
/* Continuing an interrupted run with the batches that it left. */
#include "run/resume.h"

#include <unistd.h>

#include "result/partial.h"
#include "run/partial_header.h"

static int count_line(void *user, const json_t *line, struct error *error)
{
	size_t *count = user;

	(void)line;
	(void)error;
	(*count)++;
	return 0;
}

/* Check that the @count batches are of this run and that it may use them. */
static int check_header(const char *path, const json_t *header, size_t count,
			bool resume, const struct collection *c,
			struct error *error)
{
	const char *key = partial_headers_differ(header, c->header);

	if (key)
		return error_set(
			error,
			"%s is of another run (its %s differs); remove it to "
			"start from the beginning",
			path, key);
	if (resume)
		return 0;
	return error_set(error,
			 "%s has %zu of %zu batches of an interrupted run; add "
			 "--resume to continue that run, or remove the file",
			 path, count, c->batches->count);
}

int resume_batches(const char *path, bool resume, struct collection *collection,
		   struct error *error)
{
	struct error damage = {0};
	size_t count = 0;
	json_t *header;
	int ret;

	if (access(path, F_OK))
		return 0;
	header = partial_read(path, count_line, &count, &damage);
	if (!header && (damage.line || access(path, R_OK))) {
		*error = damage;
		return -1;
	}
	if (!count) { /* the run was killed before it had any */
		json_decref(header);
		return 0;
	}
	ret = check_header(path, header, count, resume, collection, error);
	json_decref(header);
	if (ret)
		return -1;
	header = partial_read(path, collection_take_line, collection, error);
	json_decref(header);
	return header ? 0 : error_place(error, path, 0);
}
