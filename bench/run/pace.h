/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How fast a run goes: seconds for a unit of expected work
 * (run/expected_work.h), from the boots and samples that are done. What is not
 * measured yet counts as expected, so that the first measurements move an
 * estimate a little and do not make it jump.
 */
#ifndef PACE_H
#define PACE_H

#include <stddef.h>

struct pace;

/*
 * Begin. @workloads: how many there are, from 0; @samples, @work: that the run
 * has in all. Returns NULL if out of memory.
 */
struct pace *pace_new(size_t workloads, size_t samples, double work);
void pace_free(struct pace *pace);

/* A boot or a sample is done, after this time. */
void pace_boot_done(struct pace *pace, double seconds);
void pace_sample_done(struct pace *pace, size_t workload, double work,
		      double seconds);
/* How long the boot that began first of those that go on has taken so far. */
void pace_booting(struct pace *pace, double seconds);

/* The seconds that a boot takes, or that work of samples takes. */
double pace_boot_seconds(const struct pace *pace);
double pace_work_seconds(const struct pace *pace, size_t workload, double work);

#endif
