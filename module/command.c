// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command queue of the device, which accesses memory through its page
 * table.
 */
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "fault.h"
#include "policy.h"
#include "session.h"
#include "slots.h"

/* What the commands of one submission share. */
struct execution {
	struct mnb_session *session;
	struct mnb_fault_context fault;
	void *bounce; /* one page; user memory may fault under a lock */
};
static_assert(MNB_PT_ENTRIES <= PAGE_SIZE,
	      "a snapshot keeps one byte for each page of a leaf in a page");

/*
 * Copy between the bounce buffer and device memory within one page. -ENOENT if
 * the device page table has no entry with the right that is needed. The page
 * cannot go under the device lock, because its invalidation takes the entry
 * away first, or a pin holds it. A pinned page can leave its file at any time,
 * so it becomes dirty when it is unpinned, under the lock of its folio.
 */
static int copy_mapped(struct mnb_session *session, unsigned long addr,
		       void *bounce, size_t size, bool write)
{
	struct mnb_device *dev = &session->device;
	unsigned long need = MNB_PTE_PRESENT | (write ? MNB_PTE_WRITE : 0);
	unsigned long entry;
	struct page *page;
	u8 *memory, probe;
	int ret = 0;

	spin_lock(&dev->lock);
	entry = mnb_pt_lookup(&dev->pt, addr >> PAGE_SHIFT);
	if ((entry & need) != need) {
		spin_unlock(&dev->lock);
		return -ENOENT;
	}
	page = pfn_to_page(entry >> MNB_PTE_PFN_SHIFT);
	memory = (u8 *)kmap_local_page(page) + offset_in_page(addr);
	/* The kernel itself cannot access a page of memfd_secret(). */
	if (get_kernel_nofault(probe, memory)) {
		ret = -EFAULT;
	} else if (write) {
		memcpy(memory, bounce, size);
		if (!session->config.pin)
			folio_mark_dirty(page_folio(page));
	} else {
		memcpy(bounce, memory, size);
	}
	kunmap_local(memory);
	spin_unlock(&dev->lock);
	return ret;
}

/*
 * As copy_mapped(), with faults. @end: the end of the whole access, so that a
 * fault can map more pages at once. A page may be invalidated again before it
 * is used, so this loop needs its own bound.
 */
static int copy_faulting(struct execution *ex, unsigned long addr,
			 unsigned long end, size_t size, bool write)
{
	unsigned long timeout = jiffies + HZ;
	int ret;

	for (;;) {
		ret = copy_mapped(ex->session, addr, ex->bounce, size, write);
		if (ret != -ENOENT)
			return ret;
		if (fatal_signal_pending(current))
			return -EINTR;
		if (time_after(jiffies, timeout))
			return -EBUSY;
		ret = mnb_fault(ex->session, &ex->fault, addr & PAGE_MASK,
				PAGE_ALIGN(end), write);
		if (ret)
			return ret;
	}
}

static int copy_page_part(struct execution *ex,
			  const struct mnbench_command *cmd, unsigned long addr,
			  size_t size)
{
	void __user *data = u64_to_user_ptr(cmd->data + cmd->done);
	bool write = cmd->op == MNBENCH_OP_WRITE;
	int ret;

	if (write && copy_from_user(ex->bounce, data, size))
		return -EFAULT;
	if (cmd->flags & MNBENCH_COMMAND_NOFAULT)
		ret = copy_mapped(ex->session, addr, ex->bounce, size, write);
	else
		ret = copy_faulting(ex, addr, cmd->addr + cmd->length, size,
				    write);
	if (ret)
		return ret;
	if (!write && copy_to_user(data, ex->bounce, size))
		return -EFAULT;
	return 0;
}

static int run_copy(struct execution *ex, struct mnbench_command *cmd)
{
	while (cmd->done < cmd->length) {
		unsigned long addr = cmd->addr + cmd->done;
		size_t size = min_t(u64, cmd->length - cmd->done,
				    PAGE_SIZE - offset_in_page(addr));
		int ret;

		if (fatal_signal_pending(current))
			return -EINTR;
		ret = copy_page_part(ex, cmd, addr, size);
		if (ret)
			return ret;
		cmd->done += size;
		cond_resched();
	}
	return 0;
}

/* The first address from @addr on that the device does not hold, or @end. */
static unsigned long first_missing(struct mnb_device *dev, unsigned long addr,
				   unsigned long end, bool write)
{
	unsigned long need = MNB_PTE_PRESENT | (write ? MNB_PTE_WRITE : 0);
	unsigned long stop = min(end, addr + (MNB_PT_ENTRIES << PAGE_SHIFT));

	spin_lock(&dev->lock);
	for (; addr < stop; addr += PAGE_SIZE)
		if ((mnb_pt_lookup(&dev->pt, addr >> PAGE_SHIFT) & need) !=
		    need)
			break;
	spin_unlock(&dev->lock);
	return addr;
}

