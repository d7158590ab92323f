/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modes that are not in our module: a driver of the kernel subscribes, because
 * this process uses it. Each mode_NAME.c defines one `const struct agent_mode
 * agent_mode_NAME`; the build finds it by its file name.
 *
 * vm/kernel.sh lists the kernel modules that such a mode needs; the agent loads
 * them before the first sample.
 */
#ifndef AGENT_MODE_H
#define AGENT_MODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"
#include "mode_info.h"

struct layout;

/* What holds a driver's subscription. */
struct subscription {
	int fds[2];   /* it lasts until these are closed; unused ones are -1 */
	void *memory; /* and this is unmapped, if it is not NULL */
	size_t memory_size; /* bytes */
};

/* Calls return 0, or -1 with @error. */
struct agent_mode {
	const struct mode_info *info;
	/*
	 * In a guest, once after its boot: make what the driver needs. NULL:
	 * nothing.
	 */
	int (*start)(struct error *error);
	/*
	 * Make the driver subscribe to this process. @layout: give it the runs
	 * of the device region; NULL: only try whether the driver works.
	 */
	int (*attach)(struct subscription *s, const struct layout *layout,
		      struct error *error);
	/*
	 * Let the driver map the runs [first, end) of the region, for reading
	 * or for writing. NULL: it maps nothing.
	 */
	int (*fill)(struct subscription *s, const struct layout *layout,
		    size_t first, size_t end, bool writes, struct error *error);
};

/* Returns NULL for a mode of the module. */
const struct agent_mode *agent_mode_find(const struct mode_info *info);

/*
 * Call start() of all modes whose driver is in the kernel. One that fails
 * causes a message on standard error; an attach in that mode fails later.
 */
void agent_modes_start(void);

/* A subscription that holds nothing; and giving back what one holds. */
void subscription_init(struct subscription *s);
void subscription_close(struct subscription *s);

/*
 * Map memory of @s, of file @fd or if that is -1 zeroed; forks do not copy it.
 * Returns 0, or -1 with errno.
 */
int subscription_map(struct subscription *s, int fd, size_t size);

#ifndef MNBENCH_MODE_TABLE
#define MNBENCH_MODE(ident, mode_name, covers, can, what, who) \
	static const struct mode_info ident##_info = {         \
		.name = mode_name,                             \
		.coverage = covers,                            \
		.flags = can,                                  \
		.summary = what,                               \
		.precedent = who,                              \
	}
#endif

#endif
