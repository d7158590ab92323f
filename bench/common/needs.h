/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What workloads need of a kernel and of a guest. A workload names its needs; a
 * row of the table says what to look for, and what a guest must have for it.
 */
#ifndef NEEDS_H
#define NEEDS_H

#include <stdbool.h>
#include <stddef.h>

#define NEED_OPTIONS_MAX 3

struct need {
	const char *name;
	/* Options of the kernel, built in or as a module: "CONFIG_KSM". */
	const char *options[NEED_OPTIONS_MAX];
	unsigned int since; /* KERNEL(): the first kernel that has it; 0: any */
	/* vm/kernel.sh collects the modules of it: needs/NAME. */
	bool has_modules;
	unsigned int nodes; /* NUMA nodes of the guest; 0: as others have */
	const char *cpu;    /* a feature of the guest's CPU, or NULL */
};

/* All needs, ended by an entry without a name. */
extern const struct need needs[];

/* Returns NULL if there is no such need. */
const struct need *need_find(const char *name);

/*
 * Whether a kernel has it: of release @release ("6.1.0-49-amd64") with the
 * configuration @config as text, NULL if that is not known. If not, write what
 * is missing to @why, as "needs Linux 6.13".
 */
bool need_is_met(const struct need *need, const char *release,
		 const char *config, char *why, size_t size);

/* The same for all needs of a workload. */
struct workload;
bool workload_is_met(const struct workload *workload, const char *release,
		     const char *config, char *why, size_t size);

/* Whether a workload has the need; both may be NULL. */
bool workload_needs(const struct workload *workload, const struct need *need);

#endif
