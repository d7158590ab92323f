// SPDX-License-Identifier: GPL-2.0-only
/* Opening the events of the kernel's perf subsystem. */
#include "agent/perf_events.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HARDWARE(name)                                \
	.hardware = true, .type = PERF_TYPE_HARDWARE, \
	.config = PERF_COUNT_HW_##name
#define CACHE_READ_MISSES(name)                       \
	.hardware = true, .type = PERF_TYPE_HW_CACHE, \
	.config = PERF_COUNT_HW_CACHE_##name |        \
		  PERF_COUNT_HW_CACHE_OP_READ << 8 |  \
		  PERF_COUNT_HW_CACHE_RESULT_MISS << 16
#define TRACEPOINT(name) .type = PERF_TYPE_TRACEPOINT, .tracepoint = name
#define SOFTWARE(name) \
	.type = PERF_TYPE_SOFTWARE, .config = PERF_COUNT_SW_##name

/*
 * The tracepoints of IPIs are those of Linux 6.4. Before it, x86 has one for
 * flushes of the TLB only, whose reason 4 is that other CPUs are told; arm64
 * has one for all that it sends.
 */
const struct perf_event_source perf_event_sources[] = {
	{.counter = PERF_COUNTER_INSTRUCTIONS, HARDWARE(INSTRUCTIONS)},
	{.counter = PERF_COUNTER_CYCLES, HARDWARE(CPU_CYCLES)},
	{.counter = PERF_COUNTER_CACHE_MISSES, HARDWARE(CACHE_MISSES)},
	{.counter = PERF_COUNTER_DTLB_MISSES, CACHE_READ_MISSES(DTLB)},
	{.counter = PERF_COUNTER_IPIS, TRACEPOINT("ipi/ipi_send_cpumask")},
	{.counter = PERF_COUNTER_IPIS, TRACEPOINT("ipi/ipi_send_cpu")},
	{.counter = PERF_COUNTER_IPIS,
	 TRACEPOINT("ipi/ipi_raise"),
	 .instead = true},
	{.counter = PERF_COUNTER_IPIS,
	 TRACEPOINT("tlb/tlb_flush"),
	 .filter = "reason==4",
	 .instead = true},
	{.counter = PERF_COUNTER_CONTEXT_SWITCHES, SOFTWARE(CONTEXT_SWITCHES)},
	{.counter = PERF_COUNTER_COUNT},
};

/* The number of a tracepoint; -1 without tracefs, or without permission. */
static long long tracepoint_id(const char *name)
{
	static const char *const mounts[] = {"/sys/kernel/tracing",
					     "/sys/kernel/debug/tracing"};
	long long id = -1;

	for (size_t i = 0; id < 0 && i < sizeof(mounts) / sizeof(mounts[0]);
	     i++) {
		char path[128];
		FILE *file;

		snprintf(path, sizeof(path), "%s/events/%s/id", mounts[i],
			 name);
		file = fopen(path, "re");
		if (file && fscanf(file, "%lld", &id) != 1)
			id = -1;
		if (file)
			fclose(file);
	}
	return id;
}

int perf_event_source_open(const struct perf_event_source *source, int leader)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = source->type,
		.config = source->config,
		.disabled = leader < 0,
		.pinned = leader < 0,
		.exclude_user = source->hardware,
		.exclude_hv = source->hardware,
		.read_format = PERF_FORMAT_GROUP |
			       PERF_FORMAT_TOTAL_TIME_ENABLED |
			       PERF_FORMAT_TOTAL_TIME_RUNNING,
	};
	int fd;

	if (source->tracepoint) {
		long long id = tracepoint_id(source->tracepoint);

		if (id < 0)
			return -1;
		attr.config = (unsigned long long)id;
	}
	fd = (int)syscall(SYS_perf_event_open, &attr, 0, -1, leader,
			  PERF_FLAG_FD_CLOEXEC);
	if (fd >= 0 && source->filter &&
	    ioctl(fd, PERF_EVENT_IOC_SET_FILTER, source->filter)) {
		close(fd);
		return -1;
	}
	return fd;
}