/* @addr: (in and out) the start of what is left to map */
static int map_range(struct execution *ex, unsigned long *addr,
		     unsigned long end, bool write)
{
	struct mnb_device *dev = &ex->session->device;
	unsigned long next;
	int ret;

	while (*addr < end) {
		if (fatal_signal_pending(current))
			return -EINTR;
		next = first_missing(dev, *addr, end, write);
		if (next == *addr) {
			ret = mnb_fault(ex->session, &ex->fault, *addr, end,
					write);
			if (ret)
				return ret;
			/* It may be invalidated again; once is enough. */
			next = first_missing(dev, *addr, end, write);
			next = max(next, *addr + PAGE_SIZE);
		}
		*addr = next;
		cond_resched();
	}
	return 0;
}

static int run_map(struct execution *ex, struct mnbench_command *cmd)
{
	bool write = cmd->flags & MNBENCH_COMMAND_WRITABLE;
	u64 stride = cmd->stride ?: PAGE_SIZE;
	unsigned long addr = cmd->addr;
	int ret = 0;

	if (stride == PAGE_SIZE) {
		ret = map_range(ex, &addr, cmd->addr + cmd->length, write);
		cmd->done = addr - cmd->addr;
		return ret;
	}
	while (!ret && cmd->done < cmd->length) {
		addr = cmd->addr + cmd->done;
		ret = map_range(ex, &addr, addr + PAGE_SIZE, write);
		if (!ret)
			cmd->done += min(stride, cmd->length - cmd->done);
	}
	return ret;
}

static int run_snapshot(struct execution *ex, struct mnbench_command *cmd)
{
	struct mnb_device *dev = &ex->session->device;
	u8 *states = ex->bounce;

	while (cmd->done < cmd->length) {
		unsigned long page = (cmd->addr + cmd->done) >> PAGE_SHIFT;
		size_t count = min_t(u64, MNB_PT_ENTRIES,
				     (cmd->length - cmd->done) >> PAGE_SHIFT);
		void __user *data =
			u64_to_user_ptr(cmd->data + (cmd->done >> PAGE_SHIFT));
		size_t i;

		if (fatal_signal_pending(current))
			return -EINTR;
		spin_lock(&dev->lock);
		for (i = 0; i < count; i++) {
			unsigned long entry = mnb_pt_lookup(&dev->pt, page + i);

			states[i] = !entry ? MNBENCH_PAGE_ABSENT
				    : entry & MNB_PTE_WRITE ? MNBENCH_PAGE_WRITE
							    : MNBENCH_PAGE_READ;
		}
		spin_unlock(&dev->lock);
		if (copy_to_user(data, states, count))
			return -EFAULT;
		cmd->done += (u64)count << PAGE_SHIFT;
		cond_resched();
	}
	return 0;
}

/* What REGISTER or UNREGISTER calls; NULL if it does nothing. */
static typeof(&mnb_slots_register)
registration_of(const struct mnb_session *session, bool registers)
{
	const struct mnb_policy *policy = session->device.policy;

	if (policy && policy->slots)
		return registers ? mnb_slots_register : mnb_slots_unregister;
	return registers ? session->mode->register_buffer
			 : session->mode->unregister_buffer;
}

static int wait_to_register(struct mnb_session *session, u64 pages)
{
	const struct mnbench_attach *config = &session->config;
	u64 latency_ns = config->register_ns;

	if (config->register_page_ns)
		latency_ns = mnb_latency(latency_ns, pages,
					 config->register_page_ns);
	return latency_ns ? mnb_queue_delay(&session->device.queue, latency_ns)
			  : 0;
}

static int run_registration(struct execution *ex, struct mnbench_command *cmd)
{
	struct mnb_session *session = ex->session;
	typeof(&mnb_slots_register) run =
		registration_of(session, cmd->op == MNBENCH_OP_REGISTER);
	int ret = 0;

	/* Each may wait for the device, and a queue holds up to thousands. */
	if (fatal_signal_pending(current))
		return -EINTR;
	if (cmd->op == MNBENCH_OP_REGISTER)
		ret = wait_to_register(session, cmd->length >> PAGE_SHIFT);
	if (run && !ret)
		ret = run(session, cmd->addr, cmd->length);
	if (!ret)
		cmd->done = cmd->length;
	return ret;
}

/* Keeps addr + length within user addresses, so that no sum overflows. */
static bool range_valid(const struct mnbench_command *cmd)
{
	return cmd->length <= MNBENCH_COMMAND_LENGTH_MAX &&
	       cmd->addr <= TASK_SIZE_MAX &&
	       cmd->length <= TASK_SIZE_MAX - cmd->addr;
}

