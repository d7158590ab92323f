// SPDX-License-Identifier: GPL-2.0-only
/* Checking and naming the two sides of a prediction. */
#include "judge/prediction_source.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "plan/venue.h"
#include "result/architecture.h"

static bool is_timed(const struct result *run)
{
	const struct venue *venue = venue_find(run->venue);

	return venue && venue->timed;
}

static int check_exact(const struct side *exact, struct error *error)
{
	const struct result *run = exact->runs[0];

	if (exact->count > 1)
		return error_set(error,
				 "EXACT is %zu results; allowed: one, because "
				 "others of an exact venue would be the same",
				 exact->count);
	if (is_timed(run))
		return error_set(error,
				 "%s was measured in venue %s; EXACT must be "
				 "of an exact venue (icount), which counts "
				 "instructions",
				 run->path, run->venue);
	return 0;
}

static const char *environment(const struct result *run, const char *name)
{
	const json_t *kernel = json_object_get(
		json_object_get(run->root, "environment"), "kernel");
	const char *text = json_string_value(json_object_get(kernel, name));

	return text ? text : "unknown";
}

static int check_like(const struct result *first, const struct result *run,
		      struct error *error)
{
	if (strcmp(run->venue, first->venue) != 0)
		return error_set(error,
				 "%s was measured in venue %s, %s in %s; "
				 "TIMED must be of one venue",
				 first->path, first->venue, run->path,
				 run->venue);
	if (strcmp(run->kernel, first->kernel) != 0)
		return error_set(error,
				 "%s is of kernel %s, %s of %s; TIMED must be "
				 "of one kernel",
				 first->path, first->kernel, run->path,
				 run->kernel);
	if (strcmp(environment(run, "cpu"), environment(first, "cpu")) != 0)
		return error_set(error,
				 "%s was measured on '%s', %s on '%s'; TIMED "
				 "must be of one machine",
				 first->path, environment(first, "cpu"),
				 run->path, environment(run, "cpu"));
	return 0;
}

static int check_timed(const struct result *run, struct error *error)
{
	if (!is_timed(run))
		return error_set(error,
				 "%s was measured in venue %s; TIMED must be "
				 "of a venue with a clock, such as host",
				 run->path, run->venue);
	if (run->reference)
		return error_set(error,
				 "%s is a reference; TIMED must be results",
				 run->path);
	return 0;
}

int prediction_source_check(const struct side *exact, const struct side *timed,
			    struct error *error)
{
	const struct result *first = timed->runs[0];

	if (check_exact(exact, error))
		return -1;
	for (size_t i = 0; i < timed->count; i++)
		if (check_timed(timed->runs[i], error) ||
		    check_like(first, timed->runs[i], error))
			return -1;
	return result_check_architectures(exact->runs[0], first,
					  "give results of one", error);
}

static size_t most_samples(const struct result *run)
{
	size_t most = 0;

	for (size_t i = 0; i < run->count; i++) {
		size_t n = json_array_size(run->cells[i].samples);

		most = n > most ? n : most;
	}
	return most;
}

int prediction_source_set(struct prediction_source *source,
			  const struct side *runs)
{
	const struct result *first = runs->runs[0];

	*source = (struct prediction_source){
		.path = strdup(first->path),
		.venue = strdup(first->venue),
		.kernel = strdup(first->kernel),
		.machine = strdup(result_architecture(first)),
		.cpu = strdup(environment(first, "cpu")),
		.plan = strdup(first->plan),
		.runs = runs->count,
		.boots = 1,
	};
	for (size_t i = 0; i < runs->count; i++)
		source->processes += most_samples(runs->runs[i]);
	return source->path && source->venue && source->kernel &&
			       source->machine && source->cpu && source->plan
		       ? 0
		       : -1;
}

void prediction_source_free(struct prediction_source *source)
{
	free(source->path);
	free(source->venue);
	free(source->kernel);
	free(source->machine);
	free(source->cpu);
	free(source->plan);
}
