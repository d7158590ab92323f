// SPDX-License-Identifier: GPL-2.0-only
/*
 * Estimating the remaining time. Samples differ a hundredfold in length, so
 * each is weighted by its parameters. The pace, seconds for a unit of weight,
 * is measured for each workload on its own: workloads differ, and batches hold
 * different ones. Booting is measured too. What is left is laid out on as many
 * guests as run at once. Each boot of a batch counts as separate work.
 */
#include "run/estimate.h"

#include <stdlib.h>
#include <string.h>

/* Weights, in the proportions that were measured on Debian 6.1. */
#define WEIGHT_PROCESS    3000.0 /* a sample without any operation */
#define WEIGHT_OP         60.0
#define WEIGHT_LATENCY_US 1.0 /* of the device, for each operation */
#define WEIGHT_CPU_PAGE   1.5
#define WEIGHT_DEVICE_RUN 3.0

/*
 * After this number of samples of average weight, a workload's own pace counts
 * as much as that of all workloads.
 */
#define SAMPLES_TO_TRUST 2

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
	double began;  /* when the first sample began */
	double last;   /* when the last sample was done, or the first began */
	double *left;  /* weight, by workload */
};

/* Weight that was done, and the seconds it took. */
struct pace {
	double weight, seconds;
};

struct estimate {
	const struct plan *plan;
	const struct batches *batches;
	size_t *workload;   /* by cell: its number, in the order of the plan */
	size_t workloads;   /* that there are */
	struct pace *paces; /* by workload */
	struct slot *slots; /* those of a batch side by side */
	size_t slot_count;
	size_t jobs;
	size_t samples, done;
};

static double sample_weight(const struct cell *cell)
{
	bool device = cell->inflight != 0;
	double runs = (double)(cell->region_size / cell->region_stride);
	double pages = runs * (double)(cell->region_run / 4096);
	double op = WEIGHT_OP;

	if (device)
		op += WEIGHT_LATENCY_US * (double)cell->device_ns / 1000;
	return WEIGHT_PROCESS + (double)(cell->ops + cell->warmup) * op +
	       pages * WEIGHT_CPU_PAGE +
	       (device ? runs * WEIGHT_DEVICE_RUN : 0);
}

