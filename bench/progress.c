/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The remaining time. Samples differ a hundredfold in length, so each is
 * weighed by the guest instructions it should take; the weights need only be
 * right in proportion, as the rate is measured. Booting is measured apart from
 * it, and what is left is laid out on as many guests as run at once.
 */
#include "progress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Thousands of guest instructions, measured on Debian 6.1. */
#define WEIGHT_PROCESS    3000.0 /* a sample without any operation */
#define WEIGHT_OP         60.0
#define WEIGHT_FORKING_OP 600.0
#define WEIGHT_CPU_PAGE   1.5
#define WEIGHT_DEVICE_RUN 8.0

#define DRAW_EVERY  0.25 /* s, on a terminal */
#define LINE_EVERY  15.0 /* s, elsewhere, unless a tenth is done */
#define SMOOTH_OVER 5.0  /* s */

enum phase {
	PENDING,
	BOOTING,
	RUNNING,
	OVER,
};

struct slot {
	enum phase phase;
	double total, done; /* weight */
	double booted;      /* when the boot began */
	double began;       /* when the first sample began */
	double last; /* when the last sample was done, or the first began */
};

struct progress {
	const struct plan *plan;
	const struct batches *batches;
	struct slot *slots; /* by batch */
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
	bool forks = strcmp(cell->workload, "fork") == 0 ||
		     strcmp(cell->workload, "cow") == 0;
	bool device = cell->inflight != 0;
	double runs = (double)(cell->region_size / cell->region_stride);
	double pages = runs * (double)(cell->region_run / 4096);
	double op = forks ? WEIGHT_FORKING_OP : WEIGHT_OP;

	if (device)
		op += 2 * (double)cell->device_ns / 1000;
	return WEIGHT_PROCESS + (double)(cell->ops + cell->warmup) * op +
	       pages * WEIGHT_CPU_PAGE +
	       (device ? runs * WEIGHT_DEVICE_RUN : 0);
}

static double id_weight(const struct progress *p, size_t id)
{
	return sample_weight(&p->plan->cells[sample_cell(p->plan, id)]);
}

struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, size_t jobs,
			      FILE *to, int width, double now)
{
	struct progress *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->slots = calloc(batches->count + 1, sizeof(*p->slots));
	if (!p->slots) {
		free(p);
		return NULL;
	}
	p->plan = plan;
	p->batches = batches;
	p->jobs = jobs;
	p->to = to;
	p->width = width;
	p->start = now;
	p->drawn = now - LINE_EVERY;
	p->end = NAN;
	for (size_t b = 0; b < batches->count; b++) {
		const struct batch *batch = &batches->batch[b];

		p->samples += batch->sample_count;
		for (size_t i = 0; i < batch->sample_count; i++)
			p->slots[b].total += id_weight(p, batch->order[i]);
	}
	return p;
}

void progress_free(struct progress *p)
{
	if (!p)
		return;
	free(p->slots);
	free(p);
}

void progress_boot(struct progress *p, size_t batch, double now)
{
	p->slots[batch].phase = BOOTING;
	p->slots[batch].booted = now;
}

static struct slot *slot_of(struct progress *p, size_t id)
{
	return &p->slots[p->batches->of_cell[sample_cell(p->plan, id)]];
}

void progress_start(struct progress *p, size_t id, double now)
{
	struct slot *slot = slot_of(p, id);

	p->current = id;
	if (slot->phase != BOOTING)
		return;
	slot->phase = RUNNING;
	slot->began = slot->last = now;
}

void progress_done(struct progress *p, size_t id, double now)
{
	struct slot *slot = slot_of(p, id);

	p->done++;
	slot->done += id_weight(p, id);
	slot->last = now;
}

void progress_off(struct progress *p, size_t batch)
{
	p->slots[batch].phase = OVER;
}

/* Weight a second in one guest; 0 when not known. */
static double rate(const struct progress *p)
{
	double weight = 0, seconds = 0;

	for (size_t b = 0; b < p->batches->count; b++) {
		const struct slot *slot = &p->slots[b];

		if (slot->phase < RUNNING)
			continue;
		weight += slot->done;
		seconds += slot->last - slot->began;
	}
	return seconds > 0 ? weight / seconds : 0;
}

/* Mean seconds of the boots that are over. */
static double boot_seconds(const struct progress *p)
{
	double seconds = 0;
	size_t count = 0;

	for (size_t b = 0; b < p->batches->count; b++) {
		if (p->slots[b].phase < RUNNING)
			continue;
		seconds += p->slots[b].began - p->slots[b].booted;
		count++;
	}
	return count ? seconds / (double)count : 0;
}

static double positive(double value)
{
	return value > 0 ? value : 0;
}

static double slot_left(const struct slot *slot, double rate, double boot,
			double now)
{
	double work = (slot->total - slot->done) / rate;

	switch (slot->phase) {
	case PENDING:
		return boot + work;
	case BOOTING:
		return positive(boot - (now - slot->booted)) + work;
	case RUNNING:
		return positive(work - (now - slot->last));
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

double progress_left(const struct progress *p, double now)
{
	double speed = rate(p), boot = boot_seconds(p), left = 0;
	size_t jobs = p->jobs ? p->jobs : 1, used = 0;
	double *busy;

	if (speed <= 0)
		return -1;
	busy = calloc(jobs, sizeof(*busy));
	if (!busy)
		return -1;
	for (size_t b = 0; b < p->batches->count; b++)
		if (p->slots[b].phase == BOOTING ||
		    p->slots[b].phase == RUNNING)
			busy[used++ % jobs] +=
				slot_left(&p->slots[b], speed, boot, now);
	for (size_t b = 0; b < p->batches->count; b++)
		if (p->slots[b].phase == PENDING)
			busy[least_busy(busy, jobs)] +=
				slot_left(&p->slots[b], speed, boot, now);
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

	for (size_t b = 0; b < p->batches->count; b++)
		started = started || p->slots[b].phase >= RUNNING;
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
