/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settings of the machine that a workload changes for the time of a sample. All
 * of them are put back after it, also if its process was killed.
 */
#ifndef SUPPORT_MACHINE_H
#define SUPPORT_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MACHINE_SETTINGS_MAX 16
#define MACHINE_MOUNTS_MAX   4

/* Begin with zeroes. */
struct machine {
	size_t count, mount_count;
	const char *mounts[MACHINE_MOUNTS_MAX]; /* folders */
	struct {
		const char *path;
		char text[64]; /* what it was */
	} settings[MACHINE_SETTINGS_MAX];
};

/* All return 0 or -errno. */

/*
 * Remember a setting, a file whose first line can be written as it is read; and
 * set it, too. A string constant is expected for @path.
 */
int machine_keep(struct machine *machine, const char *path);
int machine_set(struct machine *machine, const char *path, const char *text);
int machine_set_number(struct machine *machine, const char *path,
		       uint64_t number);

/*
 * Mount a file system of @type, such as "debugfs", on @folder if @path in it is
 * not there, and check that it is there then. String constants are expected.
 */
int machine_need(struct machine *machine, const char *type, const char *folder,
		 const char *path);
/* Mount it, whether or not something is there already. */
int machine_mount(struct machine *machine, const char *source,
		  const char *folder, const char *type, unsigned long flags,
		  const char *options);
int machine_need_debugfs(struct machine *machine, const char *path);

/*
 * Keep messages of the kernel from the console, where a line takes long. As
 * machine_begin() of a workload for whose pages the kernel writes some.
 */
int machine_quiet(struct machine *machine, size_t size);

/* Stop the DAMON that looks at all memory from boot on, if there is one. */
int machine_stop_damon(struct machine *machine);

/* Put everything back, the last setting first. */
void machine_restore(struct machine *machine);

#endif
