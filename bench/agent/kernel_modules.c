// SPDX-License-Identifier: GPL-2.0-only
/* Loading modules of the kernel. */
#include "agent/kernel_modules.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FOLDER "/modules"

#define ARGUMENTS ".arguments" /* behind the name of the module's file */

/* Write the arguments of a module, if there are any. */
static void read_arguments(const char *name, char *text, size_t size)
{
	char path[sizeof(FOLDER) + 256];
	FILE *file;

	snprintf(path, sizeof(path), FOLDER "/%s" ARGUMENTS, name);
	text[0] = '\0';
	file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(text, (int)size, file))
		text[strcspn(text, "\n")] = '\0';
	fclose(file);
}

static void load(const char *name)
{
	char path[sizeof(FOLDER) + 256], arguments[256];
	int fd;

	read_arguments(name, arguments, sizeof(arguments));
	snprintf(path, sizeof(path), FOLDER "/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	/* It may be loaded for another mode. */
	if (fd < 0 ||
	    (syscall(SYS_finit_module, fd, arguments, 0) && errno != EEXIST))
		fprintf(stderr, "init: %s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

static int is_module(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !strstr(entry->d_name, ARGUMENTS);
}

void kernel_modules_load(void)
{
	struct dirent **entries;
	int count = scandir(FOLDER, &entries, is_module, alphasort);

	for (int i = 0; i < count; i++) {
		load(entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

void kernel_modules_renew(const char *name)
{
	char file[256];
	struct dirent **entries;
	int count;

	/* It is not a module in each kernel. */
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		return;
	snprintf(file, sizeof(file), "-%s.ko", name);
	count = scandir(FOLDER, &entries, is_module, alphasort);
	for (int i = 0; i < count; i++) {
		if (strstr(entries[i]->d_name, file))
			load(entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}
