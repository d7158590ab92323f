// SPDX-License-Identifier: GPL-2.0-only
/* Finding a prepared kernel, and which modes are available on it. */
#include "run/prepared_kernel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/suite_layout.h"
#include "lib/text_file.h"
#include "run/module_modes.h"
#include "run/running_kernel.h"

#define OF_DEBIAN "debian"

/* What vm/kernel.sh prepares from @spec has this name in kernel/. */
static void name_folder(const char *spec, char *name, size_t size)
{
	static const char running[] = "running";

	snprintf(name, size, "%s", spec);
	if (strncmp(spec, OF_DEBIAN ":", strlen(OF_DEBIAN) + 1) == 0) {
		name[strlen(OF_DEBIAN)] = '-';
	} else if (strcmp(spec, running) == 0 && size > sizeof(running)) {
		name[sizeof(running) - 1] = '-';
		running_release(name + sizeof(running), size - sizeof(running));
	}
}

/* What vm/kernel.sh prepares folder @name of kernel/ from. */
static void name_spec(const char *name, char *spec, size_t size)
{
	snprintf(spec, size, "%s", name);
	if (strncmp(name, OF_DEBIAN "-", strlen(OF_DEBIAN) + 1) == 0)
		spec[strlen(OF_DEBIAN)] = ':';
}

int prepared_kernel_find(const char *suite_dir, const char *name,
			 char folder[PATH_MAX], struct error *error)
{
	static const char *const files[] = {"vmlinuz", "mnbench.ko"};
	char cache[PATH_MAX], path[PATH_ROOM];
	char in_cache[NAME_MAX + 1], spec[NAME_MAX + 1];
	struct stat st;

	if (suite_cache_dir(suite_dir, cache, sizeof(cache), error))
		return -1;
	name_folder(name, in_cache, sizeof(in_cache));
	name_spec(name, spec, sizeof(spec));
	if (!strchr(name, '/'))
		path_print(folder, PATH_MAX, "%s/kernel/%s", cache, in_cache);
	else if (!realpath(name, folder))
		return error_set(error, "kernel '%s': %s", name,
				 strerror(errno));
	if (stat(folder, &st) || !S_ISDIR(st.st_mode))
		return error_set(error,
				 "kernel '%s' is not prepared: no folder %s; "
				 "run 'mnbench kernel %s'",
				 name, folder, spec);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		path_print(path, sizeof(path), "%s/%s", folder, files[i]);
		if (access(path, R_OK))
			return error_set(error,
					 "kernel '%s' is not prepared: no %s; "
					 "run 'mnbench kernel %s'",
					 name, path, spec);
	}
	return 0;
}

/* A mode that is a driver of the kernel: vm/kernel.sh looked for that. */
static bool has_driver(const char *folder, const struct mode_info *mode,
		       char *why, size_t size)
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/modes/%s.unsupported", folder,
		   mode->name);
	if (text_file_line(path, why, size))
		return false;
	path_print(path, sizeof(path), "%s/modes/%s", folder, mode->name);
	if (access(path, R_OK) == 0)
		return true;
	snprintf(why, size, MODULE_OUTDATED);
	return false;
}

bool prepared_kernel_has_mode(const char *folder, const struct mode_info *mode,
			      char *why, size_t size)
{
	char module[PATH_ROOM];

	if (strcmp(mode->name, "none") == 0) /* needs no module */
		return true;
	if (mode->flags & MODE_IN_AGENT)
		return has_driver(folder, mode, why, size);
	path_print(module, sizeof(module), "%s/mnbench.ko", folder);
	return module_has_mode(module, mode, why, size);
}
