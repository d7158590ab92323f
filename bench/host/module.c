// SPDX-License-Identifier: GPL-2.0-only
/* Loading our module into the running kernel, and unloading it. */
#include "host/module.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "lib/monotonic.h"
#include "lib/path.h"
#include "mnbench_abi.h"

#define NAME "mnbench"

bool module_is_loaded(const struct host_paths *paths)
{
	char path[PATH_ROOM], line[512];
	bool loaded = false;
	FILE *file;

	path_print(path, sizeof(path), "%s/proc/modules", paths->root);
	file = fopen(path, "re");
	while (file && !loaded && fgets(line, sizeof(line), file))
		loaded = strncmp(line, NAME " ", strlen(NAME) + 1) == 0;
	if (file)
		fclose(file);
	return loaded;
}

/* What an error of finit_module(2) means for this module. */
static const char *load_failure(int err)
{
	switch (err) {
	case EPERM:
		return "the kernel does not allow it: it is locked down, or "
		       "modules are disabled";
	case EKEYREJECTED:
	case ENOKEY:
	case EBADMSG:
		return "the kernel loads only modules that are signed with a "
		       "key that it trusts: see docs/host.md";
	case ENOEXEC:
	case ENOENT:
		return "it was built for another kernel, or this one lacks "
		       "what it needs; dmesg says what";
	case EEXIST:
		return "a module of that name is loaded already";
	default:
		return strerror(err);
	}
}

int module_load(const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err = 0;

	if (fd < 0)
		return error_set(error, "%s: %s", path, strerror(errno));
	if (syscall(SYS_finit_module, fd, "", 0))
		err = errno;
	close(fd);
	if (err)
		return error_set(error, "cannot load %s: %s", path,
				 load_failure(err));
	if (access(MNBENCH_DEVICE_PATH, R_OK | W_OK) == 0)
		return 0;
	error_set(error,
		  MNBENCH_DEVICE_PATH ": %s, although the module is "
				      "loaded: is devtmpfs on /dev?",
		  strerror(errno));
	module_unload(0, NULL);
	return -1;
}

/* Find a process that has the device open. Returns 0 if there is none. */
static int find_user(void)
{
	glob_t found;
	int user = 0;

	if (glob("/proc/[0-9]*/fd/*", GLOB_NOSORT, NULL, &found))
		return 0;
	for (size_t i = 0; !user && i < found.gl_pathc; i++) {
		char target[64];
		ssize_t n =
			readlink(found.gl_pathv[i], target, sizeof(target) - 1);

		target[n > 0 ? n : 0] = '\0';
		if (strcmp(target, MNBENCH_DEVICE_PATH) == 0)
			sscanf(found.gl_pathv[i], "/proc/%d/", &user);
	}
	globfree(&found);
	return user;
}

static int say_why(int err, struct error *error)
{
	int user = err == EWOULDBLOCK ? find_user() : 0;

	if (user)
		return error_set(error,
				 "the module " NAME " stays loaded: process %d "
				 "uses it",
				 user);
	return error_set(error, "the module " NAME " stays loaded: %s",
			 err == EWOULDBLOCK ? "it is in use" : strerror(err));
}

int module_unload(double wait_s, struct error *error)
{
	const struct timespec step = {.tv_nsec = 20000000};
	double start = monotonic_s();

	while (syscall(SYS_delete_module, NAME, O_NONBLOCK)) {
		int err = errno;

		if (err == ENOENT)
			return 0;
		/* EBUSY: it is being loaded or unloaded. */
		if ((err != EWOULDBLOCK && err != EBUSY) ||
		    monotonic_s() - start >= wait_s)
			return say_why(err, error);
		nanosleep(&step, NULL);
	}
	return 0;
}
