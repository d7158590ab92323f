// SPDX-License-Identifier: GPL-2.0-only
/* The steps of a measurement, from a fresh process to the last detach. */
#include "agent/measurement.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "agent/allocator.h"
#include "agent/clock.h"
#include "agent/map_commands.h"
#include "agent/workload_step.h"
#include "common/modes.h"

/*
 * Nanoseconds of the guest's clock between signs of life: some ten seconds on a
 * host that runs nothing else.
 */
#define LIFE_NS 1000000000

int measurement_fail(struct measurement *m, const char *what, int err)
{
	error_set(m->error, "%s: %s", what, strerror(-err));
	return -1;
}

void measurement_show_life(struct measurement *m)
{
	uint64_t now = clock_ns();

	if (now - m->life_ns < LIFE_NS)
		return;
	m->life_ns = now;
	fprintf(stderr, "agent: %s %s goes on\n", m->cell->workload,
		m->cell->mode);
	tcdrain(STDERR_FILENO);
}

int measurement_check(struct measurement *m)
{
	const struct sample_check *check = m->check;
	int ret = 0;

	for (size_t i = 0; check && !ret && i < m->devices.count; i++)
		ret = check->after_operation(check->data, m->devices.fd[i],
					     &m->layout, m->error);
	return ret;
}

static int run_one(struct measurement *m, uint64_t *ns,
		   struct mnbench_counters *sum)
{
	int ret = m->timed->run(m, ns, sum);

	measurement_show_life(m);
	return ret;
}

/* An operation may take far longer than others; there is at least one. */
static bool is_over(const struct measurement *m, uint64_t total_ns)
{
	return m->cell->limit_ns && total_ns >= m->cell->limit_ns;
}

static int run_operations(struct measurement *m)
{
	struct sample *s = m->sample;
	struct mnbench_counters unused = {0};
	uint64_t ns, total = 0;

	for (size_t i = 0; i < m->cell->warmup && !is_over(m, total); i++) {
		if (run_one(m, &ns, &unused))
			return -1;
		total += ns;
	}
	memset(&s->counters, 0, sizeof(s->counters));
	s->again = s->parts = s->churned = 0;
	perf_group_reset(&m->perf);
	total = 0;
	for (; s->ops < m->cell->ops && !is_over(m, total); s->ops++) {
		if (run_one(m, &s->ns[s->ops], &s->counters))
			return -1;
		total += s->ns[s->ops];
	}
	perf_group_read(&m->perf, s->ops, &s->perf);
	return 0;
}

/*
 * The runs that operations take away: with filter ranges, also those around the
 * area; with forks that copy the region, all of it.
 */
static struct mnbench_command *map_lost_runs(struct measurement *m)
{
	const struct activity *a = &m->layout.activity;
	uintptr_t mask = m->cell->range_size ? m->cell->range_size - 1 : 0;
	uintptr_t start = a->area & ~mask;
	uintptr_t end = (a->area + a->area_size + mask) & ~mask;

	if (m->layout.copied) {
		start = m->layout.region;
		end = start + m->layout.region_size;
	}
	layout_runs(&m->layout, start, end - start, &m->lost_first,
		    &m->lost_end);
	return map_commands(&m->layout, start, end - start, &m->refills);
}

/* Allocate all memory before the layout keeps the heap from forks. */
static int prepare_memory(struct measurement *m, uint64_t variant)
{
	int ret = layout_plan(&m->layout, m->cell, m->workload, variant);

	if (ret)
		return measurement_fail(m, "device region and area", ret);
	if (m->timed->begin && m->timed->begin(m))
		return -1;
	m->sample->ns = calloc(m->cell->ops + 1, sizeof(*m->sample->ns));
	m->fill = map_commands(&m->layout, m->layout.region,
			       m->layout.region_size, &m->fills);
	m->refill = map_lost_runs(m);
	if (!m->sample->ns || !m->fill || !m->refill)
		return measurement_fail(m, "latencies", -ENOMEM);
	if (!mode_has_callback(m->mode))
		m->fills = m->refills = 0;
	return 0;
}

