// SPDX-License-Identifier: GPL-2.0-only
/* The table of counters that explain a time. */
#include "common/perf_counter.h"

const struct perf_counter_info perf_counters[PERF_COUNTER_COUNT] = {
	[PERF_COUNTER_INSTRUCTIONS] = {"instructions", "instructions",
				       "executed in the kernel"},
	[PERF_COUNTER_CYCLES] = {"cycles", "cycles",
				 "of the processor in the kernel"},
	[PERF_COUNTER_CACHE_MISSES] = {"cache_misses", "cache misses",
				       "of the last-level cache, in the "
				       "kernel"},
	[PERF_COUNTER_DTLB_MISSES] = {"dtlb_misses", "dTLB misses",
				      "loads that missed the data TLB, in the "
				      "kernel"},
	[PERF_COUNTER_IPIS] = {"ipis", "IPIs",
			       "inter-processor interrupts that were sent; one "
			       "to several CPUs counts once"},
	[PERF_COUNTER_CONTEXT_SWITCHES] = {"context_switches", "switches",
					   "context switches"},
};
