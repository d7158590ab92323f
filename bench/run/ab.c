// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring two sides, stage by stage: what is asked for is checked, both sides
 * are found, then built, then named after what they are; a result of that name
 * is kept, and what has none is measured.
 */
#include "run/ab.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "lib/suite_layout.h"
#include "run/ab_name.h"
#include "run/environment.h"
#include "run/prepared_kernel.h"
#include "run/request.h"
#include "run/run.h"

struct ab {
	const struct ab_options *options;
	struct request request;
	char folder[PATH_ROOM];
	struct ab_side *sides;
	struct environment environments[2];
};

static const char *kernel_of(const struct ab *ab)
{
	const char *kernel = ab->options->run.kernel;

	return kernel ? kernel : PREPARED_KERNEL_DEFAULT;
}

/* Check all that needs no kernel. */
static int check(struct ab *ab, struct error *error)
{
	struct run_options options = ab->options->run;

	options.kernel = NULL;
	if (request_make(&ab->request, &options, error))
		return -1;
	if (ab->request.venue->runs_on_host)
		return error_set(error,
				 "--venue cannot be '%s', which measures the "
				 "running kernel: neither that nor its module "
				 "can be exchanged; allowed: venues that boot "
				 "guests",
				 ab->request.venue->name);
	return run_check(&options, error);
}

static int find_sides(struct ab *ab, struct error *error)
{
	for (size_t i = 0; i < 2; i++)
		if (ab_side_find(&ab->sides[i], ab->request.suite_dir,
				 kernel_of(ab), ab->options->specs[i], error))
			return -1;
	return 0;
}

static int prepare(struct ab *ab, struct error *error)
{
	const char *suite_dir = ab->request.suite_dir;

	for (size_t i = 0; i < 2; i++) {
		struct ab_side *side = &ab->sides[i];
		struct environment *e = &ab->environments[i];

		if (side->kind == AB_RESULT)
			continue;
		if (ab_side_prepare(side, suite_dir, kernel_of(ab), error) ||
		    environment_find(e, suite_dir, ab->request.venue,
				     side->kernel, error) ||
		    environment_check_plan(e, side->spec, ab->request.plan,
					   error) ||
		    ab_name(side, ab->folder, &ab->request, e, error))
			return -1;
	}
	return 0;
}

/* The folder results of the suite, by a short path if it is in this one. */
static int choose_results(const struct ab *ab, char *path, size_t size,
			  struct error *error)
{
	const char *suite_dir = ab->request.suite_dir;
	char here[PATH_MAX];

	if (suite_results_dir(suite_dir, path, size, error))
		return -1;
	if (getcwd(here, sizeof(here)) && strcmp(here, suite_dir) == 0 &&
	    strncmp(path, here, strlen(here)) == 0)
		path_print(path, size, "results");
	return 0;
}

static int make_folder(struct ab *ab, struct error *error)
{
	char results[PATH_ROOM];

	if (ab->options->folder) {
		path_print(ab->folder, sizeof(ab->folder), "%s",
			   ab->options->folder);
	} else {
		if (choose_results(ab, results, sizeof(results), error))
			return -1;
		path_make_folder(results);
		path_print(ab->folder, sizeof(ab->folder), "%s/ab", results);
	}
	mkdir(ab->folder, 0777); /* if it fails, the check says why */
	return access(ab->folder, W_OK | X_OK)
		       ? error_set(error, "cannot store results in '%s': %m",
				   ab->folder)
		       : 0;
}

static const char *name_of_side(size_t side)
{
	return side ? "NEW" : "BASE";
}

/* Measure one side once and store it as @path. Returns an exit status. */
static int measure(const struct ab *ab, size_t side, const char *path,
		   struct error *error)
{
	struct run_options options = ab->options->run;
	int status;

	if (!ab->options->again &&
	    ab_is_kept(path, &ab->request, &ab->environments[side])) {
		say_note("%s: %s is kept", name_of_side(side), path);
		return STATUS_OK;
	}
	say_note("%s: measuring %s", name_of_side(side), path);
	options.kernel = ab->sides[side].kernel;
	if (strcmp(ab->sides[side].lasting, PREPARED_KERNEL_DEFAULT) != 0) {
		options.prepare[0] = kernel_of(ab);
		options.prepare[1] = ab->sides[side].lasting;
	}
	options.output = path;
	options.resume = true;
	status = run_plan(&options, error);
	/* The comparison tells what is wrong with a result that is stored. */
	return status == STATUS_FAILED && !access(path, R_OK) ? STATUS_OK
							      : status;
}

static bool same_build(const struct ab_side *sides)
{
	return sides[0].kind != AB_RESULT && sides[1].kind != AB_RESULT &&
	       strcmp(sides[0].result, sides[1].result) == 0;
}

/* In an exact venue one run of a side is enough. */
static int measure_exactly(const struct ab *ab, struct error *error)
{
	int status = STATUS_OK;

	for (size_t i = 0; i < 2 && !status; i++) {
		if (ab->sides[i].kind == AB_RESULT)
			continue;
		if (i && same_build(ab->sides))
			say_note("NEW: the same build as BASE, and the same "
				 "result");
		else
			status = measure(ab, i, ab->sides[i].result, error);
	}
	return status;
}

/*
 * By the clock, each side has several runs. The sides alternate, and each goes
 * first in every other round, so that what drifts meets both alike.
 */
static int measure_by_clock(const struct ab *ab, struct error *error)
{
	char path[PATH_ROOM];
	int status = STATUS_OK;

	for (size_t i = 0; i < 2 * ab->options->boots && !status; i++) {
		size_t round = i / 2, side = (i + round) % 2;

		if (ab->sides[side].kind == AB_RESULT)
			continue;
		mkdir(ab->sides[side].result, 0777);
		path_print(path, sizeof(path), "%s/run-%03zu.json",
			   ab->sides[side].result, round + 1);
		status = measure(ab, side, path, error);
	}
	return status;
}

/* Two sides of one build have a folder each, or they would be one run. */
static void part_folders(struct ab_side *sides)
{
	size_t length = strlen(sides[1].result);

	if (same_build(sides))
		path_print(sides[1].result + length,
			   sizeof(sides[1].result) - length, "-again");
}

int ab_measure(const struct ab_options *options, struct ab_side sides[2],
	       struct error *error)
{
	struct ab ab = {.options = options, .sides = sides};
	int status = STATUS_BAD;

	if (!check(&ab, error) && !find_sides(&ab, error) &&
	    !make_folder(&ab, error) && !prepare(&ab, error)) {
		if (ab.request.venue->timed) {
			part_folders(sides);
			status = measure_by_clock(&ab, error);
		} else {
			status = measure_exactly(&ab, error);
		}
	}
	request_free(&ab.request);
	return status;
}
