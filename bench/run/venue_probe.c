// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding out whether a venue works on this machine, by its script. What the
 * script finds holds for one run: nothing is kept of it.
 */
#include "run/venue_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/path.h"
#include "lib/process.h"
#include "run/run_folder.h"
#include "run/stop_signals.h"

#define POLL_MS 100

static void script_path(const char *suite_dir, const struct venue *venue,
			char *path, size_t size)
{
	path_print(path, size, "%s/vm/%s", suite_dir, venue->probe);
}

/* The script's message has the place that the error would add. */
static int refuse(const char *text, struct error *error)
{
	return error_set(error, "%s",
			 text[0] ? text
				 : "the probe gave no "
				   "reason");
}

int venue_probe_device(const char *suite_dir, const struct venue *venue,
		       struct error *error)
{
	char path[PATH_ROOM], text[ERROR_MESSAGE_MAX];
	char *argv[] = {path, NULL};

	if (!venue->probe)
		return 0;
	script_path(suite_dir, venue, path, sizeof(path));
	return process_run(argv, true, text, sizeof(text)) ? refuse(text, error)
							   : 0;
}

/* Store the first line of the script's errors. */
static int refuse_by_file(const char *path, struct error *error)
{
	FILE *file = fopen(path, "re");
	char text[ERROR_MESSAGE_MAX] = "";

	if (file && !fgets(text, sizeof(text), file))
		text[0] = '\0';
	if (file)
		fclose(file);
	text[strcspn(text, "\n")] = '\0';
	refuse(text, error);
	return STATUS_BAD;
}

/* Wait for the script. Returns its exit status, or STATUS_INTERRUPTED. */
static int wait_for(pid_t pid)
{
	int status = STATUS_BAD;

	while (!process_ended(pid, &status)) {
		if (stop_signals_pending()) {
			process_stop(pid);
			return STATUS_INTERRUPTED;
		}
		usleep(POLL_MS * 1000);
	}
	return status;
}

int venue_probe(const struct environment *environment, const char *folder,
		size_t batch, struct error *error)
{
	char path[PATH_ROOM], of_batch[PATH_ROOM], errors[PATH_ROOM];
	char *argv[] = {path, (char *)folder, of_batch, NULL};
	int fd, status;
	pid_t pid;

	if (!environment->venue->probe)
		return STATUS_OK;
	script_path(environment->suite_dir, environment->venue, path,
		    sizeof(path));
	run_folder_of_batch(folder, batch, of_batch, sizeof(of_batch));
	path_print(errors, sizeof(errors), "%s/probe-errors", folder);
	fd = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	pid = fd < 0 ? -1 : process_start(argv, -1, fd);
	if (fd >= 0)
		close(fd);
	if (pid < 0) {
		error_set(error, "cannot run %s: %s", path, strerror(errno));
		return STATUS_BAD;
	}
	status = wait_for(pid);
	if (status == STATUS_OK || status == STATUS_INTERRUPTED)
		return status;
	return refuse_by_file(errors, error);
}
