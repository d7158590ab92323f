// SPDX-License-Identifier: GPL-2.0-only
/* The other threads of a cell with several: their memory and their work. */
#include "agent/peers.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "agent/churn.h"
#include "agent/layout_memory.h"

/*
 * From the memory of one thread to that of the next. They have page tables of
 * their own, and so a lock of their own for these.
 */
#define DISTANCE (4UL << 30)

struct peer {
	struct activity activity;
	uintptr_t surroundings; /* as in struct layout */
};

struct peers {
	const struct workload *workload;
	size_t surroundings_size;
	struct churn *churn;
	size_t count;
	bool mapped;
	struct peer *peer;
	struct activity **activities;
};

static void place(struct peers *peers, const struct layout *layout)
{
	for (size_t i = 0; i < peers->count; i++) {
		struct peer *peer = &peers->peer[i];
		uintptr_t shift = (i + 1) * DISTANCE;

		peer->activity = layout->activity;
		peer->activity.area += shift;
		peer->activity.mapping.base += shift;
		peer->activity.target += shift;
		peer->activity.spare += shift;
		peer->surroundings = layout->surroundings + shift;
		peers->activities[i] = &peer->activity;
	}
}

struct peers *peers_new(const struct measurement *m)
{
	struct peers *peers = calloc(1, sizeof(*peers));
	int saved;

	if (!peers)
		return NULL;
	peers->workload = m->workload;
	peers->count = m->cell->threads - 1;
	peers->surroundings_size = m->layout.surroundings_size;
	peers->peer = calloc(peers->count, sizeof(*peers->peer));
	peers->activities = calloc(peers->count, sizeof(*peers->activities));
	if (peers->peer && peers->activities) {
		place(peers, &m->layout);
		peers->churn =
			churn_new(m->workload, peers->activities, peers->count,
				  measurement_takes_turns(m));
	}
	if (peers->churn)
		return peers;
	saved = errno;
	peers_free(peers);
	errno = saved;
	return NULL;
}

void peers_free(struct peers *peers)
{
	if (!peers)
		return;
	churn_free(peers->churn);
	for (size_t i = 0; peers->mapped && i < peers->count; i++)
		if (peers->workload->end)
			peers->workload->end(&peers->peer[i].activity);
	free(peers->activities);
	free(peers->peer);
	free(peers);
}

/*
 * As in layout_map(), where all but the area is kept from forks: so the area is
 * a VMA of its own.
 */
static int map(const struct peers *peers, struct peer *peer)
{
	const struct workload *workload = peers->workload;
	size_t size = peers->surroundings_size;
	int ret = size ? map_area(peer->surroundings, size) : 0;

	if (!ret && size &&
	    madvise((void *)peer->surroundings, size, MADV_DONTFORK))
		ret = -errno;
	if (!ret)
		ret = layout_open_area(&peer->activity);
	if (!ret)
		ret = map_memory(&peer->activity.mapping, peer->activity.area,
				 peer->activity.area_size);
	if (ret)
		return ret;
	if (size)
		touch_pages(peer->surroundings + size - PAGE_BYTES, PAGE_BYTES);
	ret = write_target(&peer->activity);
	if (!ret && workload->begin)
		ret = workload->begin(&peer->activity);
	return ret;
}

int peers_prepare(struct peers *peers)
{
	int ret = 0;

	if (peers->mapped)
		return 0;
	for (size_t i = 0; !ret && i < peers->count; i++)
		ret = map(peers, &peers->peer[i]);
	peers->mapped = !ret;
	return ret ? ret : churn_prepare(peers->churn);
}

int peers_start(struct peers *peers)
{
	return churn_start(peers->churn);
}

int peers_stop(struct peers *peers, uint64_t *operations)
{
	return churn_stop(peers->churn, operations);
}
