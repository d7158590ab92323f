// SPDX-License-Identifier: GPL-2.0-only
/* The line that shows how far all shards of a fleet are. */
#include "run/fleet_progress.h"

#include <math.h>

#include "run/progress_time.h"

#define DRAW_EVERY 0.25 /* s, on a terminal */
#define LINE_EVERY 15.0 /* s, elsewhere, unless another tenth is done */

/* The least share from which the time that is left is told. */
#define SHARE_KNOWN 0.02

double fleet_share(const struct fleet_shard *shards, size_t count)
{
	double done = 0, all = 0;

	for (size_t i = 0; i < count; i++) {
		done += shards[i].done * (double)shards[i].most;
		all += (double)shards[i].most;
	}
	return all > 0 ? done / all : 1;
}

void fleet_progress_begin(struct fleet_progress *p, FILE *to, int width,
			  double before, double now)
{
	*p = (struct fleet_progress){
		.to = to,
		.width = width,
		.start = now,
		.before = before,
		.drawn = now - LINE_EVERY,
	};
}

static size_t in_state(const struct fleet_shard *shards, size_t count,
		       enum fleet_state state)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += shards[i].state == state;
	return found;
}

/* ", about 1:20 left", or "" as long as nothing is known. */
static void describe_left(const struct fleet_progress *p, double share,
			  double now, char *text, size_t size)
{
	double gained = share - p->before;
	char left[32];

	text[0] = '\0';
	if (gained < SHARE_KNOWN)
		return;
	progress_time((now - p->start) * (1 - share) / gained, left,
		      sizeof(left));
	snprintf(text, size, ", about %s left", left);
}

static void describe(const struct fleet_progress *p,
		     const struct fleet_shard *shards, size_t count,
		     double share, double now, char *text, size_t size)
{
	size_t waits = in_state(shards, count, FLEET_WAITS);
	size_t lost = in_state(shards, count, FLEET_LOST);
	char waiting[40] = "", given_up[40] = "", elapsed[32], left[64];

	if (waits)
		snprintf(waiting, sizeof(waiting), ", %zu waiting", waits);
	if (lost)
		snprintf(given_up, sizeof(given_up), ", %zu lost", lost);
	progress_time(now - p->start, elapsed, sizeof(elapsed));
	describe_left(p, share, now, left, sizeof(left));
	snprintf(text, size, "%zu/%zu shards, %zu running%s%s, %.0f%%, %s%s",
		 in_state(shards, count, FLEET_DONE), count,
		 in_state(shards, count, FLEET_RUNS), waiting, given_up,
		 floor(100 * share), elapsed, left);
}

void fleet_progress_draw(struct fleet_progress *p,
			 const struct fleet_shard *shards, size_t count,
			 double now)
{
	double share = fleet_share(shards, count);
	size_t tenth = (size_t)(10 * share);
	double every = p->width ? DRAW_EVERY : LINE_EVERY;
	char text[200];

	if (now - p->drawn < every && (p->width || tenth == p->drawn_tenth))
		return;
	p->drawn = now;
	p->drawn_tenth = tenth;
	describe(p, shards, count, share, now, text, sizeof(text));
	if (p->width)
		fprintf(p->to, "\r%.*s\033[K", p->width - 1, text);
	else
		fprintf(p->to, "%s\n", text);
	p->line_open = p->width > 0;
	fflush(p->to);
}

void fleet_progress_clear(struct fleet_progress *p)
{
	if (!p->line_open)
		return;
	fputs("\r\033[K", p->to);
	fflush(p->to);
	p->line_open = false;
}
