// SPDX-License-Identifier: GPL-2.0-only
/* The device commands that map a part of the region. */
#include "agent/map_commands.h"

#include <stdlib.h>

/* Each run has a command, but there can be very many runs of one page. */
#define RUNS_PER_COMMAND 65536

struct mnbench_command *map_commands(const struct layout *layout,
				     uintptr_t start, size_t size,
				     size_t *count)
{
	size_t each = layout->run == PAGE_BYTES ? RUNS_PER_COMMAND : 1;
	struct mnbench_command *commands;
	size_t first, end;

	layout_runs(layout, start, size, &first, &end);
	*count = (end - first + each - 1) / each;
	commands = calloc(*count + 1, sizeof(*commands));
	for (size_t i = 0; commands && i < *count; i++, first += each) {
		size_t runs = end - first < each ? end - first : each;

		commands[i].op = MNBENCH_OP_MAP;
		commands[i].addr = layout_run(layout, first);
		commands[i].length = layout->run + (runs - 1) * layout->stride;
		commands[i].stride = each > 1 ? layout->stride : 0;
	}
	return commands;
}
