// SPDX-License-Identifier: GPL-2.0-only
/*
 * The remaining time. Samples differ a hundredfold in length, so each is
 * weighed by its parameters. What a unit of weight takes is measured for each
 * workload apart: workloads differ, and batches have different ones. Booting
 * is measured too, and what is left is laid out on as many guests as run at
 * once. Every boot of a batch is work of its own.
 */
#include "run/progress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In the proportions that were measured on Debian 6.1. */
#define WEIGHT_PROCESS    3000.0 /* a sample without any operation */
#define WEIGHT_OP         60.0
#define WEIGHT_LATENCY_US 1.0 /* of the device, for each operation */
#define WEIGHT_CPU_PAGE   1.5
#define WEIGHT_DEVICE_RUN 3.0

/* A workload's own pace counts as much as that of all after so many samples. */
#define SAMPLES_TO_TRUST 2

#define DRAW_EVERY  0.25 /* s, on a terminal */
#define LINE_EVERY  15.0 /* s, elsewhere, unless a tenth is done */
#define SMOOTH_OVER 5.0  /* s */

enum phase {
	UNFORESEEN,
	PENDING,
	BOOTING,
	RUNNING,
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

/* What was done, and how long it took. */
struct pace {
	double weight, seconds;
};

struct progress {
	const struct plan *plan;
	const struct batches *batches;
	size_t *workload;   /* by cell: the first cell that has the same */
	struct pace *paces; /* by workload */
	struct slot *slots; /* those of a batch side by side */
	size_t slot_count;
	size_t jobs;
	FILE *to;
	int width;
	double start;
	size_t samples, done;
	size_t current; /* id */
	double drawn;   /* when */
	size_t drawn_tenth;
	double end, end_at; /* smoothed time of the end, and when it was made */
	bool line_open;
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

static double id_weight(const struct progress *p, size_t id)
{
	return sample_weight(&p->plan->cells[sample_cell(p->plan, id)]);
}

static size_t id_workload(const struct progress *p, size_t id)
{
	return p->workload[sample_cell(p->plan, id)];
}

static size_t first_alike(const struct plan *plan, size_t cell)
{
	size_t first = 0;

	while (strcmp(plan->cells[first].workload, plan->cells[cell].workload))
		first++;
	return first;
}

static struct slot *slot_of_boot(struct progress *p, size_t batch, size_t boot)
{
	return &p->slots[batch * BATCH_BOOTS_MAX + boot];
}

static int weigh_boot(struct progress *p, size_t index, size_t boot)
{
	const struct batch *batch = &p->batches->batch[index];
	struct slot *slot = slot_of_boot(p, index, boot);

	slot->left = calloc(p->plan->count, sizeof(*slot->left));
	if (!slot->left)
		return -1;
	for (size_t i = 0; i < batch->sample_count; i++)
		slot->left[id_workload(p, batch->order[i])] +=
			id_weight(p, batch->order[i]);
	return 0;
}

static void foresee(struct progress *p, size_t batch, size_t boot)
{
	slot_of_boot(p, batch, boot)->phase = PENDING;
	p->samples += p->batches->batch[batch].sample_count;
}

static int weigh(struct progress *p, const bool *done, size_t boots)
{
	p->workload = calloc(p->plan->count + 1, sizeof(*p->workload));
	p->paces = calloc(p->plan->count + 1, sizeof(*p->paces));
	p->slot_count = p->batches->count * BATCH_BOOTS_MAX;
	p->slots = calloc(p->slot_count + 1, sizeof(*p->slots));
	if (!p->workload || !p->paces || !p->slots)
		return -1;
	for (size_t i = 0; i < p->plan->count; i++)
		p->workload[i] = first_alike(p->plan, i);
	for (size_t b = 0; b < p->batches->count; b++) {
		for (size_t i = 0; i < BATCH_BOOTS_MAX; i++)
			if (weigh_boot(p, b, i))
				return -1;
		for (size_t i = 0; !done[b] && i < boots; i++)
			foresee(p, b, i);
	}
	return 0;
}

struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, const bool *done,
			      size_t boots, size_t jobs, FILE *to, int width,
			      double now)
{
	struct progress *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->plan = plan;
	p->batches = batches;
	p->jobs = jobs;
	p->to = to;
	p->width = width;
	p->start = now;
	p->drawn = now - LINE_EVERY;
	p->end = NAN;
	if (!weigh(p, done, boots))
		return p;
	progress_free(p);
	return NULL;
}

void progress_free(struct progress *p)
{
	if (!p)
		return;
	for (size_t i = 0; p->slots && i < p->slot_count; i++)
		free(p->slots[i].left);
	free(p->slots);
	free(p->paces);
	free(p->workload);
	free(p);
}

void progress_boot(struct progress *p, size_t batch, size_t boot, double now)
{
	struct slot *slot = slot_of_boot(p, batch, boot);

	if (slot->phase == UNFORESEEN)
		foresee(p, batch, boot);
	slot->phase = BOOTING;
	slot->booted = now;
}

static struct slot *slot_of_sample(struct progress *p, size_t boot, size_t id)
{
	return slot_of_boot(p, p->batches->of_cell[sample_cell(p->plan, id)],
			    boot);
}

void progress_start(struct progress *p, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(p, boot, id);

	p->current = id;
	if (slot->phase != BOOTING)
		return;
	slot->phase = RUNNING;
	slot->began = slot->last = now;
}

void progress_done(struct progress *p, size_t boot, size_t id, double now)
{
	struct slot *slot = slot_of_sample(p, boot, id);
	size_t workload = id_workload(p, id);
	double weight = id_weight(p, id);

	p->done++;
	p->paces[workload].weight += weight;
	p->paces[workload].seconds += now - slot->last;
	slot->left[workload] -= weight;
	slot->last = now;
}

void progress_off(struct progress *p, size_t batch, size_t boot)
{
	slot_of_boot(p, batch, boot)->phase = OVER;
}

/* Of all workloads together. */
static struct pace total_pace(const struct progress *p)
{
	struct pace total = {0};

