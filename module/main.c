// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module mnbench: registration schemes of MMU notifiers, with a simulated
 * device.
 *
 * It provides /dev/mnbench (see mnbench_abi.h). The release of the file and the
 * exit of the mm, in either order, clean up.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "driver_lock.h"
#include "page_table.h"
#include "session.h"

static int mnb_open(struct inode *inode, struct file *file)
{
	struct mnb_session *session = mnb_session_create();

	if (IS_ERR(session))
		return PTR_ERR(session);
	file->private_data = session;
	return nonseekable_open(inode, file);
}

static int mnb_release(struct inode *inode, struct file *file)
{
	mnb_session_destroy(file->private_data);
	return 0;
}

/*
 * A child inherits the file, but not the session. After the mm has exited,
 * anyone who has the file may read its counters. A work item of the mode may
 * hold the last mm_users reference for a moment, so wait for it.
 */
static bool may_call(struct mnb_session *session, unsigned int cmd)
{
	if (current->mm == session->mm)
		return true;
	if (cmd != MNBENCH_IOC_COUNTERS)
		return false;
	if (!atomic_read(&session->mm->mm_users))
		return true;
	mnb_session_settle(session);
	return !atomic_read(&session->mm->mm_users);
}

static long mnb_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct mnb_session *session = file->private_data;
	void __user *argp = (void __user *)arg;

	if (!may_call(session, cmd))
		return -EPERM;

	switch (cmd) {
	case MNBENCH_IOC_ATTACH:
		return mnb_session_attach(session, argp);
	case MNBENCH_IOC_DETACH:
		return mnb_session_detach(session);
	case MNBENCH_IOC_SUBMIT:
		return mnb_session_submit(session, argp);
	case MNBENCH_IOC_COUNTERS:
		return mnb_session_counters(session, argp);
	case MNBENCH_IOC_SETTLE:
		return mnb_session_settle(session);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations mnb_fops = {
	.owner = THIS_MODULE,
	.open = mnb_open,
	.release = mnb_release,
	.unlocked_ioctl = mnb_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice mnb_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mnbench",
	.mode = 0600,
	.fops = &mnb_fops,
};

static int __init mnb_init(void)
{
	int ret;

	mnb_device_locks_init();
	ret = mnb_pt_cache_create();
	if (ret)
		return ret;
	ret = misc_register(&mnb_misc);
	if (ret)
		mnb_pt_cache_destroy();
	return ret;
}

static void __exit mnb_exit(void)
{
	/* No session is left, because open files hold the module. */
	misc_deregister(&mnb_misc);
	mnb_pt_cache_destroy();
}

module_init(mnb_init);
module_exit(mnb_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION(
	"MMU notifier registration schemes behind a simulated device");
