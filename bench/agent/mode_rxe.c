// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode rxe: software RoCE, with a memory region on demand (explicit ODP) for
 * each run of the device region. Each has an interval notifier, as those of the
 * RDMA hardware have, and all its pages are mapped.
 *
 * In a guest the agent makes an rxe link on the loopback interface. Elsewhere
 * the machine must have one.
 */
#include <errno.h>
#include <string.h>

#include "agent/agent_mode.h"
#include "agent/layout.h"
#include "agent/rdma_link.h"
#include "agent/rdma_verbs.h"

MNBENCH_MODE(
	rxe, "rxe", MODE_COVERS_NOTHING, MODE_IN_AGENT | MODE_SOME_KERNELS,
	"an RDMA memory region on demand for each run of the device region",
	"rxe (software RoCE) itself, from Linux 6.13");

struct rdma_state {
	uint32_t domain;
	uint32_t keys[]; /* of the run with that index */
};

static int fail_with(struct error *error, const char *what)
{
	return error_set(error, "mode rxe: %s: %s", what, strerror(errno));
}

static int register_runs(struct subscription *s, const struct layout *layout,
			 struct error *error)
{
	struct rdma_state *state;

	if (subscription_map(s, -1,
			     sizeof(*state) +
				     layout->runs * sizeof(state->keys[0])))
		return fail_with(error, "keys of regions");
	state = s->memory;
	if (rdma_create_domain(s->fds[0], &state->domain))
		return fail_with(error, "protection domain");
	for (size_t i = 0; i < layout->runs; i++)
		if (rdma_register(s->fds[0], state->domain,
				  layout_run(layout, i), layout->run,
				  &state->keys[i]))
			return fail_with(error, "memory region on demand");
	return 0;
}

static int attach(struct subscription *s, const struct layout *layout,
		  struct error *error)
{
	int ret = -1;

	subscription_init(s);
	s->fds[0] = rdma_link_open(error);
	if (s->fds[0] < 0)
		return -1;
	if (rdma_take(s->fds[0], &s->fds[1]))
		fail_with(error, "context");
	else
		ret = layout ? register_runs(s, layout, error) : 0;
	if (ret)
		subscription_close(s);
	return ret;
}

static int fill(struct subscription *s, const struct layout *layout,
		size_t first, size_t end, bool writes, struct error *error)
{
	const struct rdma_state *state = s->memory;

	for (size_t i = first; i < end; i++)
		if (rdma_prefetch(s->fds[0], state->domain, state->keys[i],
				  layout_run(layout, i), layout->run, writes))
			return fail_with(error, "prefetch");
	return 0;
}

const struct agent_mode agent_mode_rxe = {
	.info = &rxe_info,
	.start = rdma_link_make,
	.attach = attach,
	.fill = fill,
};
