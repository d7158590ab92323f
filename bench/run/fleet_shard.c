// SPDX-License-Identifier: GPL-2.0-only
/* Starting the command of a shard and reading its progress. */
#include "run/fleet_shard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/process.h"
#include "run/fleet_command.h"
#include "run/resume_command.h"

int fleet_shard_make(struct fleet_shard *s, const struct run_options *options,
		     size_t number, size_t samples)
{
	struct run_options one = *options;
	char *run;

	memset(s, 0, sizeof(*s));
	s->output = -1;
	s->log_fd = -1;
	s->most = samples;
	s->shard = (struct shard){number, options->fleet.shards};
	if (asprintf(&s->part, "%s.shard-%zu-of-%zu", options->output, number,
		     options->fleet.shards) < 0)
		s->part = NULL;
	if (!s->part || asprintf(&s->partial, "%s.partial", s->part) < 0)
		s->partial = NULL;
	if (!s->part || asprintf(&s->log, "%s.log", s->part) < 0)
		s->log = NULL;
	one.fleet = (struct fleet_options){0};
	one.shard = s->shard;
	one.output = s->part;
	run = s->part ? resume_command(&one) : NULL;
	if (run)
		s->command = fleet_command(options->fleet.with, run, number,
					   s->part);
	free(run);
	return s->partial && s->log && s->command ? 0 : -1;
}

void fleet_shard_free(struct fleet_shard *s)
{
	if (s->output >= 0)
		close(s->output);
	if (s->log_fd >= 0)
		close(s->log_fd);
	free(s->part);
	free(s->partial);
	free(s->log);
	free(s->command);
}

static int fail(const struct fleet_shard *s, struct error *error)
{
	return error_set(error, "cannot start shard %zu: %s", s->shard.index,
			 strerror(errno));
}

int fleet_shard_start(struct fleet_shard *s, struct error *error)
{
	char *argv[] = {"sh", "-c", s->command, NULL};
	int pipes[2];

	s->log_fd =
		open(s->log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (s->log_fd < 0)
		return error_set(error, "cannot store %s: %s", s->log,
				 strerror(errno));
	if (pipe2(pipes, O_CLOEXEC))
		return fail(s, error);
	s->pid = process_start(argv, pipes[1], pipes[1]);
	close(pipes[1]);
	s->output = pipes[0];
	fcntl(s->output, F_SETFL, O_NONBLOCK);
	if (s->pid < 0)
		return fail(s, error);
	s->tries++;
	s->state = FLEET_RUNS;
	s->length = 0;
	s->last[0] = '\0';
	return 0;
}

/*
 * "12/48 samples, ...": a line of run/progress.h. A try that resumes announces
 * fewer samples than there are: the others are done.
 */
static bool take_progress(struct fleet_shard *s)
{
	size_t done, all;
	int end = 0;

	if (sscanf(s->line, "%zu/%zu samples,%n", &done, &all, &end) != 2 ||
	    !end || !all || done > all)
		return false;
	if (all > s->most)
		s->most = all;
	s->done = 1 - (double)(all - done) / (double)s->most;
	return true;
}

static void take_line(struct fleet_shard *s)
{
	s->line[s->length] = '\0';
	if (s->length && !take_progress(s))
		strcpy(s->last, s->line);
	s->length = 0;
}

static void take_text(struct fleet_shard *s, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n' || text[i] == '\r')
			take_line(s);
		else if (s->length + 1 < sizeof(s->line))
			s->line[s->length++] = text[i];
	}
}

void fleet_shard_read(struct fleet_shard *s)
{
	char text[4096];
	ssize_t n;

	while ((n = read(s->output, text, sizeof(text))) > 0) {
		take_text(s, text, (size_t)n);
		/* A full disk must not end the run: the log only explains. */
		if (write(s->log_fd, text, (size_t)n) < 0)
			continue;
	}
	if (n == 0) { /* nobody has the pipe open any more */
		close(s->output);
		s->output = -1;
	}
}

bool fleet_shard_ended(struct fleet_shard *s, int *status)
{
	if (!process_ended(s->pid, status))
		return false;
	if (s->output >= 0)
		fleet_shard_read(s);
	take_line(s);
	if (s->output >= 0)
		close(s->output);
	close(s->log_fd);
	s->output = -1;
	s->log_fd = -1;
	return true;
}

void fleet_shard_remove(const struct fleet_shard *s)
{
	unlink(s->part);
	unlink(s->partial);
	unlink(s->log);
}
