// SPDX-License-Identifier: GPL-2.0-only
/* Writing the command that continues an interrupted run. */
#include "run/resume_command.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Return true if a shell takes @word as it is. */
static bool is_plain(const char *word)
{
	for (const char *at = word; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("%+,-./:=@_", *at))
			return false;
	return word[0] != '\0';
}

/*
 * In single quotes a shell changes nothing; a quote itself cannot be in them.
 */
static void print_quoted(FILE *to, const char *word)
{
	if (is_plain(word)) {
		fputs(word, to);
		return;
	}
	fputc('\'', to);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", to);
		else
			fputc(*word, to);
	}
	fputc('\'', to);
}

static void print_option(FILE *to, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(to, " --%s ", name);
	print_quoted(to, value);
}

char *resume_command(const struct run_options *options)
{
	const struct shard *shard = &options->shard;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	print_quoted(to, options->program);
	fputs(" run", to);
	print_option(to, "plan", options->plan);
	print_option(to, "venue", options->venue);
	print_option(to, "kernel", options->kernel);
	for (size_t i = 0; i < options->set_count; i++)
		print_option(to, "set", options->set[i]);
	if (options->jobs)
		fprintf(to, " --jobs %zu", options->jobs);
	if (shard->count)
		fprintf(to, " --shard %zu/%zu", shard->index, shard->count);
	print_option(to, "output", options->output);
	fputs(" --resume", to);
	if (!fclose(to))
		return text;
	free(text);
	return NULL;
}