static double id_weight(const struct estimate *e, size_t id)
{
	return sample_weight(&e->plan->cells[sample_cell(e->plan, id)]);
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

static int weigh_boot(struct estimate *e, size_t index, size_t boot)
{
	const struct batch *batch = &e->batches->batch[index];
	struct slot *slot = slot_of_boot(e, index, boot);

	slot->left = calloc(e->workloads + 1, sizeof(*slot->left));
	if (!slot->left)
		return -1;
	for (size_t i = 0; i < batch->sample_count; i++)
		slot->left[id_workload(e, batch->order[i])] +=
			id_weight(e, batch->order[i]);
	return 0;
}

static void foresee(struct estimate *e, size_t batch, size_t boot)
{
	slot_of_boot(e, batch, boot)->phase = PENDING;
	e->samples += e->batches->batch[batch].sample_count;
}

static int weigh(struct estimate *e, const bool *skip, size_t boots)
{
	e->workload = calloc(e->plan->count + 1, sizeof(*e->workload));
	e->paces = calloc(e->plan->count + 1, sizeof(*e->paces));
	e->slot_count = e->batches->count * BATCH_BOOTS_MAX;
	e->slots = calloc(e->slot_count + 1, sizeof(*e->slots));
	if (!e->workload || !e->paces || !e->slots)
		return -1;
	number_workloads(e);
	for (size_t b = 0; b < e->batches->count; b++) {
		for (size_t i = 0; i < BATCH_BOOTS_MAX; i++)
			if (weigh_boot(e, b, i))
				return -1;
		for (size_t i = 0; !skip[b] && i < boots; i++)
			foresee(e, b, i);
	}
	return 0;
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
	if (!weigh(e, skip, boots))
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
	free(e->paces);
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
	return slot_of_boot(e, e->batches->of_cell[sample_cell(e->plan, id)],
			    boot);
}

void estimate_start(struct estimate *e, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(e, boot, id);

	if (slot->phase != BOOTING)
		return;
	slot->phase = RUNNING;
	slot->began = slot->last = now;
}

void estimate_done(struct estimate *e, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(e, boot, id);
	size_t workload = id_workload(e, id);
	double weight = id_weight(e, id);

	e->done++;
	e->paces[workload].weight += weight;
	e->paces[workload].seconds += now - slot->last;
	slot->left[workload] -= weight;
	slot->last = now;
}

void estimate_off(struct estimate *e, size_t batch, size_t boot)
{
	slot_of_boot(e, batch, boot)->phase = OVER;
}

/* The pace of all workloads together. */
static struct pace total_pace(const struct estimate *e)
{
	struct pace total = {0};

	for (size_t i = 0; i < e->workloads; i++) {
		total.weight += e->paces[i].weight;
		total.seconds += e->paces[i].seconds;
	}
	return total;
}

/*
 * Seconds that the samples of a boot still take. A workload of which few
 * samples are done is assumed to have the pace of the others.
 */
static double work_left(const struct estimate *e, const struct slot *slot,
			const struct pace *total)
{
	double trust = SAMPLES_TO_TRUST * total->weight / (double)e->done;
	double seconds = 0;

	for (size_t i = 0; i < e->workloads; i++) {
		const struct pace *pace = &e->paces[i];
		double others = trust * total->seconds / total->weight;

		seconds += slot->left[i] * (pace->seconds + others) /
			   (pace->weight + trust);
	}
	return seconds;
}

/* Mean seconds from the begin of a boot to its first sample; 0: not known. */
static double boot_seconds(const struct estimate *e)
{
	double seconds = 0;
	size_t count = 0;

	for (size_t i = 0; i < e->slot_count; i++) {
		if (e->slots[i].phase < RUNNING)
			continue;
		seconds += e->slots[i].began - e->slots[i].booted;
		count++;
	}
	return count ? seconds / (double)count : 0;
}

static double positive(double value)
{
	return value > 0 ? value : 0;
}

static double slot_left(const struct estimate *e, const struct slot *slot,
			const struct pace *total, double boot, double now)
{
	switch (slot->phase) {
	case PENDING:
		return boot + work_left(e, slot, total);
	case BOOTING:
		return positive(boot - (now - slot->booted)) +
		       work_left(e, slot, total);
	case RUNNING:
		return positive(work_left(e, slot, total) - (now - slot->last));
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

double estimate_left(const struct estimate *e, double now)
{
	struct pace total = total_pace(e);
	double boot = boot_seconds(e), left = 0;
	size_t jobs = e->jobs ? e->jobs : 1, used = 0;
	double *busy;

	if (total.seconds <= 0)
		return -1;
	busy = calloc(jobs, sizeof(*busy));
	if (!busy)
		return -1;
	for (size_t i = 0; i < e->slot_count; i++)
		if (is_up(&e->slots[i]))
			busy[used++ % jobs] +=
				slot_left(e, &e->slots[i], &total, boot, now);
	for (size_t i = 0; i < e->slot_count; i++)
		if (e->slots[i].phase == PENDING)
			busy[least_busy(busy, jobs)] +=
				slot_left(e, &e->slots[i], &total, boot, now);
	for (size_t i = 0; i < jobs; i++)
		if (busy[i] > left)
			left = busy[i];
	free(busy);
	return left;
}

bool estimate_started(const struct estimate *e)
{
	for (size_t i = 0; i < e->slot_count; i++)
		if (e->slots[i].phase >= RUNNING)
			return true;
	return false;
}

size_t estimate_samples(const struct estimate *e)
{
	return e->samples;
}

size_t estimate_samples_done(const struct estimate *e)
{
	return e->done;
}
