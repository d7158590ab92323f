// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode region: the application registers buffers. Each has one interval
 * notifier until it is unregistered, even if its memory is unmapped. Like RDMA
 * memory regions, buffers may overlap and need not be mapped.
 *
 * A fault holds the lock for reading from its lookup until its pages are in the
 * device page table, so that no page is added while the lock is held for
 * writing. Unregistering takes the pages of the buffer away and then removes
 * its notifier. Pages that another buffer covers as well can be faulted again
 * through that one.
 */
#include <linux/err.h>
#include <linux/interval_tree.h>
#include <linux/minmax.h>
#include <linux/rwsem.h>
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
};
MNB_ASSERT_BOOKKEEPING(struct buffer);

struct region {
	/* Taken after attach_lock and before mmap_lock, and by no callback. */
	struct rw_semaphore lock;
	struct rb_root_cached buffers;
};

static int buffer_create(struct mnb_session *session, unsigned long start,
			 unsigned long length)
{
	struct region *region = session->state;
	struct buffer *buffer = mnb_interval_create(
		session, start, length, &mnb_interval_ops, sizeof(*buffer));

	if (IS_ERR(buffer))
		return PTR_ERR(buffer);
	buffer->node.start = start;
	buffer->node.last = start + length - 1;
	interval_tree_insert(&buffer->node, &region->buffers);
	return 0;
}

/*
 * The buffer is not in the tree any more, and no fault uses it. The device
 * loses the pages while the notifier is still there.
 */
static void buffer_free(struct buffer *buffer)
{
	mnb_device_drop(&buffer->interval.session->device, buffer->node.start,
			buffer->node.last);
	mnb_interval_destroy(&buffer->interval, sizeof(*buffer));
}

/* A buffer of exactly this range. */
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
	int ret;

	if (down_write_killable(&region->lock))
		return -EINTR;
	ret = buffer_create(session, start, length);
	up_write(&region->lock);
	return ret;
}

static int unregister_buffer(struct mnb_session *session, unsigned long start,
			     unsigned long length)
{
	struct region *region = session->state;
	struct buffer *buffer;

	if (down_write_killable(&region->lock))
		return -EINTR;
	buffer = buffer_find(region, start, length);
	if (buffer) {
		interval_tree_remove(&buffer->node, &region->buffers);
		buffer_free(buffer);
	}
	up_write(&region->lock);
	return buffer ? 0 : -ENOENT;
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct region *region = session->state;
	struct interval_tree_node *node;

	if (down_read_killable(&region->lock))
		return -EINTR;
	node = interval_tree_iter_first(&region->buffers, fault->start,
					fault->start);
	if (!node) {
		up_read(&region->lock);
		return -EACCES;
	}
	/* Does not overflow if the buffer ends with the address space. */
	fault->end = min(fault->end - 1, node->last) + 1;
	fault->notifier =
		&container_of(node, struct buffer, node)->interval.notifier;
	return 0;
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	struct region *region = session->state;

	up_read(&region->lock);
}

static int attach(struct mnb_session *session)
{
	struct region *region = session->state;

	init_rwsem(&region->lock);
	region->buffers = RB_ROOT_CACHED;
	return 0;
}

static void detach(struct mnb_session *session)
{
	struct region *region = session->state;
	struct interval_tree_node *node;

	/* No fault runs, but callbacks still do. */
	while ((node = interval_tree_iter_first(&region->buffers, 0,
						ULONG_MAX))) {
		interval_tree_remove(node, &region->buffers);
		buffer_free(container_of(node, struct buffer, node));
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
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.fault_end = fault_end,
};
