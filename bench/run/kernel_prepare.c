// SPDX-License-Identifier: GPL-2.0-only
/* Preparing a kernel, and finding out whether it has to be. */
#include "run/kernel_prepare.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/message.h"
#include "lib/path.h"
#include "lib/process.h"
#include "lib/suite_layout.h"
#include "lib/version.h"
#include "run/prepared_kernel.h"

/* The file in a kernel's folder that has the version which prepared it. */
#define PREPARED_BY "prepared-by"

/* Write the name of the kernel's folder. Returns 0, or -1. */
static int kernel_name(const char *suite_dir, const char *spec, char *name,
		       size_t size)
{
	char script[PATH_ROOM];
	char *argv[] = {script, "--name", (char *)spec, NULL};

	path_print(script, sizeof(script), "%s/vm/kernel.sh", suite_dir);
	return process_run(argv, false, name, size) == 0 && name[0] ? 0 : -1;
}

static void write_version(const char *folder)
{
	char path[PATH_ROOM];
	FILE *file;

	path_print(path, sizeof(path), "%s/" PREPARED_BY, folder);
	file = fopen(path, "w");
	if (!file)
		return; /* it will be prepared again */
	fprintf(file, "%s\n", mnbench_version);
	fclose(file);
}

static bool is_current(const char *suite_dir, const char *folder)
{
	char path[PATH_ROOM], version[128] = "";
	FILE *file;

	if (!suite_is_installed(suite_dir))
		return true;
	path_print(path, sizeof(path), "%s/" PREPARED_BY, folder);
	file = fopen(path, "r");
	if (!file)
		return false;
	if (!fgets(version, sizeof(version), file))
		version[0] = '\0';
	fclose(file);
	version[strcspn(version, "\n")] = '\0';
	return strcmp(version, mnbench_version) == 0;
}

int kernel_prepare(const char *suite_dir, const char *spec,
		   char folder[PATH_MAX], struct error *error)
{
	char script[PATH_ROOM], name[PATH_MAX];
	char *argv[] = {script, (char *)spec, NULL};

	if (suite_cache_dir(suite_dir, folder, PATH_MAX, error))
		return -1;
	path_print(script, sizeof(script), "%s/vm/kernel.sh", suite_dir);
	if (process_run_shown(argv))
		return error_set(error,
				 "kernel '%s' cannot be prepared; the lines "
				 "above say why",
				 spec);
	if (kernel_name(suite_dir, spec, name, sizeof(name)))
		return error_set(error, "%s --name %s failed", script, spec);
	if (prepared_kernel_find(suite_dir, name, folder, error))
		return -1;
	write_version(folder);
	return 0;
}

int kernel_prepare_missing(const char *suite_dir, const char *spec,
			   char name[PATH_MAX], struct error *error)
{
	char folder[PATH_MAX];
	bool prepared = !prepared_kernel_find(suite_dir, spec, folder, error);

	path_print(name, PATH_MAX, "%s", spec);
	if (prepared && (strchr(spec, '/') || is_current(suite_dir, folder)))
		return 0;
	/* What vm/kernel.sh does not know either stays not found. */
	if (kernel_name(suite_dir, spec, name, PATH_MAX)) {
		path_print(name, PATH_MAX, "%s", spec);
		return prepared ? 0 : -1;
	}
	if (!prepared_kernel_find(suite_dir, name, folder, NULL) &&
	    is_current(suite_dir, folder))
		return 0;
	say_note("kernel '%s' is not prepared for this mnbench: preparing it "
		 "in %s",
		 spec, folder);
	return kernel_prepare(suite_dir, spec, folder, error);
}
