// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode region: the application registers buffers. Each has one interval
 * notifier until it is unregistered, even if its memory is unmapped. Like RDMA
 * memory regions, buffers may overlap and need not be mapped.
 *
 * A fault is a user of its buffer. It may wait for userspace, which delivers a
 * page late or never, so nobody waits for it: unregistering takes the buffer
 * out of the tree and takes its pages away. From then on its users fail, and
 * the last of them removes the notifier. Pages that another buffer covers as
 * well can be faulted again through that one.
 *
 * With the key pin a buffer has no notifier: its memory is pinned, and nobody
 * tells the device what the CPU does with it.
 */
#include <linux/err.h>
#include <linux/interval_tree.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "interval.h"
#include "mode.h"
#include "pin.h"
#include "session.h"

/*
 * Without MODE_FILTERS: the userptr drivers wait for the device whenever a
 * range overlaps the buffer. Explicit ODP looks through its pages first (filter
 * scan).
 */
MNBENCH_MODE(region, "region", MODE_COVERS_BUFFERS, 0,
	     "one interval notifier for each registered buffer",
	     "RDMA memory regions with explicit ODP, amdgpu, i915 and xe "
	     "userptr");

struct buffer {
	struct mnb_interval interval;
	struct interval_tree_node node; /* bytes, last inclusive */
	/* Under the device lock: */
	unsigned int users; /* faults, and the tree */
	bool gone;          /* not in the tree any more */
	/* Instead of a notifier, with the key pin; else NULL. */
	struct mnb_pin *pin;
};
MNB_ASSERT_BOOKKEEPING(struct buffer);

struct region {
	struct rb_root_cached buffers; /* under the device lock */
	/*
	 * Held where pinned buffers come to the tree with their pages, or go.
	 * Taken after attach_lock, and by no callback.
	 */
	struct mutex pin_lock;
};

/* What it adds to the memory of the session. */
static size_t pinned_bytes(const struct buffer *buffer)
{
	return sizeof(*buffer) + mnb_pin_bytes(buffer->pin) +
	       mnb_ballast(buffer->interval.session,
			   buffer->pin->count << PAGE_SHIFT);
}

/* A buffer with pinned memory, which is not in the tree yet. */
static struct buffer *pinned_create(struct mnb_session *session,
				    unsigned long start, unsigned long length)
{
	size_t extra = mnb_ballast(session, length);
	struct buffer *buffer;
	struct mnb_pin *pin;

	if (extra > MNBENCH_KEPT_MAX)
		return ERR_PTR(-EINVAL);
	buffer = kvzalloc(sizeof(*buffer) + extra, GFP_KERNEL_ACCOUNT);
	if (!buffer)
		return ERR_PTR(-ENOMEM);
	pin = mnb_pin_create(session->mm, start, length);
	if (IS_ERR(pin)) {
		kvfree(buffer);
		return ERR_CAST(pin);
	}
	buffer->interval.session = session;
	buffer->pin = pin;
	spin_lock(&session->device.lock);
	session->device.held += pinned_bytes(buffer);
	spin_unlock(&session->device.lock);
	return buffer;
}

/* The device does not map its pages any more. */
static void pinned_free(struct buffer *buffer)
{
	struct mnb_device *dev = &buffer->interval.session->device;

	spin_lock(&dev->lock);
	dev->held -= pinned_bytes(buffer);
	spin_unlock(&dev->lock);
	mnb_pin_destroy(buffer->pin);
	kvfree(buffer);
}

/* Under the device lock. Returns true if the caller must free the buffer. */
static bool buffer_put(struct buffer *buffer)
{
	return !--buffer->users;
}

static void buffer_free(struct buffer *buffer)
{
	if (buffer->pin)
		pinned_free(buffer);
	else
		mnb_interval_destroy(&buffer->interval, sizeof(*buffer));
}

/* Under the device lock. */
static void buffer_unlink(struct region *region, struct buffer *buffer)
{
	interval_tree_remove(&buffer->node, &region->buffers);
	WRITE_ONCE(buffer->gone, true);
}

/*
 * The buffer is not in the tree any more. The device loses the pages while the
 * notifier is still there to tell it about changes.
 */
static void buffer_end(struct buffer *buffer)
{
	struct mnb_device *dev = &buffer->interval.session->device;
	bool last;

	mnb_device_drop(dev, buffer->node.start, buffer->node.last);
	spin_lock(&dev->lock);
	last = buffer_put(buffer);
	spin_unlock(&dev->lock);
	if (last)
		buffer_free(buffer);
}

/* Under the device lock: a buffer of exactly this range. */
static struct buffer *buffer_find(struct region *region, unsigned long start,
				  unsigned long length)
{
	struct interval_tree_node *node =
		interval_tree_iter_first(&region->buffers, start, start);

	while (node &&
	       (node->start != start || node->last - start + 1 != length))
		node = interval_tree_iter_next(node, start, start);
	return node ? container_of(node, struct buffer, node) : NULL;
}

static void link_buffer(struct mnb_session *session, struct buffer *buffer)
{
	struct region *region = session->state;

	spin_lock(&session->device.lock);
	interval_tree_insert(&buffer->node, &region->buffers);
	spin_unlock(&session->device.lock);
}

