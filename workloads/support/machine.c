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

#define DEBUGFS    "/sys/kernel/debug"
#define DAMON_STAT "/sys/module/damon_stat/parameters/enabled"

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
	char *text;
	int ret;

	if (machine->count == MACHINE_SETTINGS_MAX)
		return -E2BIG;
	text = machine->settings[machine->count].text;
	ret = kernel_read(path, text, sizeof(machine->settings[0].text));
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

int machine_mount(struct machine *machine, const char *source,
		  const char *folder, const char *type, unsigned long flags,
		  const char *options)
{
	if (machine->mount_count == MACHINE_MOUNTS_MAX)
		return -E2BIG;
	if (mount(source, folder, type, flags, options))
		return -errno;
	machine->mounts[machine->mount_count++] = folder;
	return 0;
}

int machine_need(struct machine *machine, const char *type, const char *folder,
		 const char *path)
{
	int ret;

	if (!access(path, F_OK))
		return 0;
	ret = machine_mount(machine, type, folder, type, 0, NULL);
	return ret ? ret : access(path, F_OK) ? -errno : 0;
}

int machine_need_debugfs(struct machine *machine, const char *path)
{
	return machine_need(machine, "debugfs", DEBUGFS, path);
}

int machine_quiet(struct machine *machine, size_t size)
{
	(void)size;
	/* Of the four levels in this file a write of one sets the first. */
	return machine_set(machine, "/proc/sys/kernel/printk", "1");
}

int machine_stop_damon(struct machine *machine)
{
	if (access(DAMON_STAT, F_OK))
		return 0;
	return machine_set(machine, DAMON_STAT, "N");
}

void machine_restore(struct machine *machine)
{
	while (machine->count) {
		machine->count--;
		kernel_write(machine->settings[machine->count].path,
			     machine->settings[machine->count].text);
	}
	while (machine->mount_count)
		umount(machine->mounts[--machine->mount_count]);
}
