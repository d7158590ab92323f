/* SPDX-License-Identifier: GPL-2.0-only */
/* Venues: where a measurement runs, and the unit of its times. */
#ifndef VENUE_H
#define VENUE_H

#include <stdbool.h>
#include <stddef.h>

struct venue {
	const char *name;
	const char *unit;
	const char *summary;
	/* What one unit is, for the notes of a table. */
	const char *unit_summary;
	/* The script in vm/ that runs one boot of a batch, in its folder. */
	const char *script;
	/*
	 * The boots of a batch that must give the same output before it is the
	 * result; 1 where no two measurements are equal.
	 */
	size_t agree;
	/*
	 * Times are those of a real clock, so they vary: the run measures one
	 * batch at a time, varies the memory layout, and has two baselines.
	 */
	bool timed;
	/* It measures the running kernel, which others use too. */
	bool runs_on_host;
	/* How a timed guest runs, for the script; NULL: there is none. */
	const char *accelerator;
	/*
	 * The script in vm/ that finds out whether the venue works on this
	 * machine; NULL: it works on all.
	 */
	const char *probe;
	/* CPUs run at the same time, and do not take turns on one clock. */
	bool parallel;
	/* Each CPU that measures is one of this machine. */
	bool on_own_cpus;
};

/* Ended by an entry without a name. */
extern const struct venue venues[];

const struct venue *venue_find(const char *name);

#endif
