// SPDX-License-Identifier: GPL-2.0-only
/*
 * Estimating the remaining time. Every boot and every sample is expected to
 * take some time (run/expected_work.h), which the pace of the run so far scales
 * (run/pace.h). What is left is laid out on as many guests as run at once. Each
 * boot of a batch counts as separate work.
 */
#include "run/estimate.h"

#include <stdlib.h>
#include <string.h>

#include "run/expected_work.h"
#include "run/pace.h"

/* The states of a boot, in their order. */
enum phase {
	UNFORESEEN, /* it is not known that it will be needed */
	PENDING,
	BOOTING,
	RUNNING, /* its first sample has begun */
	OVER,
};

/* One boot of a batch. */
struct slot {
	enum phase phase;
	double booted; /* when the boot began */
	double last;   /* when the last sample was done, or the first began */
	double *left;  /* work, by workload */
	size_t samples;
};

struct estimate {
	const struct plan *plan;
	const struct batches *batches;
	size_t *workload; /* by cell: its number, in the order of the plan */
	size_t workloads; /* that there are */
	struct pace *pace;
	struct slot *slots; /* those of a batch side by side */
	size_t slot_count;
	size_t jobs;
	size_t samples, done;
};

static double id_work(const struct estimate *e, size_t id)
{
	return expected_sample_work(&e->plan->cells[sample_cell(e->plan, id)]);
}

static size_t id_workload(const struct estimate *e, size_t id)
{
	return e->workload[sample_cell(e->plan, id)];
}

/* Number the workloads of the plan. */
static void number_workloads(struct estimate *e)
{
	const struct cell *cells = e->plan->cells;

	for (size_t i = 0; i < e->plan->count; i++) {
		size_t first = 0;

		while (strcmp(cells[first].workload, cells[i].workload))
			first++;
		e->workload[i] =
			first < i ? e->workload[first] : e->workloads++;
	}
}

static struct slot *slot_of_boot(struct estimate *e, size_t batch, size_t boot)
{
	return &e->slots[batch * BATCH_BOOTS_MAX + boot];
}

static void expect_slot(const struct estimate *e, struct slot *slot,
			size_t index)
{
	const struct batch *batch = &e->batches->batch[index];

	slot->samples = batch->sample_count;
	memset(slot->left, 0, e->workloads * sizeof(*slot->left));
	for (size_t i = 0; i < batch->sample_count; i++)
		slot->left[id_workload(e, batch->order[i])] +=
			id_work(e, batch->order[i]);
}

static int expect_boot(struct estimate *e, size_t index, size_t boot)
{
	struct slot *slot = slot_of_boot(e, index, boot);

	slot->left = calloc(e->workloads + 1, sizeof(*slot->left));
	if (!slot->left)
		return -1;
	expect_slot(e, slot, index);
	return 0;
}

static void foresee(struct estimate *e, size_t batch, size_t boot)
{
	struct slot *slot = slot_of_boot(e, batch, boot);

	slot->phase = PENDING;
	e->samples += slot->samples;
}

static int expect(struct estimate *e, const bool *skip, size_t boots)
{
	double work = 0;

	e->workload = calloc(e->plan->count + 1, sizeof(*e->workload));
	e->slot_count = e->batches->count * BATCH_BOOTS_MAX;
	e->slots = calloc(e->slot_count + 1, sizeof(*e->slots));
	if (!e->workload || !e->slots)
		return -1;
	number_workloads(e);
	for (size_t b = 0; b < e->batches->count; b++) {
		for (size_t i = 0; i < BATCH_BOOTS_MAX; i++)
			if (expect_boot(e, b, i))
				return -1;
		for (size_t i = 0; !skip[b] && i < boots; i++)
			foresee(e, b, i);
	}
	for (size_t i = 0; i < e->slot_count; i++)
		for (size_t w = 0; w < e->workloads; w++)
			if (e->slots[i].phase == PENDING)
				work += e->slots[i].left[w];
	e->pace = pace_new(e->workloads, e->samples, work);
	return e->pace ? 0 : -1;
}

struct estimate *estimate_new(const struct plan *plan,
			      const struct batches *batches, const bool *skip,
			      size_t boots, size_t jobs)
{
	struct estimate *e = calloc(1, sizeof(*e));

	if (!e)
		return NULL;
	e->plan = plan;
	e->batches = batches;
	e->jobs = jobs;
	if (!expect(e, skip, boots))
		return e;
	estimate_free(e);
	return NULL;
}

