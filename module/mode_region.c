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
 */
#include <linux/err.h>
#include <linux/interval_tree.h>
#include <linux/minmax.h>
#include <linux/sched.h>

#include "interval.h"
#include "mode.h"
#include "session.h"

/*
 * Without MODE_FILTERS: the userptr drivers wait for the device whenever a
 * range overlaps the buffer, and soft-RoCE does not filter either. mlx5 does
 * (filter on).
 */
MNBENCH_MODE(region, "region", MODE_COVERS_BUFFERS, 0,
	     "one interval notifier for each registered buffer",
	     "RDMA memory regions, amdgpu, i915 and xe userptr");

struct buffer {
	struct mnb_interval interval;
	struct interval_tree_node node; /* bytes, last inclusive */
	/* Under the device lock: */
	unsigned int users; /* faults, and the tree */
	bool gone;          /* not in the tree any more */
};
MNB_ASSERT_BOOKKEEPING(struct buffer);

struct region {
	struct rb_root_cached buffers; /* under the device lock */
};

/* Under the device lock. Returns true if the caller must free the buffer. */
static bool buffer_put(struct buffer *buffer)
{
	return !--buffer->users;
}

static void buffer_free(struct buffer *buffer)
{
	mnb_interval_destroy(&buffer->interval, sizeof(*buffer));
}

/* Under the device lock. */
static void buffer_unlink(struct region *region, struct buffer *buffer)
{
	interval_tree_remove(&buffer->node, &region->buffers);
	buffer->gone = true;
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

static int register_buffer(struct mnb_session *session, unsigned long start,
			   unsigned long length)
{
	struct region *region = session->state;
	struct mnb_device *dev = &session->device;
	struct buffer *buffer = mnb_interval_create(
		session, start, length, &mnb_interval_ops, sizeof(*buffer));

	if (IS_ERR(buffer))
		return PTR_ERR(buffer);
	buffer->node.start = start;
	buffer->node.last = start + length - 1;
	buffer->users = 1;
	spin_lock(&dev->lock);
	interval_tree_insert(&buffer->node, &region->buffers);
	spin_unlock(&dev->lock);
	return 0;
}

static int unregister_buffer(struct mnb_session *session, unsigned long start,
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

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct region *region = session->state;
	struct mnb_device *dev = &session->device;
	struct interval_tree_node *node;
	struct buffer *buffer;

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
