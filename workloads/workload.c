// SPDX-License-Identifier: GPL-2.0-only
/* The table of workloads, which the build makes from their file names. */
#include "workload.h"

#include <string.h>

#define X(name) extern const struct workload workload_##name;
WORKLOADS
#undef X

#define X(name) &workload_##name,
const struct workload *const workloads[] = {WORKLOADS NULL};
#undef X

const struct workload *workload_find(const char *name)
{
	for (size_t i = 0; workloads[i]; i++)
		if (!strcmp(workloads[i]->name, name))
			return workloads[i];
	return NULL;
}

bool workload_takes(const struct workload *workload, unsigned int memory)
{
	if (!memory)
		return true;
	if (workload->everything || workload->far_only || workload->measured ||
	    (workload->own_memory && !workload->wants))
		return false;
	return !(workload->wants & ~memory) && !(workload->refuses & memory);
}

size_t workload_area_behind(const struct workload *workload, size_t offset,
			    size_t size)
{
	size_t room = workload->room ? workload->room : 1;
	size_t used =
		(offset + room * size + BLOCK_BYTES - 1) & ~(BLOCK_BYTES - 1);

	/* The margin is that of a target that ends in its first block. */
	return workload->margin_behind +
	       (used > BLOCK_BYTES ? used - BLOCK_BYTES : 0);
}
