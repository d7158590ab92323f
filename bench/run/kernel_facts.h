/* SPDX-License-Identifier: GPL-2.0-only */
/* What is known of a kernel before it is measured: can it do a workload? */
#ifndef KERNEL_FACTS_H
#define KERNEL_FACTS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/path.h"

struct kernel_facts {
	char release[128];
	char *config;          /* as text; NULL: it is not known */
	char folder[PATH_MAX]; /* of a prepared kernel; "": the running one */
};

/* Of the prepared kernel in @folder, and of the running one. */
void kernel_facts_of(struct kernel_facts *facts, const char *folder);
void kernel_facts_of_running(struct kernel_facts *facts);
void kernel_facts_free(struct kernel_facts *facts);

/*
 * Return true if the kernel can do the workload, as far as is known: in a guest
 * that has what it needs, or on this machine. If not, write one line to @why.
 */
struct workload;
struct need;
bool kernel_facts_allow(const struct kernel_facts *facts,
			const struct workload *workload, char *why,
			size_t size);

/* The same for a need by itself. */
bool kernel_facts_have(const struct kernel_facts *facts,
		       const struct need *need, char *why, size_t size);

#endif
