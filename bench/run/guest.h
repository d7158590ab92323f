/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One guest: the venue's script in vm/ on the folder of a boot, and the answers as
 * they grow. Where nothing is booted the agent is what is said of the guest here.
 */
#ifndef GUEST_H
#define GUEST_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct guest {
	char folder[PATH_MAX];
	pid_t pid;   /* of the script; 0: not running */
	int answers; /* descriptor; -1: not there yet */
	char *text;  /* read, but not yet ended by a newline */
	size_t length, room;
};

/* Returns 0, or -1 with errno. */
int guest_boot(struct guest *guest, const char *home, const char *script,
	       const char *folder);

/* For each line the guest has written since; not 0 ends the reading. */
typedef int (*guest_line)(void *user, const char *line, size_t length);

/* Returns what the callback returned, or -1 with errno if reading failed. */
int guest_read(struct guest *guest, guest_line take, void *user);

/* End it, if it runs, and release what it holds. */
void guest_stop(struct guest *guest);

/* What the script said when it failed: the first line, and the rest. */
void guest_explanation(const struct guest *guest, char *first, size_t size,
		       char *rest, size_t rest_size);

#endif
