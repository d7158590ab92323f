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

/* Its callbacks are for ranges, and take the locks of struct mnb_policy. */
static bool has_ranges(const struct mode_info *info)
{
	switch (info->coverage) {
	case MODE_COVERS_EVERYTHING:
	case MODE_COVERS_BUFFERS:
	case MODE_COVERS_CHUNKS:
	case MODE_COVERS_ADAPTIVE:
		return true;
	default:
		return false;
	}
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

static bool filter_valid(const struct mnbench_attach *config,
			 const struct mode_info *info)
{
	const struct mnb_filter *filter = mnb_filter_find(config->filter);

	if (config->filter != MNBENCH_FILTER_RANGES && config->range_size)
		return false;
	if (config->sequence == MNBENCH_SEQUENCE_SLOTS &&
	    (config->filter != MNBENCH_FILTER_SLOTS ||
	     !(info->flags & MODE_SEQUENCE)))
		return false;
	if (config->filter == MNBENCH_FILTER_DEFAULT)
		return true;
	return filter && (!filter->valid || filter->valid(config, info));
}

static bool nothing(const struct mnbench_attach *config)
{
	return config->filter <= MNBENCH_FILTER_BITMAP && !config->lock &&
	       !config->lock_scope && !config->wait_in && !config->nonblock &&
	       !config->ignored_events && !config->sequence &&
	       !config->fault_wait && !config->range_size;
}

bool mnb_policy_valid(const struct mnbench_attach *config,
		      const struct mode_info *info)
{
	if (config->lock > MNBENCH_LOCK_RWSEM ||
	    config->lock_scope > MNBENCH_SCOPE_DEVICE ||
	    config->wait_in > MNBENCH_WAIT_INSIDE ||
	    config->nonblock > MNBENCH_NONBLOCK_TRYLOCK ||
	    config->fault_wait > MNBENCH_FAULT_RETRY ||
	    config->sequence > MNBENCH_SEQUENCE_SLOTS ||
	    config->device >= MNBENCH_DEVICES_MAX ||
	    config->map_page_ns > MNBENCH_LATENCY_MAX_NS)
		return false;
	if (!mode_has_callback(info) && config->map_page_ns)
		return false;
	if (!has_ranges(info))
		return nothing(config);
	if (config->wait_in == MNBENCH_WAIT_INSIDE &&
	    info->flags & MODE_TWO_PASS)
		return false;
	/* mmu_interval_read_begin() waits. */
	if (config->fault_wait == MNBENCH_FAULT_RETRY &&
	    !(info->flags & MODE_SEQUENCE))
		return false;
	if (config->lock_scope == MNBENCH_SCOPE_CHUNK && !mode_has_parts(info))
		return false;
	if (config->nonblock && config->nonblock != MNBENCH_NONBLOCK_SPIN &&
	    has_global_notifier(info))
		return false;
	return filter_valid(config, info) && events_valid(config, info);
}
