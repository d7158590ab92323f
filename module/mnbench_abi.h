/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The interface of /dev/mnbench.
 *
 * An open file is a session. It is bound to the address space (mm) that opened
 * it: every call from another mm fails with -EPERM, so a forked child inherits
 * the file but not the session. Only the counters can be read by whoever has the
 * file once that mm has exited; wait for its process first, or they may tell of a part
 * of the exit. A session is attached in one mode at a time;
 * closing the file detaches it.
 *
 * Every structure starts with its own size. The kernel reads the part that it
 * knows, treats what an older caller left out as zero, and refuses a longer
 * structure (-E2BIG) unless the excess is zero and the whole at most a page.
 * Unknown flags, operations and enumerators, and reserved fields that are not
 * zero, fail with -EINVAL.
 *
 * Addresses and lengths are bytes, latencies nanoseconds of the kernel's
 * monotonic clock. Errors that any call can return: -EPERM (foreign mm),
 * -EFAULT (bad pointer), -EINTR (see below), -ENOTTY.
 *
 * Only a fatal signal interrupts a call. Whoever is killed stops waiting for
 * locks, for other callers and for a device fault, and a command stops between
 * two pages: its @result is -EINTR and its @done says how far it came. A caller
 * still waits for the device to complete an invalidation that was sent, at most
 * MNBENCH_LATENCY_MAX_NS once the queue of the device has a free place, and for a
 * range of the mm to end, as mmu_interval_read_begin() does.
 *
 * The kernel also lets the first subscription of an mm fail with -EINTR while any
 * signal is pending: an attach, or in modes with chunks or buffers the first
 * command that faults or registers.
 */
#ifndef MNBENCH_ABI_H
#define MNBENCH_ABI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define MNBENCH_DEVICE_PATH   "/dev/mnbench"
#define MNBENCH_MODE_NAME_MAX 32 /* with the terminating NUL */

#define MNBENCH_CHUNK_SIZE_MAX (1ULL << 40) /* 1 TiB */
#define MNBENCH_LATENCY_MAX_NS 1000000000ULL
/* PCIe ATS: the Invalidate Queue Depth field has 5 bits, 0 stands for 32. */
#define MNBENCH_INFLIGHT_DEFAULT   32
#define MNBENCH_INFLIGHT_MAX       64
#define MNBENCH_COMMANDS_MAX       4096
#define MNBENCH_COMMAND_LENGTH_MAX (1ULL << 47)

/* Whether a callback sends no invalidation for a range without device pages. */
enum mnbench_filter {
	MNBENCH_FILTER_DEFAULT, /* what the mode's drivers do */
	MNBENCH_FILTER_OFF,
	MNBENCH_FILTER_ON,
};

/* What becomes of a chunk whose last device page has gone. */
enum mnbench_removal {
	MNBENCH_REMOVAL_DEFERRED, /* a workqueue removes it, as mlx5 does */
	MNBENCH_REMOVAL_KEEP,     /* it stays until detach, as in NVIDIA UVM */
};

/* How the caller of an invalidation waits for the device. */
enum mnbench_wait {
	MNBENCH_WAIT_SPIN,
	/* Non-blockable ranges spin all the same. */
	MNBENCH_WAIT_SLEEP,
};

/**
 * struct mnbench_attach - subscribe the device to the caller's mm
 * @size: (in) sizeof(struct mnbench_attach)
 * @flags: (in) none yet, 0
 * @mode: (in) name of the mode, NUL-terminated
 * @chunk_size: (in) bytes that one interval notifier covers, or covers at most
 *	where the mode cuts chunks itself: a power of two from the page size to
 *	MNBENCH_CHUNK_SIZE_MAX; 0 in modes without chunks
 * @filter: (in) enum mnbench_filter; DEFAULT is required of modes without range
 *	callbacks
 * @removal: (in) enum mnbench_removal
 * @wait: (in) enum mnbench_wait
 * @inflight: (in) invalidations that the device processes at the same time, at
 *	most MNBENCH_INFLIGHT_MAX; further ones queue. 0: MNBENCH_INFLIGHT_DEFAULT. A
 *	callback that must not sleep waits for at most MNBENCH_LATENCY_MAX_NS
 * @device_ns: (in) latency of one invalidation, at most MNBENCH_LATENCY_MAX_NS
 * @device_page_ns: (in) what each device page in its range adds to it; the limit
 *	is that of the sum, which stays at it
 * @fault_ns: (in) latency of a device fault, same limit
 *
 * The first attach taints the kernel with TAINT_TEST.
 *
 * Errors: -EINVAL (a value out of range), -ENOENT (no such mode), -EOPNOTSUPP
 * (the kernel lacks what the mode needs: modinfo -F mode_lacking mnbench.ko),
 * -EBUSY (already attached), -ENOMEM.
 */
