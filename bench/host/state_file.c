// SPDX-License-Identifier: GPL-2.0-only
/* Locking, reading and writing the state file. */
#include "host/state_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/monotonic.h"
#include "lib/path.h"

static void state_path(const struct host_paths *paths, const char *name,
		       char path[PATH_ROOM])
{
	path_print(path, PATH_ROOM, "%s/%s", paths->state, name);
}

/* Nobody else may say what root is to write where. */
int state_make_folder(const struct host_paths *paths, struct error *error)
{
	struct stat st;

	if ((mkdir(paths->state, 0700) && errno != EEXIST) ||
	    lstat(paths->state, &st))
		return error_set(error, "cannot make the folder %s: %s",
				 paths->state, strerror(errno));
	if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid() ||
	    (st.st_mode & (S_IWGRP | S_IWOTH)))
		return error_set(error,
				 "%s is not a folder of this user that nobody "
				 "else can write to",
				 paths->state);
	return 0;
}

static int lock_within(int fd, double wait_s)
{
	const struct timespec step = {.tv_nsec = 20000000};
	double start = monotonic_s();

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK || monotonic_s() - start >= wait_s)
			return -1;
		nanosleep(&step, NULL);
	}
	return 0;
}

int state_lock(const struct host_paths *paths, double wait_s,
	       struct error *error)
{
	char path[PATH_ROOM];
	int fd;

	if (state_make_folder(paths, error))
		return -1;
	state_path(paths, "lock", path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set(error, "%s: %s", path, strerror(errno));
	if (!lock_within(fd, wait_s))
		return fd;
	close(fd);
	return error_set(error,
			 "another run has changed this machine and holds %s: "
			 "wait until it ends",
			 path);
}

int state_write(const struct host_paths *paths, const json_t *state,
		struct error *error)
{
	char path[PATH_ROOM], new[PATH_ROOM];
	FILE *file;
	int ret;

	state_path(paths, "state", path);
	state_path(paths, "state.new", new);
	file = fopen(new, "we");
	if (!file)
		return error_set(error, "cannot write %s: %s", new,
				 strerror(errno));
	ret = json_dumpf(state, file, JSON_INDENT(1));
	ret |= fflush(file) | fsync(fileno(file));
	ret |= fclose(file);
	if (ret || rename(new, path))
		return error_set(error, "cannot write %s: %s", path,
				 strerror(errno));
	return 0;
}

int state_read(const struct host_paths *paths, json_t **state,
	       struct error *error)
{
	json_error_t json_error;
	char path[PATH_ROOM];
	FILE *file;

	*state = NULL;
	state_path(paths, "state", path);
	file = fopen(path, "re");
	if (!file && errno == ENOENT)
		return 0;
	if (!file)
		return error_set(error, "%s: %s", path, strerror(errno));
	*state = json_loadf(file, 0, &json_error);
	fclose(file);
	return *state ? 0 : error_set(error, "%s: %s", path, json_error.text);
}

bool state_exists(const struct host_paths *paths)
{
	char path[PATH_ROOM];

	state_path(paths, "state", path);
	return access(path, F_OK) == 0;
}

void state_remove(const struct host_paths *paths)
{
	char path[PATH_ROOM];

	state_path(paths, "state", path);
	unlink(path);
}
