/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One guest: the venue's script of vm/, which works in the folder of a boot,
 * and the output of the agent in the guest, which grows there. In venue host
 * the script starts the agent on the running kernel.
 */
#ifndef GUEST_H
#define GUEST_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct guest {
	char folder[PATH_MAX];
	pid_t pid;  /* of the script; 0: not running */
	int output; /* descriptor of the agent's output; -1: not there yet */
	char *text; /* the begin of a line, which was read, of @length bytes */
	size_t length, room;
};

/*
 * Start @script, a name in vm/ of @suite_dir, on the folder of a boot. Returns
 * 0, or -1 with errno.
 */
int guest_boot(struct guest *guest, const char *suite_dir, const char *script,
	       const char *folder);

/* Takes a line of the agent; if it returns not 0, no more lines are read. */
typedef int (*guest_line)(void *user, const char *line, size_t length);

/*
 * Read the lines that the agent has written since the last call. Returns what
 * @take returned last, or -1 with errno if reading failed.
 */
int guest_read(struct guest *guest, guest_line take, void *user);

/* End the script if it runs, and free what @guest holds. */
void guest_stop(struct guest *guest);

/*
 * Read what the script wrote to standard error when it failed: the first line,
 * which says why, and the rest, such as the end of the guest's console.
 */
void guest_explanation(const struct guest *guest, char *first, size_t size,
		       char *rest, size_t rest_size);

#endif
