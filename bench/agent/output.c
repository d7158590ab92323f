// SPDX-License-Identifier: GPL-2.0-only
/* The lines that the agent writes to standard output. */
#include "agent/output.h"

#include <inttypes.h>
#include <stdio.h>

#include "agent/json.h"
#include "agent/kernel_log.h"

void output_error(uint64_t id, const char *message)
{
	printf("{\"type\":\"error\",\"id\":%" PRIu64 ",\"message\":", id);
	json_write_string(stdout, message);
	printf("}\n");
	fflush(stdout);
}

void output_start(uint64_t id)
{
	printf("{\"type\":\"start\",\"id\":%" PRIu64 "}\n", id);
	fflush(stdout);
}

static void print_callbacks(const uint64_t *callbacks)
{
	const char *between = "";

	printf("\"callbacks\":{");
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++) {
		if (callbacks[i] == NOT_PREDICTED)
			continue;
		printf("%s\"%s\":%" PRIu64, between, event_names[i],
		       callbacks[i]);
		between = ",";
	}
	printf("}");
}

static void print_counters(const char *name, const struct mnbench_counters *c)
{
	const struct {
		const char *name;
		uint64_t value;
	} fields[] = {
		{"spurious", c->spurious},
		{"late", c->late},
		{"nonblock", c->nonblock},
		{"invalidations", c->invalidations},
		{"pages_invalidated", c->pages_invalidated},
		{"faults", c->faults},
		{"pages_faulted", c->pages_faulted},
		{"collisions", c->collisions},
		{"gave_up", c->gave_up},
		{"chunks_inserted", c->chunks_inserted},
		{"chunks_removed", c->chunks_removed},
		{"splits", c->splits},
		{"merges", c->merges},
		{"ignored", c->ignored},
		{"failed", c->failed},
		{"contended", c->contended},
		{"widened", c->widened},
		{"waited_ns", c->waited_ns},
		{"stopped_ns", c->stopped_ns},
		{"clear_flush_young", c->young[MNBENCH_YOUNG_CLEAR_FLUSH]},
		{"clear_young", c->young[MNBENCH_YOUNG_CLEAR]},
		{"test_young", c->young[MNBENCH_YOUNG_TEST]},
		{"secondary", c->secondary},
		{"secondary_all", c->secondary_all},
	};

	printf(",\"%s\":{", name);
	print_callbacks((const uint64_t *)c->callbacks);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		printf(",\"%s\":%" PRIu64, fields[i].name, fields[i].value);
	printf("}");
}

static void print_expected(const struct expectation *e)
{
	const struct {
		const char *name;
		uint64_t value;
	} fields[] = {
		{"spurious", e->spurious},
		{"invalidations", e->invalidations},
		{"pages_invalidated", e->pages_invalidated},
		{"faults", e->faults},
		{"pages_faulted", e->pages_faulted},
		{"collisions", e->collisions},
		{"gave_up", e->gave_up},
		{"ignored", e->ignored},
		{"widened", e->widened},
		{"nonblock", e->nonblock},
		{"failed", e->failed},
	};

	printf(",\"expected\":{");
	print_callbacks(e->callbacks);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].value != NOT_PREDICTED)
			printf(",\"%s\":%" PRIu64, fields[i].name,
			       fields[i].value);
	printf("}");
}

/* Few modes have a tolerance: leave out what is 0. */
static void print_tolerance(const struct expectation *t)
{
	const struct {
		const char *name;
		uint64_t value;
	} sums[] = {
		{"spurious", t->spurious},
		{"invalidations", t->invalidations},
		{"pages_invalidated", t->pages_invalidated},
		{"ignored", t->ignored},
		{"widened", t->widened},
		{"nonblock", t->nonblock},
		{"failed", t->failed},
	};
	const char *between = "";

	printf(",\"tolerance\":{\"callbacks\":{");
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++) {
		if (!t->callbacks[i])
			continue;
		printf("%s\"%s\":%" PRIu64, between, event_names[i],
		       t->callbacks[i]);
		between = ",";
	}
	printf("}");
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (sums[i].value)
			printf(",\"%s\":%" PRIu64, sums[i].name, sums[i].value);
	printf("}");
}

static void print_latencies(const char *name, const uint64_t *ns, size_t count)
{
	printf(",\"%s\":[", name);
	for (size_t i = 0; i < count; i++)
		printf("%s%" PRIu64, i ? "," : "", ns[i]);
	printf("]");
}

/* Leave out what this machine cannot count. */
static void print_perf(const struct perf_counts *perf)
{
	bool any = false;

	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++) {
		if (!perf->counted[i])
			continue;
		printf("%s\"%s\":%" PRIu64, any ? "," : ",\"perf\":{",
		       perf_counters[i].name, perf->value[i]);
		any = true;
	}
	if (any)
		printf("}");
}

void output_sample(uint64_t id, uint64_t cell, const uint64_t *layout,
		   const struct sample *s)
{
	printf("{\"type\":\"sample\",\"id\":%" PRIu64 ",\"cell\":%" PRIu64, id,
	       cell);
	if (layout)
		printf(",\"layout\":%" PRIu64, *layout);
	printf(",\"attach_ns\":%" PRIu64 ",\"first_map_ns\":%" PRIu64
	       ",\"fill_ns\":%" PRIu64 ",\"detach_ns\":%" PRIu64,
	       s->attach_ns, s->first_map_ns, s->fill_ns, s->detach_ns);
	printf(",\"bytes\":%" PRIu64 ",\"chunks_now\":%" PRIu64
	       ",\"chunks_peak\":%" PRIu64,
	       (uint64_t)s->filled.bytes, (uint64_t)s->filled.chunks_now,
	       (uint64_t)s->filled.chunks_peak);
	print_counters("filled", &s->filled);
	print_counters("counters", &s->counters);
	print_expected(&s->expected);
	print_tolerance(&s->tolerance);
	print_perf(&s->perf);
	print_latencies("ns", s->ns, s->ops);
	if (s->again_ns)
		print_latencies("again_ns", s->again_ns, s->again);
	if (s->refault_ns) {
		print_latencies("operation_ns", s->operation_ns, s->parts);
		print_latencies("refault_ns", s->refault_ns, s->parts);
	}
	if (s->again_ns || s->churned)
		printf(",\"churned\":%" PRIu64, s->churned);
	printf("}\n");
}

void output_end(size_t samples, unsigned long tainted, int log)
{
	printf("{\"type\":\"end\",\"samples\":%zu,\"tainted\":%lu,\"log\":",
	       samples, tainted);
	kernel_log_defects(stdout, log);
	printf("}\n");
	fflush(stdout);
}
