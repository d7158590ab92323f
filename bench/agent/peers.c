// SPDX-License-Identifier: GPL-2.0-only
/* The other threads of a cell with several: their memory and their work. */
#include "agent/peers.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/churn.h"
#include "agent/clock.h"
#include "agent/layout_memory.h"
#include "agent/rounds.h"
#include "agent/turns.h"
#include "agent/workload_step.h"

struct peers {
	const struct measurement *m;
	struct churn *churn; /* in a timed venue */
	struct rounds *rounds;
	struct turns *turns;
	size_t count;
	size_t begun; /* those whose memory is mapped */
	struct activity *peer;
	struct activity **activities;
};

/* Where CPUs take turns, the work of the threads must not depend on time. */
static int make_threads(struct peers *peers)
{
	const struct measurement *m = peers->m;

	if (!measurement_takes_turns(m)) {
		peers->churn = churn_new(m->workload, peers->activities,
					 peers->count, false);
		return peers->churn ? 0 : -errno;
	}
	peers->turns = turns_new(sched_getcpu(), 1 + peers->count);
	if (peers->turns)
		peers->rounds = rounds_new(peers->activities, peers->count);
	return peers->rounds ? 0 : -errno;
}

struct peers *peers_new(const struct measurement *m)
{
	struct peers *peers = calloc(1, sizeof(*peers));
	int ret = -ENOMEM;

	if (!peers)
		return NULL;
	peers->m = m;
	peers->count = m->cell->threads - 1;
	peers->peer = calloc(peers->count, sizeof(*peers->peer));
	peers->activities = calloc(peers->count, sizeof(*peers->activities));
	if (peers->peer && peers->activities) {
		for (size_t i = 0; i < peers->count; i++) {
			layout_part(&m->layout, 1 + i, &peers->peer[i]);
			peers->activities[i] = &peers->peer[i];
		}
		ret = make_threads(peers);
	}
	if (!ret)
		return peers;
	peers_free(peers);
	errno = -ret;
	return NULL;
}

void peers_free(struct peers *peers)
{
	if (!peers)
		return;
	churn_free(peers->churn);
	rounds_free(peers->rounds);
	turns_free(peers->turns);
	for (size_t i = 0; i < peers->begun; i++)
		if (peers->m->workload->end)
			peers->m->workload->end(&peers->peer[i]);
	free(peers->activities);
	free(peers->peer);
	free(peers);
}

/*
 * As in layout_map(), where all but the area is kept from forks: so the area is
 * a VMA of its own.
 */
static int map_own(const struct layout *layout, size_t index,
		   struct activity *peer)
{
	size_t size = layout->surroundings_size;
	uintptr_t start = layout->surroundings + index * layout->distance;
	int ret = size ? map_area(start, size) : 0;

	if (!ret && size && madvise((void *)start, size, MADV_DONTFORK))
		ret = -errno;
	if (!ret)
		ret = layout_open_area(peer, peer->area_size);
	return ret ? ret
		   : map_memory(&peer->mapping, peer->area, peer->area_size);
}

static int map(struct peers *peers, size_t index)
{
	const struct measurement *m = peers->m;
	struct activity *peer = &peers->peer[index - 1];
	int ret = 0;

	if (m->layout.shared_size)
		peer->mapping.file = m->layout.activity.mapping.file;
	else
		ret = map_own(&m->layout, index, peer);
	if (ret)
		return ret;
	layout_keep_table(&m->layout, index);
	ret = write_target(peer);
	if (ret)
		return ret;
	peers->begun = index;
	return m->workload->begin ? m->workload->begin(peer) : 0;
}

int peers_prepare(struct peers *peers)
{
	int ret = 0;

	if (peers->begun)
		return 0;
	for (size_t i = 1; !ret && i <= peers->count; i++)
		ret = map(peers, i);
	return ret || !peers->churn ? ret : churn_prepare(peers->churn);
}

int peers_start(struct peers *peers)
{
	return churn_start(peers->churn);
}

int peers_stop(struct peers *peers, uint64_t *operations)
{
	return churn_stop(peers->churn, operations);
}

bool peers_make_rounds(const struct peers *peers)
{
	return peers && peers->rounds;
}

static int wait_for(struct peers *peers, struct rounds_time *time,
		    const char *what)
{
	const struct activity *failed;
	int ret = rounds_wait(peers->rounds, time, &failed);

	return ret ? workload_failed(failed, what, ret, peers->m->error) : 0;
}

int peers_step(struct peers *peers, int (*step)(struct activity *a),
	       const char *what)
{
	if (!step)
		return 0;
	rounds_start(peers->rounds, step);
	return wait_for(peers, NULL, what);
}

int peers_operate(struct peers *peers, struct activity *own, uint64_t *ns)
{
	const struct measurement *m = peers->m;
	struct rounds_time time;
	int ret = turns_begin(peers->turns), others;

	if (ret)
		return error_set(m->error, "turns: %s", strerror(-ret));
	rounds_start(peers->rounds, m->workload->operate);
	time.begin = clock_ns();
	ret = m->workload->operate(own);
	time.end = clock_ns();
	others = wait_for(peers, &time, "operation of another thread");
	*ns = time.end - time.begin;
	if (ret)
		return workload_failed(own, "operation", ret, m->error);
	ret = turns_end(peers->turns);
	if (ret)
		return error_set(m->error, "turns: %s", strerror(-ret));
	return others;
}

void peers_predict(const struct peers *peers, struct notifier_calls *p)
{
	for (size_t i = 0; i < peers->count; i++)
		peers->m->workload->predict(&peers->peer[i], p);
}
