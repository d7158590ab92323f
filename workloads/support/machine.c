// SPDX-License-Identifier: GPL-2.0-only
/* Settings of the machine that a workload changes for the time of a sample. */
#include "support/machine.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "support/kernel_file.h"

#define DEBUGFS "/sys/kernel/debug"

/* "always [madvise] never" is written as the word in brackets. */
static void choose_word(char *text)
{
	char *first = strchr(text, '['), *last = strchr(text, ']');

	if (!first || !last || last < first)
		return;
	*last = '\0';
	memmove(text, first + 1, (size_t)(last - first));
}

int machine_keep(struct machine *machine, const char *path)
{
	char *text = machine->settings[machine->count].text;
	int ret;

	if (machine->count == MACHINE_SETTINGS_MAX)
		return -E2BIG;
	ret = kernel_read(path, text,
			  sizeof(machine->settings[machine->count].text));
	if (ret)
		return ret;
	choose_word(text);
	machine->settings[machine->count++].path = path;
	return 0;
}

int machine_set(struct machine *machine, const char *path, const char *text)
{
	int ret = machine_keep(machine, path);

	return ret ? ret : kernel_write(path, text);
}

int machine_set_number(struct machine *machine, const char *path,
		       uint64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return machine_set(machine, path, text);
}

int machine_need_debugfs(struct machine *machine, const char *path)
{
	if (!access(path, F_OK))
		return 0;
	if (mount("debugfs", DEBUGFS, "debugfs", 0, NULL))
		return -errno;
	machine->mounted_debugfs = true;
	return access(path, F_OK) ? -errno : 0;
}

void machine_restore(struct machine *machine)
{
	while (machine->count) {
		machine->count--;
		kernel_write(machine->settings[machine->count].path,
			     machine->settings[machine->count].text);
	}
	if (machine->mounted_debugfs)
		umount(DEBUGFS);
	machine->mounted_debugfs = false;
}
