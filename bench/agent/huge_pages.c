// SPDX-License-Identifier: GPL-2.0-only
/* Huge pages for the samples of a guest. */
#include "agent/huge_pages.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "agent/batch_line.h"
#include "common/cell.h"
#include "common/cell_backing.h"
#include "support/kernel_file.h"

/* Guests are booted with transparent huge pages set to never. */
#define THP_ENABLED "/sys/kernel/mm/transparent_hugepage/enabled"
#define POOL        "/proc/sys/vm/nr_hugepages"

static int fill_pool(const char *line, char *message, size_t size)
{
	struct cell cell;
	uint64_t count;

	/* The sample itself says what is wrong with its line. */
	if (batch_line_cell(line, &cell))
		return 0;
	count = cell_huge_pages(&cell) * (1 + cell.others);
	if (!kernel_write_number(POOL, count) && kernel_number(POOL) >= count)
		return 0;
	snprintf(message, size,
		 "this kernel cannot reserve %" PRIu64 " huge pages of 2 MiB",
		 count);
	return -1;
}

int huge_pages_reserve(const char *line, char *message, size_t size)
{
	if (strstr(line, " backing=thp") &&
	    kernel_write(THP_ENABLED, "madvise")) {
		snprintf(message, size,
			 "this kernel has no transparent huge pages");
		return -1;
	}
	if (strstr(line, " backing=hugetlb"))
		return fill_pool(line, message, size);
	return 0;
}

void huge_pages_release(const char *line)
{
	if (strstr(line, " backing=thp"))
		kernel_write(THP_ENABLED, "never");
	if (strstr(line, " backing=hugetlb"))
		kernel_write(POOL, "0");
}