void estimate_free(struct estimate *e)
{
	if (!e)
		return;
	for (size_t i = 0; e->slots && i < e->slot_count; i++)
		free(e->slots[i].left);
	free(e->slots);
	pace_free(e->pace);
	free(e->workload);
	free(e);
}

void estimate_boot(struct estimate *e, size_t batch, size_t boot, double now)
{
	struct slot *slot = slot_of_boot(e, batch, boot);

	if (slot->phase == UNFORESEEN)
		foresee(e, batch, boot);
	slot->phase = BOOTING;
	slot->booted = now;
}

static struct slot *slot_of_sample(struct estimate *e, size_t boot, size_t id)
{
	return slot_of_boot(e, batches_of_sample(e->batches, e->plan, id),
			    boot);
}

void estimate_start(struct estimate *e, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(e, boot, id);

	if (slot->phase != BOOTING)
		return;
	slot->phase = RUNNING;
	slot->last = now;
	pace_boot_done(e->pace, now - slot->booted);
}

void estimate_done(struct estimate *e, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(e, boot, id);
	size_t workload = id_workload(e, id);
	double work = id_work(e, id);

	e->done++;
	pace_sample_done(e->pace, workload, work, now - slot->last);
	slot->left[workload] -= work;
	slot->last = now;
}

void estimate_off(struct estimate *e, size_t batch, size_t boot)
{
	slot_of_boot(e, batch, boot)->phase = OVER;
}

void estimate_revise(struct estimate *e)
{
	for (size_t i = 0; i < e->slot_count; i++) {
		struct slot *slot = &e->slots[i];
		size_t batch = i / BATCH_BOOTS_MAX;

		if (slot->phase != PENDING)
			continue;
		e->samples -= slot->samples;
		slot->phase = UNFORESEEN;
		expect_slot(e, slot, batch);
		if (slot->samples)
			foresee(e, batch, i % BATCH_BOOTS_MAX);
	}
}

/* Seconds that the samples of a boot still take. */
static double work_left(const struct estimate *e, const struct slot *slot)
{
	double seconds = 0;

	for (size_t i = 0; i < e->workloads; i++)
		seconds += pace_work_seconds(e->pace, i, slot->left[i]);
	return seconds;
}

static double positive(double value)
{
	return value > 0 ? value : 0;
}

static double slot_left(const struct estimate *e, const struct slot *slot,
			double now)
{
	double boot = pace_boot_seconds(e->pace);

	switch (slot->phase) {
	case PENDING:
		return boot + work_left(e, slot);
	case BOOTING:
		return positive(boot - (now - slot->booted)) +
		       work_left(e, slot);
	case RUNNING:
		return positive(work_left(e, slot) - (now - slot->last));
	default:
		return 0;
	}
}

static size_t least_busy(const double *busy, size_t count)
{
	size_t least = 0;

	for (size_t i = 1; i < count; i++)
		if (busy[i] < busy[least])
			least = i;
	return least;
}

static bool is_up(const struct slot *slot)
{
	return slot->phase == BOOTING || slot->phase == RUNNING;
}

/* Tell the pace how long the oldest boot that goes on has taken. */
static void watch_boots(struct estimate *e, double now)
{
	double longest = 0;

	for (size_t i = 0; i < e->slot_count; i++)
		if (e->slots[i].phase == BOOTING &&
		    now - e->slots[i].booted > longest)
			longest = now - e->slots[i].booted;
	pace_booting(e->pace, longest);
}

double estimate_left(struct estimate *e, double now)
{
	size_t jobs = e->jobs ? e->jobs : 1, used = 0;
	double *busy = calloc(jobs, sizeof(*busy));
	double left = 0;

	if (!busy)
		return -1;
	watch_boots(e, now);
	for (size_t i = 0; i < e->slot_count; i++)
		if (is_up(&e->slots[i]))
			busy[used++ % jobs] += slot_left(e, &e->slots[i], now);
	for (size_t i = 0; i < e->slot_count; i++)
		if (e->slots[i].phase == PENDING)
			busy[least_busy(busy, jobs)] +=
				slot_left(e, &e->slots[i], now);
	for (size_t i = 0; i < jobs; i++)
		if (busy[i] > left)
			left = busy[i];
	free(busy);
	return left;
}

bool estimate_boots(const struct estimate *e)
{
	bool boots = !e->done;

	for (size_t i = 0; i < e->slot_count; i++) {
		if (e->slots[i].phase == RUNNING)
			return false;
		boots = boots || e->slots[i].phase == BOOTING;
	}
	return boots;
}

size_t estimate_samples(const struct estimate *e)
{
	return e->samples;
}

size_t estimate_samples_done(const struct estimate *e)
{
	return e->done;
}
