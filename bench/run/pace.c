// SPDX-License-Identifier: GPL-2.0-only
/* How fast a run goes, from the boots and samples that are done. */
#include "run/pace.h"

#include <stdlib.h>

#include "run/expected_work.h"

/* What is expected counts as much as the measurement of this much work. */
#define PRIOR_BOOTS    0.5
#define PRIOR_SAMPLES  6    /* average ones, but at least the share below */
#define PRIOR_SHARE    0.04 /* of all samples */
#define PRIOR_WORKLOAD 4    /* samples, before a workload has its own pace */

/*
 * A boot that is this much faster than expected was none: the venue measures
 * the running kernel. It says nothing about samples.
 */
#define NO_BOOT 0.1

/* Work that was done, and the seconds it took. */
struct measured {
	double work, seconds;
};

struct pace {
	struct measured boots, samples;
	struct measured *workloads;
	double booting; /* seconds of a boot that goes on; 0: none does */
	double average; /* work of a sample */
	double prior;   /* work of samples that the expected pace counts as */
};

struct pace *pace_new(size_t workloads, size_t samples, double work)
{
	struct pace *pace = calloc(1, sizeof(*pace));

	if (!pace)
		return NULL;
	pace->workloads = calloc(workloads + 1, sizeof(*pace->workloads));
	pace->average = samples ? work / (double)samples : 1;
	pace->prior = PRIOR_SAMPLES * pace->average;
	if (pace->prior < PRIOR_SHARE * work)
		pace->prior = PRIOR_SHARE * work;
	if (pace->workloads)
		return pace;
	free(pace);
	return NULL;
}

void pace_free(struct pace *pace)
{
	if (!pace)
		return;
	free(pace->workloads);
	free(pace);
}

void pace_boot_done(struct pace *pace, double seconds)
{
	pace->boots.work += EXPECTED_BOOT_WORK;
	pace->boots.seconds += seconds;
}

void pace_sample_done(struct pace *pace, size_t workload, double work,
		      double seconds)
{
	pace->samples.work += work;
	pace->samples.seconds += seconds;
	pace->workloads[workload].work += work;
	pace->workloads[workload].seconds += seconds;
}

void pace_booting(struct pace *pace, double seconds)
{
	pace->booting = seconds;
}

/* The pace, if @expected counts as much as measuring @prior work. */
static double mix(const struct measured *measured, double prior,
		  double expected)
{
	return (measured->seconds + prior * expected) /
	       (measured->work + prior);
}

/*
 * The pace of boots, as a factor of what is expected. A boot that goes on shows
 * that the machine is slower once it has taken longer.
 */
static double boot_pace(const struct pace *pace)
{
	double prior = PRIOR_BOOTS * EXPECTED_BOOT_WORK;
	struct measured least = {EXPECTED_BOOT_WORK, pace->booting};
	double done = mix(&pace->boots, prior, 1);

	if (pace->boots.work > 0 || mix(&least, prior, 1) < done)
		return done;
	return mix(&least, prior, 1);
}

double pace_boot_seconds(const struct pace *pace)
{
	return EXPECTED_BOOT_WORK * boot_pace(pace);
}

/* The pace of samples: expected is that of boots. */
static double sample_pace(const struct pace *pace)
{
	double expected = boot_pace(pace);

	if (pace->boots.seconds < NO_BOOT * pace->boots.work)
		expected = 1;
	return mix(&pace->samples, pace->prior, expected);
}

double pace_work_seconds(const struct pace *pace, size_t workload, double work)
{
	double prior = PRIOR_WORKLOAD * pace->average;

	return work * mix(&pace->workloads[workload], prior, sample_pace(pace));
}
