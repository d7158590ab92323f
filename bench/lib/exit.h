/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit statuses of mnbench; the man page lists them. */
#ifndef EXIT_H
#define EXIT_H

enum exit_status {
	STATUS_OK = 0,
	STATUS_FAILED =
		1,      /* measured, but a cell, a guest or its kernel failed */
	STATUS_BAD = 2, /* bad input or environment; nothing was changed */
	STATUS_INTERRUPTED =
		130, /* by SIGINT or SIGTERM; nothing was changed */
};

#endif
