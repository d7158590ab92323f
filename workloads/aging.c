// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload aging: the kernel looks which pages of all processes were used since
 * the last time, as multi-generational LRU does before it reclaims memory. It
 * asks the subscribers for each page that a process maps, since 6.12.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/kernel_file.h"
#include "workload.h"

#define LRU_GEN "/sys/kernel/debug/lru_gen"
#define ENABLED "/sys/kernel/mm/lru_gen/enabled"

static char command[64]; /* that operate() writes */

/*
 * Begin with fresh generations. What aging costs else depends on how often it
 * ran before, of any process, and takes turns between three values.
 */
static int start_afresh(void)
{
	int ret = kernel_write(ENABLED, "n");

	return ret ? ret : kernel_write(ENABLED, "y");
}

static int machine_begin(struct machine *machine, size_t size)
{
	int ret = machine_need_debugfs(machine, LRU_GEN);

	(void)size;
	return ret ? ret : machine_keep(machine, ENABLED);
}

/*
 * Find the root's memory group and its youngest generation on node 0:
 *
 *	memcg     1 /
 *	 node     0
 *	          0       1234     ...
 *	          3         12     ...
 */
static int find_generation(unsigned long *group, unsigned long *youngest)
{
	FILE *file = fopen(LRU_GEN, "re");
	char line[256];
	int ret = -ENODATA;

	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file)) {
		unsigned long value, node;

		if (sscanf(line, " memcg %lu", &value) == 1) {
			if (!ret)
				break;
			*group = value;
		} else if (sscanf(line, " node %lu", &node) == 1) {
			if (!ret)
				break;
		} else if (sscanf(line, " %lu %*u %*u", &value) == 1) {
			*youngest = value;
			ret = 0;
		}
	}
	fclose(file);
	return ret;
}

static int prepare(struct activity *a)
{
	unsigned long group = 0, youngest = 0;
	int ret = start_afresh();

	if (!ret)
		ret = find_generation(&group, &youngest);
	if (ret)
		return ret;
	/* Anonymous memory too, and all page tables whatever is in them. */
	snprintf(command, sizeof(command), "+ %lu 0 %lu 1 1", group, youngest);
	a->file = open(LRU_GEN, O_WRONLY | O_CLOEXEC);
	return a->file < 0 ? -errno : write_target(a);
}

static int operate(struct activity *a)
{
	return write(a->file, command, strlen(command)) > 0 ? 0 : -errno;
}

static int finish(struct activity *a)
{
	return close(a->file) ? -errno : 0;
}

static const char *const needs[] = {"lru-gen", NULL};

const struct workload workload_aging = {
	.name = "aging",
	.summary = "the kernel looks which pages were used "
		   "(/sys/kernel/debug/lru_gen)",
	.needs = needs,
	.everything = true,
	.ages = true,
	.machine_begin = machine_begin,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
};
