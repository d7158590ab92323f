// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module mnbench-bugs: a subscriber that behaves as drivers do, for tests
 * of the kernel. There is at most one, and it belongs to the file that
 * subscribed.
 */
#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "mnbench-bugs_abi.h"

struct subscriber {
	struct mmu_notifier global;
	struct mmu_interval_notifier interval;
	struct file *file;
	bool fails;
	atomic_long_t nonblock, failed, called;
};

struct read_side {
	struct work_struct work;
	struct completion begun;
};

static struct subscriber *subscriber; /* under subscriber_lock */
static DEFINE_MUTEX(subscriber_lock);
static DECLARE_WAIT_QUEUE_HEAD(let_go);
static bool held;

static int global_start(struct mmu_notifier *mn,
			const struct mmu_notifier_range *range)
{
	struct subscriber *s = container_of(mn, struct subscriber, global);

	if (mmu_notifier_range_blockable(range))
		return 0;
	atomic_long_inc(&s->nonblock);
	if (!s->fails)
		return 0;
	atomic_long_inc(&s->failed);
	return -EAGAIN;
}

static const struct mmu_notifier_ops global_ops = {
	.invalidate_range_start = global_start,
};

static bool interval_invalidate(struct mmu_interval_notifier *mni,
				const struct mmu_notifier_range *range,
				unsigned long cur_seq)
{
	struct subscriber *s = container_of(mni, struct subscriber, interval);

	mmu_interval_set_seq(mni, cur_seq);
	atomic_long_inc(&s->called);
	return true;
}

static const struct mmu_interval_notifier_ops interval_ops = {
	.invalidate = interval_invalidate,
};

static int insert(struct subscriber *s,
		  const struct mnbench_bugs_subscribe *arg)
{
	int ret;

	s->fails = arg->fails;
	s->global.ops = &global_ops;
	ret = mmu_interval_notifier_insert(&s->interval, current->mm,
					   arg->start, arg->length,
					   &interval_ops);
	if (ret)
		return ret;
	ret = mmu_notifier_register(&s->global, current->mm);
	if (ret)
		mmu_interval_notifier_remove(&s->interval);
	return ret;
}

static long subscribe(struct file *file, void __user *argp)
{
	struct mnbench_bugs_subscribe arg;
	struct subscriber *s;
	long ret = -EBUSY;

	if (copy_from_user(&arg, argp, sizeof(arg)))
		return -EFAULT;
	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	s->file = file;
	mutex_lock(&subscriber_lock);
	if (!subscriber)
		ret = insert(s, &arg);
	if (!ret)
		subscriber = s;
	mutex_unlock(&subscriber_lock);
	if (ret)
		kfree(s);
	return ret;
}

static long report(void __user *argp)
{
	struct mnbench_bugs_report arg = {.held = READ_ONCE(held)};

	mutex_lock(&subscriber_lock);
	if (subscriber) {
		arg.nonblock = atomic_long_read(&subscriber->nonblock);
		arg.failed = atomic_long_read(&subscriber->failed);
		arg.interval = atomic_long_read(&subscriber->called);
	}
	mutex_unlock(&subscriber_lock);
	return copy_to_user(argp, &arg, sizeof(arg)) ? -EFAULT : 0;
}

static void begin_read(struct work_struct *work)
{
	struct read_side *side = container_of(work, struct read_side, work);

	/* The subscriber stays until its task is released. */
	mmu_interval_read_begin(&subscriber->interval);
	complete(&side->begun);
}

static long read_begin(void)
{
	struct read_side *side = kzalloc(sizeof(*side), GFP_KERNEL);

	if (!side)
		return -ENOMEM;
	INIT_WORK(&side->work, begin_read);
	init_completion(&side->begun);
	queue_work(system_unbound_wq, &side->work);
	if (!wait_for_completion_timeout(&side->begun, 2 * HZ))
		return -ETIMEDOUT; /* the work may never end: keep its memory */
	flush_work(&side->work);
	kfree(side);
	return 0;
}

static long bugs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case MNBENCH_BUGS_SUBSCRIBE:
		return subscribe(file, (void __user *)arg);
	case MNBENCH_BUGS_REPORT:
		return report((void __user *)arg);
	case MNBENCH_BUGS_HOLD:
		WRITE_ONCE(held, true);
		wait_event(let_go, !READ_ONCE(held));
		return 0;
	case MNBENCH_BUGS_LET_GO:
		WRITE_ONCE(held, false);
		wake_up_all(&let_go);
		return 0;
	case MNBENCH_BUGS_READ_BEGIN:
		return READ_ONCE(subscriber) ? read_begin() : -ENXIO;
	default:
		return -ENOTTY;
	}
}

static int bugs_release(struct inode *inode, struct file *file)
{
	struct subscriber *s = NULL;

	mutex_lock(&subscriber_lock);
	if (subscriber && subscriber->file == file) {
		s = subscriber;
		subscriber = NULL;
	}
	mutex_unlock(&subscriber_lock);
	if (!s)
		return 0;
	mmu_notifier_unregister(&s->global, s->interval.mm);
	mmu_interval_notifier_remove(&s->interval);
	kfree(s);
	return 0;
}

static const struct file_operations bugs_fops = {
	.owner = THIS_MODULE,
	.release = bugs_release,
	.unlocked_ioctl = bugs_ioctl,
};

static struct miscdevice bugs_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mnbench-bugs",
	.mode = 0600,
	.fops = &bugs_fops,
};

module_misc_device(bugs_misc);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("An MMU notifier subscriber that behaves as drivers do");
