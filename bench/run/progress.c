// SPDX-License-Identifier: GPL-2.0-only
/* Showing how far a run is, and how long it still takes. */
#include "run/progress.h"

#include <math.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "run/estimate.h"
#include "run/progress_time.h"

#define DRAW_EVERY  0.25 /* s, on a terminal */
#define LINE_EVERY  15.0 /* s, elsewhere, unless another tenth is done */
#define SMOOTH_OVER 5.0  /* s, time constant of the time of the end */
#define LOG_COLUMNS 80   /* of a line elsewhere; the end of a cell is cut */

struct progress {
	const struct plan *plan;
	const struct batches *batches;
	struct estimate *estimate;
	FILE *to;
	int width;
	double start;
	size_t current; /* id of the sample that began last */
	size_t booting; /* number of the batch whose boot began last */
	double drawn;   /* when the state was shown last */
	size_t drawn_tenth;
	double end;     /* smoothed time of the end; NAN: not known */
	double end_at;  /* when @end was computed */
	bool line_open; /* a line that is redrawn is on the terminal */
};

int progress_width(int fd)
{
	struct winsize size;

	if (!isatty(fd))
		return 0;
	if (ioctl(fd, TIOCGWINSZ, &size) || size.ws_col < 20)
		return 80;
	return size.ws_col;
}

struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, const bool *skip,
			      size_t boots, size_t jobs, FILE *to, int width,
			      double now)
{
	struct progress *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->plan = plan;
	p->batches = batches;
	p->to = to;
	p->width = width;
	p->start = now;
	p->drawn = now - LINE_EVERY;
	p->end = NAN;
	p->estimate = estimate_new(plan, batches, skip, boots, jobs);
	if (p->estimate)
		return p;
	progress_free(p);
	return NULL;
}

void progress_free(struct progress *p)
{
	if (!p)
		return;
	estimate_free(p->estimate);
	free(p);
}

void progress_boot(struct progress *p, size_t batch, size_t boot, double now)
{
	p->booting = batch;
	estimate_boot(p->estimate, batch, boot, now);
}

void progress_start(struct progress *p, size_t boot, size_t id, double now)
{
	p->current = id;
	estimate_start(p->estimate, boot, id, now);
}

void progress_done(struct progress *p, size_t boot, size_t id, double now)
{
	estimate_done(p->estimate, boot, id, now);
}

void progress_off(struct progress *p, size_t batch, size_t boot)
{
	estimate_off(p->estimate, batch, boot);
}

void progress_revise(struct progress *p)
{
	estimate_revise(p->estimate);
}

/* The estimate moves towards the new one, so that it does not jump about. */
static double smoothed_left(struct progress *p, double now)
{
	double left = estimate_left(p->estimate, now);
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
	return fmax(p->end - now, 0);
}

/* "booting batch 2 of 9", or "batch 2 of 9: munmap global far" */
static void describe_work(const struct progress *p, char *text, size_t size)
{
	size_t cell = sample_cell(p->plan, p->current);
	char name[200];

	if (estimate_boots(p->estimate)) {
		snprintf(text, size, "booting batch %zu of %zu", p->booting + 1,
			 p->batches->count);
		return;
	}
	cell_describe(&p->plan->cells[cell], name, sizeof(name));
	snprintf(text, size, "batch %zu of %zu: %s",
		 p->batches->of_cell[cell] + 1, p->batches->count, name);
}

static void describe(struct progress *p, double now, char *text, size_t size)
{
	char elapsed[32], left[32], work[300];

	describe_work(p, work, sizeof(work));
	progress_time(now - p->start, elapsed, sizeof(elapsed));
	progress_time(smoothed_left(p, now), left, sizeof(left));
	snprintf(text, size, "%zu/%zu samples, %s, about %s left, %s",
		 estimate_samples_done(p->estimate),
		 estimate_samples(p->estimate), elapsed, left, work);
}

void progress_draw(struct progress *p, double now)
{
	size_t samples = estimate_samples(p->estimate);
	size_t done = estimate_samples_done(p->estimate);
	size_t tenth = samples ? done * 10 / samples : 10;
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
		fprintf(p->to, "%.*s\n", LOG_COLUMNS, text);
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
