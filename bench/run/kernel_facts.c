// SPDX-License-Identifier: GPL-2.0-only
/* What is known of a kernel before it is measured. */
#include "run/kernel_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/needs.h"
#include "host/kernel_config.h"
#include "lib/text_file.h"
#include "run/running_kernel.h"
#include "workload.h"

void kernel_facts_of(struct kernel_facts *facts, const char *folder)
{
	char path[PATH_ROOM];

	memset(facts, 0, sizeof(*facts));
	path_print(facts->folder, sizeof(facts->folder), "%s", folder);
	path_print(path, sizeof(path), "%s/release", folder);
	text_file_line(path, facts->release, sizeof(facts->release));
	path_print(path, sizeof(path), "%s/config", folder);
	facts->config = text_file_read(path);
}

void kernel_facts_of_running(struct kernel_facts *facts)
{
	memset(facts, 0, sizeof(*facts));
	running_release(facts->release, sizeof(facts->release));
	facts->config = kernel_config_read(&HOST_PATHS, facts->release);
}

void kernel_facts_free(struct kernel_facts *facts)
{
	free(facts->config);
	facts->config = NULL;
}

/* vm/kernel.sh says why it could not collect the modules. */
static bool has_modules(const struct kernel_facts *facts,
			const struct need *need, char *why, size_t size)
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/needs/%s.unsupported", facts->folder,
		   need->name);
	if (text_file_line(path, why, size))
		return false;
	path_print(path, sizeof(path), "%s/needs/%s", facts->folder,
		   need->name);
	if (access(path, R_OK) == 0)
		return true;
	snprintf(why, size,
		 "its folder is older than mnbench: run 'mnbench kernel'");
	return false;
}

static bool machine_has(const struct need *need, char *why, size_t size)
{
	char *cpus;
	bool has;

	if (need->nodes > 1 && access("/sys/devices/system/node/node1", F_OK)) {
		snprintf(why, size, "needs a machine with two NUMA nodes");
		return false;
	}
	if (!need->cpu)
		return true;
	cpus = text_file_read("/proc/cpuinfo");
	has = cpus && strstr(cpus, need->cpu);
	free(cpus);
	if (!has)
		snprintf(why, size, "needs a CPU with %s", need->cpu);
	return has;
}

bool kernel_facts_have(const struct kernel_facts *facts,
		       const struct need *need, char *why, size_t size)
{
	if (!need_is_met(need, facts->release, facts->config, why, size))
		return false;
	if (!facts->folder[0])
		return machine_has(need, why, size);
	return !need->has_modules || has_modules(facts, need, why, size);
}

bool kernel_facts_allow(const struct kernel_facts *facts,
			const struct workload *workload, char *why, size_t size)
{
	if (!workload_is_met(workload, facts->release, facts->config, why,
			     size))
		return false;
	for (const struct need *need = needs; need->name; need++)
		if (workload_needs(workload, need) &&
		    !kernel_facts_have(facts, need, why, size))
			return false;
	return true;
}