static bool pages_valid(const struct mnbench_command *cmd)
{
	return PAGE_ALIGNED(cmd->addr) && PAGE_ALIGNED(cmd->length);
}

static int run_command(struct execution *ex, struct mnbench_command *cmd)
{
	if (cmd->reserved || !range_valid(cmd))
		return -EINVAL;
	switch (cmd->op) {
	case MNBENCH_OP_READ:
	case MNBENCH_OP_WRITE:
		if (cmd->flags & ~MNBENCH_COMMAND_NOFAULT || cmd->stride)
			return -EINVAL;
		return run_copy(ex, cmd);
	case MNBENCH_OP_MAP:
		if (cmd->flags & ~MNBENCH_COMMAND_WRITABLE || cmd->data ||
		    !pages_valid(cmd) || !PAGE_ALIGNED(cmd->stride))
			return -EINVAL;
		return run_map(ex, cmd);
	case MNBENCH_OP_SNAPSHOT:
		if (cmd->flags || cmd->stride || !pages_valid(cmd))
			return -EINVAL;
		return run_snapshot(ex, cmd);
	case MNBENCH_OP_REGISTER:
	case MNBENCH_OP_UNREGISTER:
		if (cmd->flags || cmd->stride || cmd->data || !cmd->length ||
		    !pages_valid(cmd))
			return -EINVAL;
		return run_registration(ex, cmd);
	default:
		return -EINVAL;
	}
}

/* REGISTER and UNREGISTER do nothing, and succeed, without a device. */
static bool can_run(const struct mnb_mode *mode,
		    const struct mnbench_command *cmd)
{
	return mode->fault_begin || cmd->op == MNBENCH_OP_REGISTER ||
	       cmd->op == MNBENCH_OP_UNREGISTER;
}

/*
 * Copy a command in, run it, copy it out. Returns 1 if the command failed.
 *
 * -ERESTARTSYS: the command has to be the first that registers the mm, and a
 * signal came. Until then the session has neither device pages nor buffers, so
 * no command before this one changed anything, and all can run again.
 */
static int run_entry(struct execution *ex, void __user *entry, size_t size)
{
	struct mnbench_command cmd;
	int ret;

	ret = copy_struct_from_user(&cmd, sizeof(cmd), entry, size);
	if (ret)
		return ret;
	cmd.done = 0;
	ex->fault.faults = 0;
	if (ex->session->before_command)
		ex->session->before_command(ex->session);
	cmd.result = can_run(ex->session->mode, &cmd) ? run_command(ex, &cmd)
						      : -ENXIO;
	if (cmd.result == -ERESTARTSYS)
		return -ERESTARTSYS;
	cmd.faults = ex->fault.faults;
	if (copy_to_user(entry, &cmd, min(size, sizeof(cmd))))
		return -EFAULT;
	return cmd.result ? 1 : 0;
}

static int run_entries(struct mnb_session *session,
		       struct mnbench_submit *submit)
{
	size_t size = submit->command_size;
	void __user *entries = u64_to_user_ptr(submit->commands);
	struct execution ex = {.session = session};
	int ret = -ENOMEM;

	ex.bounce = kmalloc(PAGE_SIZE, GFP_KERNEL_ACCOUNT);
	if (!ex.bounce || mnb_fault_context_init(&ex.fault))
		goto out;
	ret = 0;
	while (!ret && submit->completed < submit->count) {
		ret = run_entry(&ex, entries + submit->completed * size, size);
		if (ret >= 0)
			submit->completed++;
	}
	ret = min(ret, 0); /* a failed command has its own result */
	mnb_fault_context_destroy(&ex.fault);
out:
	kfree(ex.bounce);
	return ret;
}

long mnb_session_submit(struct mnb_session *session, void __user *arg)
{
	struct mnbench_submit submit;
	int ret;

	ret = mnb_copy_argument(&submit, sizeof(submit), sizeof(submit), arg);
	if (ret)
		return ret;
	if (submit.flags || submit.reserved ||
	    submit.count > MNBENCH_COMMANDS_MAX ||
	    submit.command_size < sizeof(struct mnbench_command))
		return -EINVAL;
	if (submit.command_size > PAGE_SIZE)
		return -E2BIG;
	submit.completed = 0;

	if (down_read_killable(&session->attach_lock))
		return -EINTR;
	ret = session->mode ? run_entries(session, &submit) : -ENXIO;
	up_read(&session->attach_lock);
	if (ret)
		return ret;
	return mnb_return_argument(arg, &submit, sizeof(submit));
}
