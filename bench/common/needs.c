// SPDX-License-Identifier: GPL-2.0-only
/* What workloads need of a kernel and of a guest. */
#include "common/needs.h"

#include <stdio.h>
#include <string.h>

#include "lib/kernel_option.h"
#include "support/kernel_version.h"
#include "workload.h"

/*
 * The versions are those of the kernels of kernel.org. Distributions bring some
 * of these to older kernels, which are not found here.
 */
const struct need needs[] = {
	{.name = "disk",
	 .options = {"CONFIG_BLK_DEV_RAM"},
	 .has_modules = true},
	{.name = "ext4", .options = {"CONFIG_EXT4_FS"}, .has_modules = true},
	{.name = "guard-pages", .since = KERNEL(6, 13)},
	{.name = "hugetlb", .options = {"CONFIG_HUGETLBFS"}},
	{.name = "io-uring", .options = {"CONFIG_IO_URING"}},
	{.name = "ksm", .options = {"CONFIG_KSM"}},
	{.name = "lru-gen", .options = {"CONFIG_LRU_GEN", "CONFIG_DEBUG_FS"}},
	{.name = "memory-group", .options = {"CONFIG_MEMCG"}},
	{.name = "memory-failure", .options = {"CONFIG_MEMORY_FAILURE"}},
	{.name = "mremap-vmas", .since = KERNEL(6, 17)},
	{.name = "mseal", .since = KERNEL(6, 10)},
	{.name = "numa", .options = {"CONFIG_NUMA", "CONFIG_MIGRATION"}},
	{.name = "numa-balancing",
	 .options = {"CONFIG_NUMA_BALANCING"},
	 .nodes = 2},
	{.name = "pagemap-scan",
	 .options = {"CONFIG_PTE_MARKER_UFFD_WP"},
	 .since = KERNEL(6, 7)},
	{.name = "pkeys",
	 .options = {"CONFIG_X86_INTEL_MEMORY_PROTECTION_KEYS"},
	 .cpu = "pku"},
	{.name = "process-madvise", .since = KERNEL(6, 13)},
	{.name = "swap",
	 .options = {"CONFIG_SWAP", "CONFIG_ZRAM"},
	 .has_modules = true},
	{.name = "sysvipc", .options = {"CONFIG_SYSVIPC"}},
	{.name = "thp",
	 .options = {"CONFIG_TRANSPARENT_HUGEPAGE"},
	 .since = KERNEL(6, 1)},
	{.name = "tmpfs", .options = {"CONFIG_TMPFS"}},
	{.name = "two-nodes",
	 .options = {"CONFIG_NUMA", "CONFIG_MIGRATION"},
	 .nodes = 2},
	{.name = "uffd-move",
	 .options = {"CONFIG_USERFAULTFD"},
	 .since = KERNEL(6, 8)},
	{.name = "uffd-wp", .options = {"CONFIG_HAVE_ARCH_USERFAULTFD_WP"}},
	{.name = "uprobes", .options = {"CONFIG_UPROBE_EVENTS"}},
	{.name = "userfaultfd", .options = {"CONFIG_USERFAULTFD"}},
	{0},
};

const struct need *need_find(const char *name)
{
	for (const struct need *need = needs; need->name; need++)
		if (strcmp(need->name, name) == 0)
			return need;
	return NULL;
}

static bool is_newer(const char *release, unsigned int version)
{
	unsigned int major, minor;

	return sscanf(release, "%u.%u", &major, &minor) == 2 &&
	       KERNEL(major, minor) >= version;
}

bool need_is_met(const struct need *need, const char *release,
		 const char *config, char *why, size_t size)
{
	if (need->since && !is_newer(release, need->since)) {
		snprintf(why, size, "needs Linux %u.%u", need->since >> 16,
			 need->since & 0xffff);
		return false;
	}
	for (size_t i = 0; config && i < NEED_OPTIONS_MAX; i++) {
		if (!need->options[i] ||
		    kernel_option(config, need->options[i]))
			continue;
		snprintf(why, size, "needs %s", need->options[i]);
		return false;
	}
	return true;
}

bool workload_is_met(const struct workload *workload, const char *release,
		     const char *config, char *why, size_t size)
{
	for (size_t i = 0; workload->needs && workload->needs[i]; i++)
		if (!need_is_met(need_find(workload->needs[i]), release, config,
				 why, size))
			return false;
	return true;
}

bool workload_needs(const struct workload *workload, const struct need *need)
{
	for (size_t i = 0; workload && workload->needs && workload->needs[i];
	     i++)
		if (need && strcmp(workload->needs[i], need->name) == 0)
			return true;
	return false;
}