	for (size_t i = 0; i < p->plan->count; i++) {
		total.weight += p->paces[i].weight;
		total.seconds += p->paces[i].seconds;
	}
	return total;
}

/*
 * Seconds that a boot's samples still take. A workload of which little or
 * nothing was seen is taken to be like the others.
 */
static double work_left(const struct progress *p, const struct slot *slot,
			const struct pace *total)
{
	double trust = SAMPLES_TO_TRUST * total->weight / (double)p->done;
	double seconds = 0;

	for (size_t i = 0; i < p->plan->count; i++) {
		const struct pace *pace = &p->paces[i];
		double others = trust * total->seconds / total->weight;

		seconds += slot->left[i] * (pace->seconds + others) /
			   (pace->weight + trust);
	}
	return seconds;
}

/* Mean seconds of the boots that are over. */
static double boot_seconds(const struct progress *p)
{
	double seconds = 0;
	size_t count = 0;

	for (size_t i = 0; i < p->slot_count; i++) {
		if (p->slots[i].phase < RUNNING)
			continue;
		seconds += p->slots[i].began - p->slots[i].booted;
		count++;
	}
	return count ? seconds / (double)count : 0;
}

static double positive(double value)
{
	return value > 0 ? value : 0;
}

static double slot_left(const struct progress *p, const struct slot *slot,
			const struct pace *total, double boot, double now)
{
	switch (slot->phase) {
	case PENDING:
		return boot + work_left(p, slot, total);
	case BOOTING:
		return positive(boot - (now - slot->booted)) +
		       work_left(p, slot, total);
	case RUNNING:
		return positive(work_left(p, slot, total) - (now - slot->last));
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

double progress_left(const struct progress *p, double now)
{
	struct pace total = total_pace(p);
	double boot = boot_seconds(p), left = 0;
	size_t jobs = p->jobs ? p->jobs : 1, used = 0;
	double *busy;

	if (total.seconds <= 0)
		return -1;
	busy = calloc(jobs, sizeof(*busy));
	if (!busy)
		return -1;
	for (size_t i = 0; i < p->slot_count; i++)
		if (is_up(&p->slots[i]))
			busy[used++ % jobs] +=
				slot_left(p, &p->slots[i], &total, boot, now);
	for (size_t i = 0; i < p->slot_count; i++)
		if (p->slots[i].phase == PENDING)
			busy[least_busy(busy, jobs)] +=
				slot_left(p, &p->slots[i], &total, boot, now);
	for (size_t i = 0; i < jobs; i++)
		if (busy[i] > left)
			left = busy[i];
	free(busy);
	return left;
}

static void format_time(double seconds, char *text, size_t size)
{
	unsigned long s = (unsigned long)(positive(seconds) + 0.5);

	if (s >= 3600)
		snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60,
			 s % 60);
	else
		snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
}

/* The estimate moves towards the new one, so that it does not jump about. */
static double smoothed_left(struct progress *p, double now)
{
	double left = progress_left(p, now);
	double share;

	if (left < 0)
		return left;
	if (isnan(p->end)) {
		p->end = now + left;
	} else {
		share = 1 - exp(-(now - p->end_at) / SMOOTH_OVER);
		p->end += share * (now + left - p->end);
	}
	p->end_at = now;
	return positive(p->end - now);
}

static void describe(struct progress *p, double now, char *text, size_t size)
{
	char elapsed[32], left[32], cell[200] = "booting";
	double seconds = smoothed_left(p, now);
	bool started = false;

	for (size_t i = 0; i < p->slot_count; i++)
		started = started || p->slots[i].phase >= RUNNING;
	if (started)
		cell_describe(&p->plan->cells[sample_cell(p->plan, p->current)],
			      cell, sizeof(cell));
	format_time(now - p->start, elapsed, sizeof(elapsed));
	format_time(seconds, left, sizeof(left));
	if (seconds < 0)
		snprintf(text, size, "%zu/%zu samples, %s: %s", p->done,
			 p->samples, elapsed, cell);
	else
		snprintf(text, size, "%zu/%zu samples, %s, about %s left: %s",
			 p->done, p->samples, elapsed, left, cell);
}

void progress_draw(struct progress *p, double now)
{
	size_t tenth = p->samples ? p->done * 10 / p->samples : 10;
	double every = p->width ? DRAW_EVERY : LINE_EVERY;
	char text[400];

	if (now - p->drawn < every && (p->width || tenth == p->drawn_tenth))
		return;
	p->drawn = now;
	p->drawn_tenth = tenth;
	describe(p, now, text, sizeof(text));
	if (p->width) {
		fprintf(p->to, "\r%.*s\033[K", p->width - 1, text);
		p->line_open = true;
	} else {
		fprintf(p->to, "%s\n", text);
	}
	fflush(p->to);
}

void progress_clear(struct progress *p)
{
	if (!p->line_open)
		return;
	fputs("\r\033[K", p->to);
	fflush(p->to);
	p->line_open = false;
}
