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

/* Begin with zeroes. */
struct machine {
	bool mounted_debugfs;
	size_t count;
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

/* Mount /sys/kernel/debug if it is not, and check that @path is below it. */
int machine_need_debugfs(struct machine *machine, const char *path);

/* Put everything back, the last setting first. */
void machine_restore(struct machine *machine);

#endif