/*
 * Under pin_lock. Each device page has one owner, which unpins it, so these
 * buffers must not overlap.
 */
static int link_pinned(struct mnb_session *session, struct buffer *buffer)
{
	struct region *region = session->state;
	struct mnb_device *dev = &session->device;
	bool overlaps;
	int ret;

	spin_lock(&dev->lock);
	overlaps = interval_tree_iter_first(
		&region->buffers, buffer->node.start, buffer->node.last);
	spin_unlock(&dev->lock);
	if (overlaps)
		return -EINVAL;
	ret = mnb_pin_map(session, buffer->pin, buffer->node.start);
	if (ret)
		mnb_device_drop(dev, buffer->node.start, buffer->node.last);
	else
		link_buffer(session, buffer);
	return ret;
}

static int register_buffer(struct mnb_session *session, unsigned long start,
			   unsigned long length)
{
	struct region *region = session->state;
	struct buffer *buffer;
	int ret = -EINTR;

	buffer = session->config.pin
			 ? pinned_create(session, start, length)
			 : mnb_interval_create(session, start, length,
					       &mnb_interval_ops,
					       sizeof(*buffer));
	if (IS_ERR(buffer))
		return PTR_ERR(buffer);
	buffer->node.start = start;
	buffer->node.last = start + length - 1;
	buffer->users = 1;
	if (!buffer->pin) {
		link_buffer(session, buffer);
		return 0;
	}
	if (!mutex_lock_killable(&region->pin_lock)) {
		ret = link_pinned(session, buffer);
		mutex_unlock(&region->pin_lock);
	}
	if (ret)
		buffer_free(buffer);
	return ret;
}

/* Under pin_lock, if the session pins. */
static int end_buffer(struct mnb_session *session, unsigned long start,
		      unsigned long length)
{
	struct region *region = session->state;
	struct mnb_device *dev = &session->device;
	struct buffer *buffer;

	spin_lock(&dev->lock);
	buffer = buffer_find(region, start, length);
	if (buffer)
		buffer_unlink(region, buffer);
	spin_unlock(&dev->lock);
	if (!buffer)
		return -ENOENT;
	buffer_end(buffer);
	return 0;
}

static int unregister_buffer(struct mnb_session *session, unsigned long start,
			     unsigned long length)
{
	struct region *region = session->state;
	int ret;

	if (!session->config.pin)
		return end_buffer(session, start, length);
	if (mutex_lock_killable(&region->pin_lock))
		return -EINTR;
	ret = end_buffer(session, start, length);
	mutex_unlock(&region->pin_lock);
	return ret;
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct region *region = session->state;
	struct mnb_device *dev = &session->device;
	struct interval_tree_node *node;
	struct buffer *buffer;

	/* The device has all pages of its buffers, and may use no other. */
	if (session->config.pin)
		return -EACCES;
	spin_lock(&dev->lock);
	node = interval_tree_iter_first(&region->buffers, fault->start,
					fault->start);
	if (!node) {
		spin_unlock(&dev->lock);
		return -EACCES;
	}
	buffer = container_of(node, struct buffer, node);
	buffer->users++;
	spin_unlock(&dev->lock);
	/* Does not overflow if the buffer ends with the address space. */
	fault->end = min(fault->end - 1, buffer->node.last) + 1;
	fault->notifier = &buffer->interval.notifier;
	fault->private = buffer;
	return 0;
}

/* Also when the fault tries again, which read_retry() of a gone buffer asks. */
static int read_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct buffer *buffer = fault->private;

	if (READ_ONCE(buffer->gone))
		return -EACCES;
	return mnb_interval_read_begin(session, fault);
}

static bool read_retry(struct mnb_session *session, struct mnb_fault *fault)
{
	struct buffer *buffer = fault->private;

	return buffer->gone || mnb_interval_read_retry(session, fault);
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	struct buffer *buffer = fault->private;
	bool last;

	spin_lock(&session->device.lock);
	last = buffer_put(buffer);
	spin_unlock(&session->device.lock);
	if (last)
		buffer_free(buffer);
}

static int attach(struct mnb_session *session)
{
	struct region *region = session->state;

	region->buffers = RB_ROOT_CACHED;
	mutex_init(&region->pin_lock);
	return 0;
}

static struct buffer *take_first(struct mnb_session *session)
{
	struct region *region = session->state;
	struct interval_tree_node *node;
	struct buffer *buffer = NULL;

	spin_lock(&session->device.lock);
	node = interval_tree_iter_first(&region->buffers, 0, ULONG_MAX);
	if (node) {
		buffer = container_of(node, struct buffer, node);
		buffer_unlink(region, buffer);
	}
	spin_unlock(&session->device.lock);
	return buffer;
}

static void detach(struct mnb_session *session)
{
	struct buffer *buffer;

	/* No fault runs, but callbacks still do. */
	while ((buffer = take_first(session))) {
		buffer_end(buffer);
		cond_resched();
	}
}

const struct mnb_mode mnb_mode_region = {
	.info = &region_info,
	.state_size = sizeof(struct region),
	.attach = attach,
	.detach = detach,
	.register_buffer = register_buffer,
	.unregister_buffer = unregister_buffer,
	.fault_begin = fault_begin,
	.read_begin = read_begin,
	.read_retry = read_retry,
	.fault_end = fault_end,
};
