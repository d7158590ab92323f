// SPDX-License-Identifier: GPL-2.0-only
/* Loading the plan of a run. */
#include "run/plan_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/nearest.h"
#include "lib/path.h"
#include "plan/aa_arms.h"
#include "plan/plan_cpus.h"
#include "plan/plan_looks.h"
#include "plan/plan_names.h"
#include "plan/plan_nodes.h"
#include "plan/plan_venue.h"

/*
 * What a venue makes of a plan that messages call @shown. @plan may be NULL,
 * which is returned.
 */
static struct plan *in_venue(struct plan *plan, const char *shown,
			     const struct venue *venue, struct error *error)
{
	if (!plan)
		return NULL;
	if (!plan_looks_check(plan, shown, venue, error) &&
	    !plan_cpus_check(plan, shown, venue, error) &&
	    !plan_nodes_check(plan, shown, venue, "", error) &&
	    !plan_venue_check(plan, shown, venue, error) &&
	    (!venue->timed || !aa_arms_add(plan, error)))
		return plan;
	plan_free(plan);
	return NULL;
}

static void refuse_name(const char *suite_dir, const char *name,
			struct error *error)
{
	struct nearest nearest = nearest_begin(name);
	char hint[NEAREST_HINT_MAX];
	struct plan_names names;

	if (!plan_names_list(&names, suite_dir, NULL))
		for (size_t i = 0; i < names.count; i++)
			nearest_try(&nearest, names.name[i]);
	nearest_hint(&nearest, hint);
	error_set(error, "unknown plan '%s'%s", name,
		  hint[0] ? hint : "; see mnbench list plans");
	plan_names_free(&names);
}

struct plan *plan_of_name(const char *suite_dir, const char *name,
			  char *const *set, size_t set_count,
			  const struct venue *venue, struct error *error)
{
	char path[PATH_ROOM], shown[PATH_ROOM];

	plan_path(suite_dir, name, path, sizeof(path));
	if (strcmp(path, name) == 0) {
		path_print(shown, sizeof(shown), "%s", name);
	} else {
		path_print(shown, sizeof(shown), "plans/%s.ini", name);
		if (access(path, F_OK)) {
			refuse_name(suite_dir, name, error);
			return NULL;
		}
	}
	return in_venue(plan_load(path, shown, set, set_count, error), shown,
			venue, error);
}

/* A file in memory that holds @text. Returns its descriptor, or -1. */
static int file_of_text(const char *text)
{
	int fd = memfd_create("plan", MFD_CLOEXEC);
	size_t length = strlen(text), done = 0;

	while (fd >= 0 && done < length) {
		ssize_t n = write(fd, text + done, length - done);

		if (n < 0) {
			close(fd);
			return -1;
		}
		done += (size_t)n;
	}
	return fd;
}

/* A plan takes its name from its file, which a file in memory has not. */
static int rename_plan(struct plan *plan, const char *name, struct error *error)
{
	free(plan->name);
	plan->name = strdup(name);
	return plan->name ? 0 : error_set(error, "out of memory");
}

struct plan *plan_of_header(const struct partial_header *header,
			    struct error *error)
{
	int fd = file_of_text(header->plan_text);
	char path[64];
	struct plan *plan;

	if (fd < 0) {
		error_set(error, "cannot keep plan %s in memory: %s",
			  header->plan_name, strerror(errno));
		return NULL;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	plan = plan_load(path, header->plan_name, header->set,
			 header->set_count, error);
	close(fd);
	if (plan && rename_plan(plan, header->plan_name, error)) {
		plan_free(plan);
		return NULL;
	}
	return in_venue(plan, header->plan_name, header->venue, error);
}
