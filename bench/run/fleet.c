// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fleet, stage by stage: the options request a plan; each shard gets files
 * and a command; commands run until each has left a whole part, or one was
 * tried often enough; the parts are merged as mnbench merge does it.
 */
#include "run/fleet.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "result/store.h"
#include "run/fleet_command.h"
#include "run/fleet_follow.h"
#include "run/fleet_part.h"
#include "run/merge.h"
#include "run/request.h"
#include "run/resume_command.h"
#include "run/stop_signals.h"

static int check_options(const struct run_options *options, struct error *error)
{
	if (!options->fleet.with)
		return error_set(error,
				 "--shards needs --with 'COMMAND', which runs "
				 "a shard; such as --with 'sh -c {q}'");
	if (!options->output)
		return error_set(error, "--shards needs -o FILE: the parts of "
					"the run are stored beside it");
	if (options->shard.count)
		return error_set(error, "--shard measures one part and "
					"--shards all of them; give one");
	return fleet_command_check(options->fleet.with, error);
}

/* What a fleet is made of. */
struct fleet {
	struct request request;
	struct fleet_shard *shards;
	size_t count;
};

/* The samples of a shard, those of each boot counted. */
static size_t count_samples(const struct request *r, size_t index, size_t count)
{
	size_t samples = 0;

	for (size_t i = index - 1; i < r->batches->count; i += count)
		samples += r->batches->batch[i].sample_count;
	return samples * r->venue->agree;
}

static int make_shards(struct fleet *fleet, const struct run_options *options,
		       struct error *error)
{
	const size_t count = options->fleet.shards;
	const struct shard first = {1, count};
	bool *skip = shard_skip(&first, fleet->request.batches, NULL, error);

	if (!skip)
		return -1;
	free(skip);
	fleet->shards = calloc(count, sizeof(*fleet->shards));
	for (size_t i = 0; fleet->shards && i < count; i++) {
		fleet->count++;
		if (fleet_shard_make(&fleet->shards[i], options, i + 1,
				     count_samples(&fleet->request, i + 1,
						   count)))
			return error_set(error, "out of memory");
	}
	return fleet->shards ? 0 : error_set(error, "out of memory");
}

static int make(struct fleet *fleet, const struct run_options *options,
		struct error *error)
{
	if (check_options(options, error) ||
	    request_make(&fleet->request, options, error) ||
	    make_shards(fleet, options, error))
		return -1;
	return store_check(options->output, error);
}

static void free_fleet(struct fleet *fleet)
{
	for (size_t i = 0; i < fleet->count; i++)
		fleet_shard_free(&fleet->shards[i]);
	free(fleet->shards);
	request_free(&fleet->request);
}

int fleet_check(const struct run_options *options, struct error *error)
{
	struct fleet fleet = {0};
	int ret = make(&fleet, options, error);

	free_fleet(&fleet);
	return ret;
}

/* Take what an interrupted run has left. */
static int take_left(struct fleet *fleet, bool resume, struct error *error)
{
	for (size_t i = 0; i < fleet->count; i++) {
		struct fleet_shard *s = &fleet->shards[i];
		bool part = access(s->part, F_OK) == 0;

		if (!part && access(s->partial, F_OK))
			continue;
		if (!resume)
			return error_set(
				error,
				"%s is left of an interrupted run; add "
				"--resume to continue that run, or remove its "
				"files",
				part ? s->part : s->partial);
		if (part && fleet_part_check(s->part, &s->shard,
					     &fleet->request, error))
			return -1;
		if (part) {
			s->state = FLEET_DONE;
			s->done = 1;
		}
	}
	return 0;
}

static void introduce(const struct fleet *fleet)
{
	const struct request *r = &fleet->request;
	size_t kept = 0;
	char text[80] = "";

	for (size_t i = 0; i < fleet->count; i++)
		kept += fleet->shards[i].state == FLEET_DONE;
	if (kept)
		snprintf(text, sizeof(text),
			 ", %zu of them kept from an interrupted run", kept);
	say_note("%s: %zu cells, %zu samples in %zu batches, %zu shards%s",
		 r->plan->name, r->plan->count,
		 r->plan->count * r->plan->samples, r->batches->count,
		 fleet->count, text);
}

/* Say how to continue what is not complete. */
static void report_rest(const struct fleet *fleet,
			const struct run_options *options, bool interrupted)
{
	char *command = resume_command(options);
	size_t done = 0;

	for (size_t i = 0; i < fleet->count; i++)
		done += fleet->shards[i].state == FLEET_DONE;
	say("%s; %zu of %zu shards are done, and batches of the others may be "
	    "kept in %s.shard-*; this command continues the run:",
	    interrupted ? "interrupted" : "the run is not complete", done,
	    fleet->count, options->output);
	say_note("%s", command ? command : "out of memory");
	free(command);
}

static int merge(const struct fleet *fleet, const struct run_options *options,
		 struct error *error)
{
	char **parts = calloc(fleet->count, sizeof(*parts));
	int status = STATUS_BAD;

	for (size_t i = 0; parts && i < fleet->count; i++)
		parts[i] = fleet->shards[i].part;
	if (parts)
		status = merge_parts(parts, fleet->count, options->output,
				     error);
	else
		error_set(error, "out of memory");
	for (size_t i = 0; status != STATUS_BAD && i < fleet->count; i++)
		fleet_shard_remove(&fleet->shards[i]);
	free(parts);
	return status;
}

int fleet_run(const struct run_options *options, struct error *error)
{
	size_t tries =
		options->fleet.tries ? options->fleet.tries : FLEET_TRIES;
	struct fleet fleet = {0};
	int status = STATUS_BAD;

	if (!make(&fleet, options, error) &&
	    !take_left(&fleet, options->resume, error)) {
		stop_signals_block();
		introduce(&fleet);
		status = fleet_follow(fleet.shards, fleet.count, tries,
				      &fleet.request, error);
		if (status == STATUS_OK)
			status = merge(&fleet, options, error);
		else if (status != STATUS_BAD)
			report_rest(&fleet, options,
				    status == STATUS_INTERRUPTED);
	}
	free_fleet(&fleet);
	return status;
}