static int fail_memory(struct measurement *m, int err)
{
	const struct mapping *mapping = &m->layout.mapping;
	const struct mapping *area = &m->layout.activity.mapping;

	if (err == -ENOMEM && !m->layout.area_of_region &&
	    (area->thp || area->hugetlb)) {
		error_set(m->error,
			  "the activity has not the huge pages that it needs: "
			  "see %s",
			  area->thp ? "transparent_hugepage/enabled"
				    : "nr_hugepages in "
				      "/sys/kernel/mm/hugepages");
		return -1;
	}
	if (err == -ENOMEM && (mapping->thp || mapping->hugetlb)) {
		error_set(m->error,
			  "the device region has not the huge pages that it "
			  "needs: see %s",
			  mapping->thp ? "transparent_hugepage/enabled"
				       : "vm.nr_hugepages");
		return -1;
	}
	if (err == -ENODATA)
		return error_set(m->error,
				 "the device region is not on node %d alone",
				 m->layout.node);
	if (m->layout.space && (err == -EEXIST || err == -ENOENT)) {
		error_set(m->error,
			  "the process cannot have the VMAs of %s: %s",
			  m->layout.space->word,
			  err == -EEXIST ? "others are there"
					 : "they are not there");
		return -1;
	}
	return measurement_fail(m, "device region and area", err);
}

static int begin_workload(struct measurement *m)
{
	if (!m->workload)
		return 0;
	m->began = true;
	return workload_step(m->workload->begin, &m->layout.activity,
			     m->workload->name, m->error);
}

static void end_workload(struct measurement *m)
{
	if (m->began && m->workload->end)
		m->workload->end(&m->layout.activity);
}

int measurement_start(struct measurement *m)
{
	int ret = layout_map(&m->layout);

	measurement_show_life(m);
	if (ret)
		return fail_memory(m, ret);
	if (begin_workload(m) || measurement_open(m) || measurement_register(m))
		return -1;
	return measurement_first_fill(m);
}

/*
 * Free the slabs before the device is attached, because that would call its
 * notifiers. Where layouts vary, the state of the slabs may vary too.
 */
static int start(struct measurement *m, uint64_t variant)
{
	int ret = variant ? 0 : allocator_free_slabs();

	return ret ? measurement_fail(m, "slabs", ret) : measurement_start(m);
}

int sample_measure(struct sample *sample, const struct cell *cell,
		   uint64_t variant, const struct sample_check *check,
		   struct error *error)
{
	struct measurement m = {
		.sample = sample,
		.cell = cell,
		.mode = mode_find(cell->mode),
		.driver = agent_mode_find(mode_find(cell->mode)),
		.workload = workload_find(cell->workload),
		.timed = agent_timed_find(cell->timed),
		.check = check,
		.variant = variant,
		.life_ns = clock_ns(),
		.error = error,
	};
	int ret = -1;

	memset(sample, 0, sizeof(*sample));
	sample->cell = cell;
	if (prepare_memory(&m, variant))
		goto out;
	if (measurement_start_others(&m))
		goto out;
	/*
	 * Write it now, so that the timed part does not fault on it. Since the
	 * others were forked, the first write copies a page.
	 */
	memset(sample->ns, 0xff, cell->ops * sizeof(*sample->ns));
	if (!m.timed->in_processes && start(&m, variant))
		goto out;
	if (variant && !m.timed->in_processes)
		perf_group_open(&m.perf);
	if (run_operations(&m) || m.timed->expect(&m) || measurement_detach(&m))
		goto out;
	ret = 0;
out:
	perf_group_close(&m.perf);
	devices_close(&m.devices);
	end_workload(&m);
	layout_end(&m.layout);
	measurement_end_others(&m);
	if (m.timed->end)
		m.timed->end(&m);
	free(m.fill);
	free(m.refill);
	return ret;
}
