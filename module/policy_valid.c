// SPDX-License-Identifier: GPL-2.0-only
/* Which policies a mode can have. */
#include "policy.h"

/* Events that leave every page where it is, as far as the device sees it. */
#define HARMLESS (BIT(MNBENCH_EVENT_SOFT_DIRTY) | BIT(MNBENCH_EVENT_RELEASE))
#define KNOWN    (BIT(MNBENCH_EVENT_OTHER) - 1)

/* Its notifier is no interval, and has a callback for the end of a range. */
static bool has_global_notifier(const struct mode_info *info)
{
	return info->flags & MODE_RELEASED;
}

static bool has_several_intervals(const struct mode_info *info)
{
	return mode_has_chunks(info) || info->coverage == MODE_COVERS_BUFFERS;
}

static bool events_valid(const struct mnbench_attach *config,
			 const struct mode_info *info)
{
	u32 ignored = config->ignored_events;

	if (ignored & ~KNOWN)
		return false;
	/*
	 * The device would keep a page that the CPU has lost, unless the page
	 * is pinned.
	 */
	if (ignored & ~HARMLESS && !config->pin)
		return false;
	/* A global notifier hears nothing of an exit after its release. */
	return !(ignored & BIT(MNBENCH_EVENT_RELEASE) &&
		 has_global_notifier(info));
}

static bool nothing(const struct mnbench_attach *config)
{
	return !config->lock && !config->lock_scope && !config->wait_in &&
	       !config->nonblock && !config->ignored_events &&
	       !config->fault_wait && !config->map_page_ns;
}

bool mnb_policy_valid(const struct mnbench_attach *config,
		      const struct mode_info *info)
{
	if (config->lock > MNBENCH_LOCK_RWSEM ||
	    config->lock_scope > MNBENCH_SCOPE_DEVICE ||
	    config->wait_in > MNBENCH_WAIT_INSIDE ||
	    config->nonblock > MNBENCH_NONBLOCK_TRYLOCK ||
	    config->fault_wait > MNBENCH_FAULT_RETRY ||
	    config->device >= MNBENCH_DEVICES_MAX ||
	    config->map_page_ns > MNBENCH_LATENCY_MAX_NS)
		return false;
	if (!mode_has_callback(info))
		return nothing(config);
	if (config->lock_scope == MNBENCH_SCOPE_CHUNK &&
	    !has_several_intervals(info))
		return false;
	if (config->nonblock && config->nonblock != MNBENCH_NONBLOCK_SPIN &&
	    has_global_notifier(info))
		return false;
	return events_valid(config, info);
}
