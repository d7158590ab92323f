// SPDX-License-Identifier: GPL-2.0-only
/* Ways for a guest to fail, for tests of the host that watches it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/init.h"
#include "suites.h"

static void use_all_memory(void)
{
	const size_t size = 1UL << 20;

	for (;;) {
		char *memory = malloc(size);

		if (memory)
			memset(memory, 1, size);
	}
}

void misbehave(const char *how)
{
	if (!strcmp(how, "hang"))
		for (;;)
			pause();
	if (!strcmp(how, "oom"))
		use_all_memory();
	if (!strcmp(how, "off")) {
		guest_start();
		guest_power_off();
	}
	exit(EXIT_FAILURE); /* the kernel panics when init exits */
}
