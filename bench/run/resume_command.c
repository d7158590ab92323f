// SPDX-License-Identifier: GPL-2.0-only
/* Writing the command that continues an interrupted run. */
#include "run/resume_command.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/shell_quote.h"

static void fleet_options(FILE *to, const struct fleet_options *fleet)
{
	if (fleet->shards)
		fprintf(to, " --shards %zu", fleet->shards);
	shell_option(to, "with", fleet->with);
	if (fleet->tries)
		fprintf(to, " --tries %zu", fleet->tries);
}

char *resume_command(const struct run_options *options)
{
	const struct shard *shard = &options->shard;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	shell_quote(to, options->program);
	fputs(" run", to);
	shell_option(to, "plan", options->plan);
	shell_option(to, "venue", options->venue);
	shell_option(to, "kernel", options->kernel);
	shell_option(to, "module", options->module);
	if (options->yes)
		fputs(" --yes", to);
	shell_option(to, "settings", options->settings);
	for (size_t i = 0; i < options->set_count; i++)
		shell_option(to, "set", options->set[i]);
	if (options->jobs)
		fprintf(to, " --jobs %zu", options->jobs);
	if (shard->count)
		fprintf(to, " --shard %zu/%zu", shard->index, shard->count);
	fleet_options(to, &options->fleet);
	shell_option(to, "output", options->output);
	fputs(" --resume", to);
	if (!fclose(to))
		return text;
	free(text);
	return NULL;
}