struct mnbench_attach {
	__u32 size;
	__u32 flags;
	char mode[MNBENCH_MODE_NAME_MAX];
	__u64 chunk_size;
	__u32 filter;
	__u32 removal;
	__u32 wait;
	__u32 inflight;
	__u64 device_ns;
	__u64 device_page_ns;
	__u64 fault_ns;
};

enum mnbench_op {
	/* Copy device memory at @addr to @data; misses fault. */
	MNBENCH_OP_READ,
	/* Copy @data to device memory at @addr; misses fault for writing. */
	MNBENCH_OP_WRITE,
	/*
	 * Make the device hold the page at @addr and at each @stride after it
	 * up to @length, as a read (or with MNBENCH_COMMAND_WRITABLE a write)
	 * would. @stride 0: every page.
	 */
	MNBENCH_OP_MAP,
	/* Store one byte of MNBENCH_PAGE_* a page to @data; never faults. */
	MNBENCH_OP_SNAPSHOT,
	/*
	 * Let the device use [@addr, @addr + @length), mapped or not. Buffers may
	 * overlap, and one may be registered several times. A buffer stays until
	 * it is unregistered, also when its memory is unmapped. In modes without
	 * buffers the device may use any memory; both do nothing there.
	 */
	MNBENCH_OP_REGISTER,
	/*
	 * Undo one MNBENCH_OP_REGISTER of exactly this buffer: the device gives up
	 * its pages, with one invalidation if it holds any. What another buffer
	 * covers too can be faulted again.
	 */
	MNBENCH_OP_UNREGISTER,
};

/* What a snapshot says of a page: absent, or present with these rights. */
#define MNBENCH_PAGE_ABSENT 0
#define MNBENCH_PAGE_READ   1
#define MNBENCH_PAGE_WRITE  2

/* Command flags */
#define MNBENCH_COMMAND_NOFAULT  (1U << 0) /* READ, WRITE: a miss is -ENOENT */
#define MNBENCH_COMMAND_WRITABLE (1U << 1) /* MAP: for writing */

/**
 * struct mnbench_command - one entry of the device's command queue
 * @op: (in) enum mnbench_op
 * @flags: (in) MNBENCH_COMMAND_*
 * @addr: (in) virtual address; but for READ and WRITE page aligned
 * @length: (in) bytes, at most MNBENCH_COMMAND_LENGTH_MAX; but for READ and WRITE
 *	whole pages; REGISTER and UNREGISTER: not 0
 * @stride: (in) MAP only, whole pages; else 0
 * @data: (in) pointer to the caller's buffer: @length bytes for READ and WRITE,
 *	one byte a page for SNAPSHOT, else 0
 * @done: (out) bytes from @addr on that were completed
 * @faults: (out) device faults that it took
 * @result: (out) 0, or a negative errno: -EFAULT (the CPU could not access it
 *	either, or the kernel lends it to no device: without PROT_READ, missing in
 *	a userfaultfd(2), mapped by a driver, of memfd_secret()), -EPERM (write to
 *	read-only memory), -EACCES (the memory is in no registered buffer and the
 *	mode needs one), -ENOENT (NOFAULT and absent; or UNREGISTER of what is no
 *	buffer), -EBUSY (the bound on retries was reached; modes with intervals wait
 *	beyond it while ranges overlap without a gap, as mmu_interval_read_begin()
 *	does), -EINVAL, -ENOMEM, -EINTR, -ENXIO (the mode has no device)
 * @reserved: (in) 0
 */
struct mnbench_command {
	__u32 op;
	__u32 flags;
	__u64 addr;
	__u64 length;
	__u64 stride;
	__u64 data;
	__u64 done;
	__u64 faults;
	__s32 result;
	__u32 reserved;
};

