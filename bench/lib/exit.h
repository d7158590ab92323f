/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit statuses of mnbench; the man page lists them. */
#ifndef EXIT_H
#define EXIT_H

enum exit_status {
	STATUS_OK = 0,
	/* Measured, but a cell, a guest or its kernel failed. */
	STATUS_FAILED = 1,
	/* Bad input or environment; no result was changed. */
	STATUS_BAD = 2,
	/* By SIGINT, SIGTERM or SIGHUP; no result was changed. */
	STATUS_INTERRUPTED = 130,
};

#endif
