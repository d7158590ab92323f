/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Multi-generational LRU for the samples that age pages, on a kernel that is
 * the agent's own.
 */
#ifndef AGENT_LRU_GEN_H
#define AGENT_LRU_GEN_H

#include <stdbool.h>

/* What lru_gen_end() puts back. */
struct lru_gen {
	bool mounted; /* debugfs, by lru_gen_begin() */
	char enabled[16];
};

/*
 * Let workload aging find debugfs, and remember how the kernel has its lists of
 * pages. Returns 0 or -errno; -EOPNOTSUPP: this kernel has no such LRU.
 */
int lru_gen_begin(struct lru_gen *before);

/* Put back what that and the workload have changed, also if it was killed. */
void lru_gen_end(const struct lru_gen *before);

#endif
