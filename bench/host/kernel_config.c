// SPDX-License-Identifier: GPL-2.0-only
/* Finding and checking the configuration of the running kernel. */
#include "host/kernel_config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lib/kernel_option.h"
#include "lib/path.h"
#include "lib/process.h"
#include "lib/text_file.h"

/* /proc/config.gz, by gzip; NULL if that is not there. */
static char *unpack(const char *path)
{
	char *argv[] = {"gzip", "-dc", (char *)path, NULL};
	int fd = memfd_create("config", MFD_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r+");
	char *text = NULL;
	int status = -1;
	pid_t pid;

	if (!file)
		return NULL;
	pid = process_start(argv, fd, -1);
	if (pid > 0)
		status = process_wait(pid);
	rewind(file);
	if (!status)
		text = text_stream_read(file);
	fclose(file);
	return text;
}

char *kernel_config_read(const struct host_paths *paths, const char *release)
{
	static const char *const places[] = {"boot/config-%s",
					     "lib/modules/%s/config",
					     "lib/modules/%s/build/.config"};
	char path[PATH_ROOM], below[512];
	char *text;

	path_print(path, sizeof(path), "%s/proc/config.gz", paths->root);
	text = access(path, R_OK) ? NULL : unpack(path);
	for (size_t i = 0; !text && i < sizeof(places) / sizeof(places[0]);
	     i++) {
		snprintf(below, sizeof(below), places[i], release);
		path_print(path, sizeof(path), "%s/%s", paths->root, below);
		text = text_file_read(path);
	}
	return text;
}

/* @who: "module", or with an architecture as in "module/arm64". */
static bool concerns_module(const char *who)
{
	size_t length = strcspn(who, "/");
	struct utsname name;
	const char *arch;

	if (length != strlen("module") || strncmp(who, "module", length) != 0)
		return false;
	if (!who[length] || uname(&name))
		return true;
	/* What the kernel's build calls arm64, uname calls aarch64. */
	arch = strcmp(name.machine, "aarch64") ? name.machine : "arm64";
	return strcmp(who + length + 1, arch) == 0;
}

static int check_options(const char *config, const char *release, FILE *options,
			 struct error *error)
{
	char line[256], option[100], who[32];

	while (fgets(line, sizeof(line), options)) {
		if (sscanf(line, "%99[A-Z0-9_] %31s", option, who) != 2 ||
		    !concerns_module(who) ||
		    kernel_option(config, option) == 'y')
			continue;
		return error_set(error,
				 "kernel %s was built without %s, which the "
				 "module needs",
				 release, option);
	}
	return 0;
}

/* Kernels list their functions without addresses for other users than root. */
static int check_functions(const struct host_paths *paths, const char *release,
			   struct error *error)
{
	static const char *const needed[] = {" mmu_interval_notifier_insert\n",
					     " hmm_range_fault\n"};
	char path[PATH_ROOM], *symbols;
	int ret = 0;

	path_print(path, sizeof(path), "%s/proc/kallsyms", paths->root);
	symbols = text_file_read(path);
	for (size_t i = 0; symbols && i < sizeof(needed) / sizeof(needed[0]);
	     i++)
		if (!strstr(symbols, needed[i]))
			ret = error_set(error,
					"kernel %s has no function%.*s, which "
					"the module needs",
					release, (int)strlen(needed[i]) - 1,
					needed[i]);
	free(symbols);
	return ret;
}

int kernel_config_check(const struct host_paths *paths, const char *release,
			const char *options, struct error *error)
{
	char *config = kernel_config_read(paths, release);
	FILE *list = fopen(options, "re");
	int ret;

	if (!list)
		ret = error_set(error, "%s: %s", options, strerror(errno));
	else if (config)
		ret = check_options(config, release, list, error);
	else
		ret = check_functions(paths, release, error);
	if (list)
		fclose(list);
	free(config);
	return ret;
}
