// SPDX-License-Identifier: GPL-2.0-only
/* Sessions: opening, attaching, detaching and counters. */
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "policy.h"
#include "session.h"

struct mnb_session *mnb_session_create(void)
{
	struct mnb_session *session;

	if (!current->mm)
		return ERR_PTR(-EINVAL);
	session = kzalloc(sizeof(*session), GFP_KERNEL_ACCOUNT);
	if (!session)
		return ERR_PTR(-ENOMEM);
	init_rwsem(&session->attach_lock);
	spin_lock_init(&session->device.lock);
	mmgrab(current->mm);
	session->mm = current->mm;
	return session;
}

/* Free what attach() allocates for the mode. */
static void release_device(struct mnb_session *session)
{
	kvfree(session->state);
	session->state = NULL;
	session->device.held = 0;
	session->before_command = NULL;
	mnb_device_destroy(&session->device);
}

static void detach(struct mnb_session *session)
{
	if (!session->mode)
		return;
	session->mode->detach(session);
	session->mode = NULL;
	release_device(session);
}

void mnb_session_destroy(struct mnb_session *session)
{
	mnb_budget_close(&session->device.budget);
	detach(session);
	mmdrop(session->mm);
	kfree(session);
}

int mnb_copy_argument(void *to, size_t size, size_t first,
		      const void __user *arg)
{
	u32 user_size;

	if (get_user(user_size, (const u32 __user *)arg))
		return -EFAULT;
	if (user_size < first)
		return -EINVAL;
	/* The rest must be zero; do not read a huge one. */
	if (user_size > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(to, size, arg, user_size);
}

int mnb_return_argument(void __user *arg, const void *from, size_t size)
{
	u32 user_size = *(const u32 *)from; /* as it was copied in */

	return copy_to_user(arg, from, min_t(size_t, user_size, size)) ? -EFAULT
								       : 0;
}

static bool chunk_size_valid(u64 size)
{
	return is_power_of_2(size) && size >= PAGE_SIZE &&
	       size <= MNBENCH_CHUNK_SIZE_MAX;
}

/* What the driver keeps for a chunk; no length of a buffer is known yet. */
static bool kept_valid(const struct mnbench_attach *config,
		       const struct mode_info *info)
{
	u64 pages = config->chunk_size >> PAGE_SHIFT;

	if (config->chunk_bytes > MNBENCH_KEPT_MAX ||
	    config->page_bytes > MNBENCH_KEPT_MAX)
		return false;
	if (!mode_has_callback(info))
		return !config->chunk_bytes && !config->page_bytes;
	if (!mode_has_parts(info))
		return !config->page_bytes;
	return config->chunk_bytes + config->page_bytes * pages <=
	       MNBENCH_KEPT_MAX;
}

static bool register_valid(const struct mnbench_attach *config,
			   const struct mode_info *info)
{
	if (info->coverage != MODE_COVERS_BUFFERS)
		return !config->pin && !config->register_ns &&
		       !config->register_page_ns;
	return config->pin <= 1 &&
	       config->register_ns <= MNBENCH_LATENCY_MAX_NS &&
	       config->register_page_ns <= MNBENCH_LATENCY_MAX_NS;
}

/* What says how a callback waits means nothing where none does. */
static bool wait_valid(const struct mnbench_attach *config)
{
	if (config->wait == MNBENCH_WAIT_NONE)
		return !config->wait_in && !config->dying;
	return config->wait < MNBENCH_WAIT_NONE;
}

static int check_config(const struct mnbench_attach *config,
			const struct mode_info *info)
{
	bool chunks = mode_has_chunks(info);

	if (config->flags || config->filter > MNBENCH_FILTER_SLOTS ||
	    config->removal > MNBENCH_REMOVAL_SYNC ||
	    config->dying > MNBENCH_DYING_SKIP ||
	    config->inflight > MNBENCH_INFLIGHT_MAX ||
	    config->device_ns > MNBENCH_LATENCY_MAX_NS ||
	    config->device_page_ns > MNBENCH_LATENCY_MAX_NS ||
	    config->fault_ns > MNBENCH_LATENCY_MAX_NS)
		return -EINVAL;
	if (chunks ? !chunk_size_valid(config->chunk_size) : config->chunk_size)
		return -EINVAL;
	if (chunks && !mode_takes_chunk_size(info, config->chunk_size))
		return -EINVAL;
	if (config->removal && !(info->flags & MODE_KEEPS))
		return -EINVAL;
	if (!mode_has_callback(info) && (config->filter || config->dying))
		return -EINVAL;
	if (!mnb_policy_valid(config, info))
		return -EINVAL;
	if (!wait_valid(config) || !register_valid(config, info) ||
	    !kept_valid(config, info))
		return -EINVAL;
	return 0;
}

/*
 * What the driver keeps for each notifier: with each chunk or buffer, or with
 * the state of a mode that has only one.
 */
static void alloc_state(struct mnb_session *session,
			const struct mnb_mode *mode)
{
	const struct mnbench_attach *config = &session->config;
	bool parts = mode_has_parts(mode->info);
	size_t extra = parts ? 0 : config->chunk_bytes;
	size_t size = mode->state_size + extra;

	session->chunk_bytes = parts ? config->chunk_bytes : 0;
	session->page_bytes = parts ? config->page_bytes : 0;
	session->device.held = size + mnb_policy_bytes(session->device.policy);
	session->state = extra ? kvzalloc(size, GFP_KERNEL_ACCOUNT)
			       : kzalloc(size, GFP_KERNEL_ACCOUNT);
}

static int attach(struct mnb_session *session, const struct mnb_mode *mode)
{
	const struct mnbench_attach *config = &session->config;
	bool filter = config->filter == MNBENCH_FILTER_DEFAULT
			      ? (mode->info->flags & MODE_FILTERS) != 0
			      : config->filter != MNBENCH_FILTER_OFF;
	struct mnb_policy *policy =
		mnb_policy_create(config, mode->info, session->mm);
	int ret;

	if (IS_ERR(policy))
		return PTR_ERR(policy);
	ret = mnb_device_init(&session->device, session->mm, config, policy,
			      filter);
	if (ret) {
		mnb_policy_destroy(policy);
		return ret;
	}
	alloc_state(session, mode);
	ret = session->state ? mode->attach(session) : -ENOMEM;
	if (ret) {
		release_device(session);
		return ret;
	}
	session->mode = mode;
	/* The device reaches the memory of a process and serves tests only. */
	add_taint(TAINT_TEST, LOCKDEP_STILL_OK);
	return 0;
}

long mnb_session_attach(struct mnb_session *session, void __user *arg)
{
	const struct mnb_mode *mode;
	struct mnbench_attach config;
	int ret;

	ret = mnb_copy_argument(&config, sizeof(config),
				offsetofend(struct mnbench_attach, fault_ns),
				arg);
	if (ret)
		return ret;
	if (strnlen(config.mode, sizeof(config.mode)) == sizeof(config.mode))
		return -EINVAL;
	mode = mnb_mode_find(config.mode);
	if (!mode)
		return -ENOENT;
	if (mode->unsupported)
		return -EOPNOTSUPP;
	ret = check_config(&config, mode->info);
	if (ret)
		return ret;

	if (down_write_killable(&session->attach_lock))
		return -EINTR;
	if (session->mode) {
		ret = -EBUSY;
	} else {
		session->config = config;
		ret = attach(session, mode);
	}
	up_write(&session->attach_lock);
	return ret;
}

long mnb_session_detach(struct mnb_session *session)
{
	int ret = -ENXIO;

	if (down_write_killable(&session->attach_lock))
		return -EINTR;
	if (session->mode) {
		detach(session);
		ret = 0;
	}
	up_write(&session->attach_lock);
	return ret;
}

long mnb_session_settle(struct mnb_session *session)
{
	int ret = -ENXIO;

	if (down_read_killable(&session->attach_lock))
		return -EINTR;
	if (session->mode)
		ret = session->mode->settle ? session->mode->settle(session)
					    : 0;
	up_read(&session->attach_lock);
	return ret;
}

/* Zero the counters, but not those that state the present. */
static void reset(struct mnbench_counters *counters)
{
	struct mnbench_counters fresh = {
		.chunks_now = counters->chunks_now,
		.chunks_peak = counters->chunks_now,
	};

	*counters = fresh;
}

long mnb_session_counters(struct mnb_session *session, void __user *arg)
{
	struct mnb_device *dev = &session->device;
	struct mnbench_counters request, counters;
	bool resets;
	int ret;

	ret = mnb_copy_argument(&request, sizeof(request),
				offsetofend(struct mnbench_counters, bytes),
				arg);
	if (ret)
		return ret;
	if (request.flags & ~MNBENCH_COUNTERS_RESET)
		return -EINVAL;
	resets = request.flags & MNBENCH_COUNTERS_RESET;

	if (down_read_killable(&session->attach_lock))
		return -EINTR;
	spin_lock(&dev->lock);
	counters = dev->counters;
	counters.pages_now = dev->pt.pages;
	counters.bytes = dev->held + mnb_pt_bytes(&dev->pt);
	counters.stopped_ns = mnb_queue_stopped(&dev->queue, resets);
	counters.waited_ns = resets ? atomic64_xchg(&dev->waited_ns, 0)
				    : atomic64_read(&dev->waited_ns);
	if (resets)
		reset(&dev->counters);
	spin_unlock(&dev->lock);
	up_read(&session->attach_lock);

	counters.size = request.size;
	counters.flags = request.flags;
	return mnb_return_argument(arg, &counters, sizeof(counters));
}
