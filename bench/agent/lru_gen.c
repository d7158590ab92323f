// SPDX-License-Identifier: GPL-2.0-only
/* Multi-generational LRU before and after the samples that age pages. */
#include "agent/lru_gen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define DEBUGFS "/sys/kernel/debug"
#define LRU_GEN DEBUGFS "/lru_gen"
#define ENABLED "/sys/kernel/mm/lru_gen/enabled"

/* The file holds a hexadecimal mask, which can be written as it is read. */
static int read_enabled(struct lru_gen *before)
{
	FILE *file = fopen(ENABLED, "re");
	bool found;

	if (!file)
		return errno == ENOENT ? -EOPNOTSUPP : -errno;
	found = fgets(before->enabled, sizeof(before->enabled), file);
	fclose(file);
	return found ? 0 : -ENODATA;
}

static int mount_debugfs(struct lru_gen *before)
{
	if (!access(LRU_GEN, F_OK))
		return 0;
	if (mount("debugfs", DEBUGFS, "debugfs", 0, NULL))
		return -errno;
	before->mounted = true;
	return access(LRU_GEN, F_OK) ? -errno : 0;
}

int lru_gen_begin(struct lru_gen *before)
{
	int ret;

	before->mounted = false;
	ret = read_enabled(before);
	if (!ret)
		ret = mount_debugfs(before);
	if (ret && before->mounted)
		umount(DEBUGFS);
	return ret;
}

void lru_gen_end(const struct lru_gen *before)
{
	FILE *file = fopen(ENABLED, "we");

	if (file) {
		fputs(before->enabled, file);
		fclose(file);
	}
	if (before->mounted)
		umount(DEBUGFS);
}
