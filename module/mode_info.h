/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is known of a mode without running it, for the module and for userspace.
 *
 * Each module/mode_*.c states it once, in a call of MNBENCH_MODE() that begins
 * a line and ends with ");" at the end of one. The module compiles it; the
 * build of userspace collects the calls of all files into one table.
 */
#ifndef MNBENCH_MODE_INFO_H
#define MNBENCH_MODE_INFO_H

/* Which invalidations of the mm reach the mode's range callback. */
enum mode_coverage {
	MODE_COVERS_NOTHING,    /* no device, or none that callbacks reach */
	MODE_COVERS_EVERYTHING, /* one callback for each range of the mm */
	MODE_COVERS_CHUNKS,     /* one callback for each live chunk that a range
				   meets */
};

struct mode_info {
	const char *name;
	enum mode_coverage coverage;
	_Bool filters; /* what MNBENCH_FILTER_DEFAULT means in this mode */
	const char *summary;   /* one line: what it does */
	const char *precedent; /* the drivers that do so, or why it is here */
};

#endif