/**
 * struct mnbench_submit - run commands on the device, in order
 * @size: (in) sizeof(struct mnbench_submit)
 * @flags: (in) none yet, 0
 * @commands: (in) pointer to an array of struct mnbench_command
 * @command_size: (in) sizeof(struct mnbench_command): the distance of the entries,
 *	so that they can grow as other structures do
 * @count: (in) entries, at most MNBENCH_COMMANDS_MAX
 * @completed: (out) entries that were executed; the queue stops after the first
 *	one whose @result is not 0
 * @reserved: (in) 0
 *
 * The call itself succeeds when the queue was processed; each command carries
 * its own result. Errors: -ENXIO (not attached), -EINVAL, -E2BIG.
 */
struct mnbench_submit {
	__u32 size;
	__u32 flags;
	__u64 commands;
	__u32 command_size;
	__u32 count;
	__u32 completed;
	__u32 reserved;
};

/* Callbacks are counted by event; the order is part of the ABI. */
enum mnbench_event {
	MNBENCH_EVENT_UNMAP,
	MNBENCH_EVENT_CLEAR,
	MNBENCH_EVENT_PROTECTION_VMA,
	MNBENCH_EVENT_PROTECTION_PAGE,
	MNBENCH_EVENT_SOFT_DIRTY,
	MNBENCH_EVENT_RELEASE,
	MNBENCH_EVENT_MIGRATE,
	MNBENCH_EVENT_EXCLUSIVE,
	MNBENCH_EVENT_OTHER, /* an event that this module does not know */
	MNBENCH_EVENT_COUNT
};

/* Zero what counts up, after reading. */
#define MNBENCH_COUNTERS_RESET (1U << 0)

/**
 * struct mnbench_counters - what the session has seen since attach or reset
 * @size: (in) sizeof(struct mnbench_counters)
 * @flags: (in) MNBENCH_COUNTERS_*
 * @callbacks: calls of a live subscription for a range, by event; a range that
 *	meets N chunks is N callbacks. Index: enum mnbench_event
 * @spurious: callbacks whose range held no device page
 * @late: callbacks of chunks that were already empty, or replaced by others, and
 *	waiting for their removal, or that no fault could find yet; counted here only
 * @nonblock: callbacks for ranges that forbid sleeping
 * @invalidations: TLB invalidations sent to the device, by callbacks and by
 *	UNREGISTER
 * @pages_invalidated: device pages that callbacks took away
 * @faults: device faults that mapped at least one page
 * @pages_faulted: pages that they mapped
 * @collisions: fault attempts discarded because an invalidation came between
 * @gave_up: faults that ended with -EBUSY at the bound on retries
 * @chunks_inserted: interval notifiers inserted: chunks, buffers, the one of a
 *	fault, or that of the whole address space
 * @chunks_removed: interval notifiers removed
 * @chunks_now: interval notifiers in the mm's tree, those waiting for removal
 *	included; not reset
 * @chunks_peak: the most there were; reset to @chunks_now
 * @pages_now: pages in the device page table; not reset
 * @bytes: kernel memory that the session holds now: subscription, chunks and
 *	device page table; not reset
 * @splits: chunks that the mode replaced by smaller ones
 * @merges: chunks that the mode made in place of smaller ones
 *
 * All fields but the first two are (out). They are read at one instant.
 */
struct mnbench_counters {
	__u32 size;
	__u32 flags;
	__u64 callbacks[MNBENCH_EVENT_COUNT];
	__u64 spurious;
	__u64 late;
	__u64 nonblock;
	__u64 invalidations;
	__u64 pages_invalidated;
	__u64 faults;
	__u64 pages_faulted;
	__u64 collisions;
	__u64 gave_up;
	__u64 chunks_inserted;
	__u64 chunks_removed;
	__u64 chunks_now;
	__u64 chunks_peak;
	__u64 pages_now;
	__u64 bytes;
	__u64 splits;
	__u64 merges;
};

/*
 * The numbers carry no size, so that a structure can grow; 0 to 2 of any type
 * are taken by the VFS (FIBMAP, FIGETBSZ).
 */
#define MNBENCH_IOC_ATTACH _IO('N', 0x40) /* struct mnbench_attach */
/* No argument. -ENXIO when not attached. */
#define MNBENCH_IOC_DETACH   _IO('N', 0x41)
#define MNBENCH_IOC_SUBMIT   _IO('N', 0x42) /* struct mnbench_submit */
#define MNBENCH_IOC_COUNTERS _IO('N', 0x43) /* struct mnbench_counters */
/* No argument. Returns when deferred removals have been carried out. */
#define MNBENCH_IOC_SETTLE _IO('N', 0x44)

#endif
