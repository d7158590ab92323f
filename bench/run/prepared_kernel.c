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
#include "run/module_modes.h"

int prepared_kernel_find(const char *suite_dir, const char *name,
			 char folder[PATH_MAX], struct error *error)
{
	static const char *const files[] = {"vmlinuz", "mnbench.ko"};
	char cache[PATH_MAX], path[PATH_ROOM];
	struct stat st;

	if (suite_cache_dir(suite_dir, cache, sizeof(cache), error))
		return -1;
	if (!strchr(name, '/'))
		path_print(folder, PATH_MAX, "%s/kernel/%s", cache, name);
	else if (!realpath(name, folder))
		return error_set(error, "kernel '%s': %s", name,
				 strerror(errno));
	if (stat(folder, &st) || !S_ISDIR(st.st_mode))
		return error_set(error,
				 "kernel '%s' is not prepared: no folder %s; "
				 "run 'mnbench kernel %s'",
				 name, folder, name);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		path_print(path, sizeof(path), "%s/%s", folder, files[i]);
		if (access(path, R_OK))
			return error_set(error,
					 "kernel '%s' is not prepared: no %s; "
					 "run 'mnbench kernel %s'",
					 name, path, name);
	}
	return 0;
}

static bool first_line(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "r");
	bool read = file && fgets(text, (int)size, file);

	if (read)
		text[strcspn(text, "\n")] = '\0';
	if (file)
		fclose(file);
	return read;
}

/* A mode that is a driver of the kernel: vm/kernel.sh looked for that. */
static bool has_driver(const char *folder, const struct mode_info *mode,
		       char *why, size_t size)
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/modes/%s.unsupported", folder,
		   mode->name);
	if (first_line(path, why, size))
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
