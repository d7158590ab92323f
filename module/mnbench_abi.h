/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The interface of /dev/mnbench, for userspace and the module.
 *
 * An open file is a session. It is bound to the address space (mm) that opened
 * it: every call from another mm fails with -EPERM, so a forked child inherits
 * the file but not the session. After that mm has exited, anyone who has the
 * file may read the counters. Wait for the process first, because during the
 * exit they count only a part of it. A session is attached in at most one mode
 * at a time; closing the file detaches it.
 *
 * Every structure starts with its own size. The kernel reads the part that it
 * knows and treats fields that an older caller does not have as zero. It
 * refuses a longer structure (-E2BIG) unless the excess is zero and the whole
 * is at most a page. Unknown flags, operations and enumerators fail with
 * -EINVAL, as do reserved fields that are not zero.
 *
 * Addresses and lengths are bytes, latencies nanoseconds of the kernel's
 * monotonic clock. Errors that any call can return: -EPERM (foreign mm),
 * -EFAULT (bad pointer), -EINTR (see below), -ENOTTY.
 *
 * Only a fatal signal interrupts a call. It ends the wait for a lock, for
 * another caller, for a deferred removal and for a device fault. A command
 * stops between two pages: its @result is -EINTR and its @done is what was
 * completed. A signal does not end the wait for an invalidation that was sent
 * to the device, which is 2 * MNBENCH_LATENCY_MAX_NS at most, nor the waits of
 * mmu_interval_read_begin() and mmu_interval_notifier_remove() for ranges of
 * the mm to end.
 *
 * Any signal interrupts the kernel while it registers an mm: in an attach, or
 * in modes with chunks or buffers in the first command that faults or
 * registers. The call has done nothing then. The kernel makes it again by
 * itself if the signal has no handler, or one with SA_RESTART; otherwise the
 * call returns -EINTR.
 */
#ifndef MNBENCH_ABI_H
#define MNBENCH_ABI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define MNBENCH_DEVICE_PATH   "/dev/mnbench"
#define MNBENCH_MODE_NAME_MAX 32 /* with the terminating NUL */

#define MNBENCH_CHUNK_SIZE_MAX (1ULL << 40) /* 1 TiB */
#define MNBENCH_LATENCY_MAX_NS 1000000000ULL
/* What all callbacks of a session wait together while its process ends. */
#define MNBENCH_EXIT_WAIT_MAX_NS 10000000000ULL
#define MNBENCH_KEPT_MAX         (64ULL << 20) /* bytes for one notifier */
/* PCIe ATS: the field Invalidate Queue Depth has 5 bits, and 0 means 32. */
#define MNBENCH_INFLIGHT_DEFAULT   32
#define MNBENCH_INFLIGHT_MAX       64
#define MNBENCH_DEVICES_MAX        16
#define MNBENCH_COMMANDS_MAX       4096
#define MNBENCH_COMMAND_LENGTH_MAX (1ULL << 47)

/*
 * How a callback looks for device pages in its range. If there is none, it
 * skips the invalidation, except with OFF.
 */
enum mnbench_filter {
	MNBENCH_FILTER_DEFAULT, /* BITMAP or OFF, whichever suits the mode */
	MNBENCH_FILTER_OFF,     /* it does not look, as nouveau */
	MNBENCH_FILTER_BITMAP,  /* bounds of all pages, then bitmaps of nodes */
	/*
	 * Each entry of the page list of the chunk or buffer that lies in the
	 * range, to invalidate and once more to unmap, as mlx5. Modes with
	 * buffers, of 1 GiB at most, or with chunks of that size at most that
	 * they do not split.
	 */
	MNBENCH_FILTER_SCAN,
	/*
	 * A tree of ranges of range_size bytes, each of which has held device
	 * pages. The invalidation takes all pages of each range that it meets,
	 * as drm_gpusvm and xe. Not in modes that split chunks.
	 */
	MNBENCH_FILTER_RANGES,
	/*
	 * A tree of slots, which are the registered buffers, at the start and
	 * at the end of a range, as KVM. Modes with a notifier for the whole
	 * address space. The device can use memory in slots only.
	 */
	MNBENCH_FILTER_SLOTS,
};

/* What happens to a chunk after its last device page has gone. */
enum mnbench_removal {
	/* A work item removes it, beside those of others, as in mlx5. */
	MNBENCH_REMOVAL_DEFERRED,
	MNBENCH_REMOVAL_KEEP, /* it stays until detach, as in NVIDIA UVM */
	/*
	 * As DEFERRED, but only after an event UNMAP that leaves it empty;
	 * other events leave the notifier. With MNBENCH_FILTER_RANGES it stays
	 * as long as it has a range, with or without pages, as in xe: an UNMAP
	 * removes those that it meets.
	 */
	MNBENCH_REMOVAL_UNMAP_ONLY,
	/* The next command of the process removes it, before anything else. */
	MNBENCH_REMOVAL_SYNC,
};

/* How a callback waits for the device. */
enum mnbench_wait {
	MNBENCH_WAIT_SPIN,
	MNBENCH_WAIT_SLEEP, /* but spin where it must not sleep */
	/*
	 * It does not, and neither does a detach, as in hfi1: the invalidation
	 * is sent, and the device has lost the pages when the callback returns.
	 * A device fault spins. Only with MNBENCH_WAIT_OUTSIDE and
	 * MNBENCH_DYING_WAIT.
	 */
	MNBENCH_WAIT_NONE,
};

/*
 * The driver's lock. A callback holds it while it takes pages away; a device
 * fault holds it, a rwsem for reading, while it enters pages. A task that is
 * killed does not wait for it any longer: its callback goes on without.
 */
enum mnbench_lock {
	MNBENCH_LOCK_SPINLOCK,
	MNBENCH_LOCK_MUTEX,
	MNBENCH_LOCK_RWSEM,
};

/* What one driver's lock protects. */
enum mnbench_lock_scope {
	MNBENCH_SCOPE_MM,    /* the session: all of its chunks and buffers */
	MNBENCH_SCOPE_CHUNK, /* one chunk or buffer; modes that have these */
	/*
	 * All sessions with the same device number and the same kind of lock:
	 * there is one lock for each pair. The device itself, with its page
	 * table and its queue of invalidations, is each session's own.
	 */
	MNBENCH_SCOPE_DEVICE,
};

/* Where a callback waits for the device. */
enum mnbench_wait_in {
	MNBENCH_WAIT_OUTSIDE, /* after it has released the driver's lock */
	MNBENCH_WAIT_INSIDE,  /* while it holds the driver's lock */
};

/* What a callback does for a non-blockable range. */
enum mnbench_nonblock {
	/*
	 * It tries the lock, and waits for the device, by spinning. All of
	 * these callbacks of a session spin for at most MNBENCH_LATENCY_MAX_NS.
	 * Then they no longer wait for the device; for the lock they fail, or
	 * do without it in modes in which they must not fail.
	 */
	MNBENCH_NONBLOCK_SPIN,
	/* It fails before it has changed anything: the mm skips the VMA. */
	MNBENCH_NONBLOCK_FAIL,
	/* It fails if the driver's lock is taken, else as SPIN. */
	MNBENCH_NONBLOCK_TRYLOCK,
};

/* For which ranges a callback raises the sequence number. */
enum mnbench_sequence {
	MNBENCH_SEQUENCE_EVERY,
	/*
	 * Those that meet a slot, as KVM. Only with MNBENCH_FILTER_SLOTS, in
	 * modes whose sequence number is not that of an interval.
	 */
	MNBENCH_SEQUENCE_SLOTS,
};

/*
 * What a device fault does when ranges are between their start and their end.
 * In both cases it waits for the driver's lock.
 */
enum mnbench_fault_wait {
	MNBENCH_FAULT_BLOCK, /* wait until all of them have ended */
	/*
	 * Start again if its pages lie in them, as KVM, and as often as needed;
	 * each time counts as a collision. In them means between the first and
	 * the last byte of all that were open since there was none. The
	 * sequence number is raised at the end of a range, not at its start.
	 * Only in modes whose sequence number is not that of an interval.
	 */
	MNBENCH_FAULT_RETRY,
};

/*
 * Whether a callback waits for the device, and for a lock that is taken, when
 * the mm exits. Without the lock it goes on.
 */
enum mnbench_dying {
	/*
	 * It does, but all of these, those in tasks of a process that has been
	 * killed or exits as a whole, and another process that closes the file
	 * wait for at most MNBENCH_EXIT_WAIT_MAX_NS together, and each for a
	 * lock for at most MNBENCH_LATENCY_MAX_NS. A single thread that exits
	 * waits as any other.
	 */
	MNBENCH_DYING_WAIT,
	/*
	 * Not in a task that exits, as i915 for one with PF_EXITING. In an
	 * exec, and in another process that puts the mm, as above.
	 */
	MNBENCH_DYING_SKIP,
};

/**
 * struct mnbench_attach - subscribe the device to the caller's mm
 * @size: (in) sizeof(struct mnbench_attach)
 * @flags: (in) 0
 * @mode: (in) name of the mode, NUL-terminated
 * @chunk_size: (in) bytes that one interval notifier covers, or in a mode that
 *	splits chunks covers at most: a power of two from the page size to
 *	MNBENCH_CHUNK_SIZE_MAX; 0 in modes without chunks
 * @filter: (in) enum mnbench_filter; DEFAULT in modes without range callbacks
 * @removal: (in) enum mnbench_removal; DEFERRED in modes that support no other
 * @wait: (in) enum mnbench_wait
 * @inflight: (in) invalidations that the device processes at the same time, at
 *	most MNBENCH_INFLIGHT_MAX; others wait in its queue. Each session has a
 *	queue of its own, whatever @device says. 0 means
 *	MNBENCH_INFLIGHT_DEFAULT. One that would have to wait for its turn for
 *	longer than MNBENCH_LATENCY_MAX_NS joins the last that waits, which
 *	then invalidates everything. All callbacks for ranges that must not
 *	sleep wait for at most MNBENCH_LATENCY_MAX_NS together. Flushes of the
 *	TLB by the process that reaps the mm share this limit. All other
 *	flushes wait for the device each time
 * @device_ns: (in) latency of one invalidation, at most MNBENCH_LATENCY_MAX_NS
 * @device_page_ns: (in) additional latency for each device page in its range,
 *	at most MNBENCH_LATENCY_MAX_NS; the sum is limited to the same value
 * @fault_ns: (in) latency of a device fault, at most MNBENCH_LATENCY_MAX_NS
 * @lock: (in) enum mnbench_lock
 * @lock_scope: (in) enum mnbench_lock_scope
 * @wait_in: (in) enum mnbench_wait_in
 * @nonblock: (in) enum mnbench_nonblock; FAIL and TRYLOCK not in modes with a
 *	notifier for the whole address space that is no interval
 * @ignored_events: (in) bit 1 << enum mnbench_event for each event for which a
 *	callback does nothing, not even raise the sequence number. Without @pin
 *	only SOFT_DIRTY and RELEASE; RELEASE not in modes with a notifier for
 *	the whole address space that is no interval
 * @sequence: (in) enum mnbench_sequence
 * @fault_wait: (in) enum mnbench_fault_wait
 * @dying: (in) enum mnbench_dying; SKIP not in modes without range callbacks
 * @device: (in) number of the device, below MNBENCH_DEVICES_MAX; see
 *	MNBENCH_SCOPE_DEVICE, without which it means nothing
 * @pin: (in) 1: a buffer has no notifier. REGISTER pins its pages with
 *	pin_user_pages() and maps them on the device, for writing. They stay
 *	there until UNREGISTER or the detach, whatever the CPU does with its
 *	mapping, so after a change of that the device and the CPU may use
 *	different pages. 1 only in modes with buffers
 * @range_size: (in) bytes of a range of MNBENCH_FILTER_RANGES, a power of two
 *	from the page size to @chunk_size; else 0
 * @chunk_bytes: (in) kernel memory that the driver keeps for each notifier, at
 *	most MNBENCH_KEPT_MAX; 0 in modes without range callbacks
 * @page_bytes: (in) the same for each page that a chunk or buffer spans; 0 in
 *	modes without chunks or buffers. For one of them it is MNBENCH_KEPT_MAX
 *	bytes together at most: the attach (chunks) or REGISTER (buffers) fails
 *	with -EINVAL if it would be more. This memory is charged to the memory
 *	cgroup of the task that inserts the notifier. In modes that split
 *	chunks a work item inserts some, and theirs is charged to the root
 * @register_ns: (in) latency of REGISTER, at most MNBENCH_LATENCY_MAX_NS; this
 *	and the next are 0 in modes without buffers
 * @register_page_ns: (in) additional latency for each page of the buffer; the
 *	sum is limited to the same value
 * @map_page_ns: (in) latency that each page adds to the device fault that maps
 *	it; the sum is limited to the same value. The fault waits under the
 *	driver's lock if that is a mutex or a rwsem, as mlx5 does
 *
 * Taints the kernel with TAINT_TEST.
 *
 * Errors: -EINVAL (a value out of range), -ENOENT (no such mode), -EOPNOTSUPP
 * (this kernel does not support the mode, and `modinfo -F mode_unsupported
 * mnbench.ko` says why), -EBUSY (already attached), -ENOMEM, -EINTR.
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
	/* An older caller's structure ends here. */
	__u32 lock;
	__u32 lock_scope;
	__u32 wait_in;
	__u32 nonblock;
	__u32 ignored_events;
	__u32 sequence;
	__u32 fault_wait;
	__u32 dying;
	__u32 device;
	__u32 pin;
	__u64 range_size;
	__u64 chunk_bytes;
	__u64 page_bytes;
	__u64 register_ns;
	__u64 register_page_ns;
	__u64 map_page_ns;
};

enum mnbench_op {
	/* Copy device memory at @addr to @data; misses fault. */
	MNBENCH_OP_READ,
	/* Copy @data to device memory at @addr; misses fault for writing. */
	MNBENCH_OP_WRITE,
	/*
	 * Map the page at @addr, and one at each @stride after it within
	 * @length, on the device, as a read (or with MNBENCH_COMMAND_WRITABLE a
	 * write) would. @stride 0: every page.
	 */
	MNBENCH_OP_MAP,
	/* Store MNBENCH_PAGE_*, one byte per page, to @data; never faults. */
	MNBENCH_OP_SNAPSHOT,
	/*
	 * Let the device use the buffer [@addr, @addr + @length), mapped or
	 * not. Buffers may overlap and be registered several times. A buffer
	 * stays until it is unregistered, even if its memory is unmapped. With
	 * @pin of struct mnbench_attach it must be mapped for writing
	 * (-EFAULT), must not overlap another (-EINVAL), and counts against
	 * RLIMIT_MEMLOCK without CAP_IPC_LOCK (-ENOMEM). In
	 * modes without buffers the device may use any memory, and REGISTER and
	 * UNREGISTER do nothing, unless the filter is SLOTS.
	 */
	MNBENCH_OP_REGISTER,
	/*
	 * Undo one MNBENCH_OP_REGISTER of exactly this buffer. The device gives
	 * up its pages, with one invalidation if it holds any. Pages that
	 * another buffer covers as well can be faulted again.
	 */
	MNBENCH_OP_UNREGISTER,
};

/* The state of a page in a snapshot: absent, or present with these rights. */
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
 * @addr: (in) virtual address; page aligned except for READ and WRITE
 * @length: (in) bytes, at most MNBENCH_COMMAND_LENGTH_MAX; whole pages except
 *	for READ and WRITE; not 0 for REGISTER and UNREGISTER
 * @stride: (in) bytes, whole pages, for MAP; 0 for others
 * @data: (in) pointer to the caller's buffer: @length bytes for READ and WRITE,
 *	one byte per page for SNAPSHOT; 0 for others
 * @done: (out) bytes from @addr on that were completed
 * @faults: (out) device faults that mapped a page
 * @result: (out) 0, or a negative errno: -EFAULT (the CPU cannot access the
 *	memory either, or the kernel gives it to no device: memory without
 *	PROT_READ, missing in a userfaultfd(2), mapped by a driver, or of
 *	memfd_secret()), -EPERM (write to read-only memory, or to a shadow
 *	stack), -EACCES (the mode needs a registered buffer there, also when it
 *	is unregistered meanwhile), -ENOENT (NOFAULT and the page is absent; or
 *	no such buffer to UNREGISTER), -EBUSY (after about a second of attempts;
 *	modes with intervals wait longer while ranges follow one another without
 *	a gap, as mmu_interval_read_begin() does), -EINTR (killed; @done is what
 *	was completed), -EINVAL, -ENOMEM, -ENXIO (the mode has no device)
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
 * @flags: (in) 0
 * @commands: (in) pointer to an array of struct mnbench_command
 * @command_size: (in) sizeof(struct mnbench_command), the distance between
 *	entries, so that the structure can grow as others do
 * @count: (in) entries, at most MNBENCH_COMMANDS_MAX
 * @completed: (out) entries that were executed; the queue stops after the first
 *	one whose @result is not 0
 * @reserved: (in) 0
 *
 * The call succeeds even if a command fails; each command has its own result.
 * Errors: -ENXIO (not attached), -EINVAL, -E2BIG, -ENOMEM, -EINTR.
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

/* The events by which callbacks are counted; the order is part of the ABI. */
enum mnbench_event {
	MNBENCH_EVENT_UNMAP,
	MNBENCH_EVENT_CLEAR,
	MNBENCH_EVENT_PROTECTION_VMA,
	MNBENCH_EVENT_PROTECTION_PAGE,
	MNBENCH_EVENT_SOFT_DIRTY,
	MNBENCH_EVENT_RELEASE,
	MNBENCH_EVENT_MIGRATE,
	MNBENCH_EVENT_EXCLUSIVE,
	MNBENCH_EVENT_OTHER, /* any event that this module does not know */
	MNBENCH_EVENT_COUNT
};

/* The questions of reclaim, after the operations of struct mmu_notifier_ops. */
enum mnbench_young {
	MNBENCH_YOUNG_CLEAR_FLUSH,
	MNBENCH_YOUNG_CLEAR,
	MNBENCH_YOUNG_TEST,
	MNBENCH_YOUNG_COUNT
};

/* Zero the counters after reading, except those that say "not reset". */
#define MNBENCH_COUNTERS_RESET (1U << 0)

/**
 * struct mnbench_counters - events of the session since attach or reset
 * @size: (in) sizeof(struct mnbench_counters)
 * @flags: (in) MNBENCH_COUNTERS_*
 * @callbacks: calls of a live subscription for a range, by event; a range that
 *	overlaps N chunks makes N callbacks. Index: enum mnbench_event
 * @spurious: callbacks whose range had no device page
 * @late: callbacks of chunks that faults cannot use yet, or that were dropped
 *	or replaced and wait for their removal; not counted elsewhere
 * @nonblock: callbacks for non-blockable ranges
 * @invalidations: TLB invalidations sent to the device, by callbacks, by
 *	UNREGISTER and by the detach
 * @pages_invalidated: device pages that callbacks took away
 * @faults: device faults that mapped at least one page
 * @pages_faulted: pages that device faults mapped
 * @collisions: attempts of a fault that were repeated because an invalidation
 *	came in between
 * @gave_up: faults that ended with -EBUSY
 * @chunks_inserted: interval notifiers inserted: chunks, buffers, the one of a
 *	fault, or that of the whole address space
 * @chunks_removed: interval notifiers removed
 * @chunks_now: interval notifiers in the mm's tree, including those that wait
 *	for their removal; not reset
 * @chunks_peak: the maximum of @chunks_now; reset to @chunks_now
 * @pages_now: pages in the device page table; not reset
 * @bytes: kernel memory that the session holds: subscription, policy, chunks
 *	and device page table; not reset. Without what the kernel itself
 *	allocates for the mm and for SRCU, and without the work items of
 *	removals
 * @splits: chunks that the mode replaced by smaller ones
 * @merges: chunks that the mode inserted in place of smaller ones
 * @ignored: callbacks for an event of @ignored_events; counted nowhere else
 * @failed: callbacks that failed a non-blockable range; counted nowhere else
 * @contended: callbacks and device faults that found the driver's lock taken;
 *	0 where that is the device's own spinlock, as with all defaults
 * @widened: device pages that callbacks took away outside their range
 * @waited_ns: time that callbacks waited for the device
 * @stopped_ns: time in which the device worked on at least one invalidation
 * @late_exits: exits of the mm that a work item carried out, because it used
 *	the mm when the last task went: no time of such an exit is right
 * @young: calls that ask which pages the device used, by enum mnbench_young
 * @secondary: calls that flush the device's TLB together with the CPU's; each
 *	sends an invalidation, and @spurious counts those that found no page
 * @secondary_all: those of @secondary for the whole address space
 *
 * All fields except the first two are (out). They are read at the same time,
 * under the device lock. Errors: -EINVAL, -E2BIG, -EINTR.
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
	__u64 ignored;
	__u64 failed;
	__u64 contended;
	__u64 widened;
	__u64 waited_ns;
	__u64 stopped_ns;
	__u64 late_exits;
	__u64 young[MNBENCH_YOUNG_COUNT];
	__u64 secondary;
	__u64 secondary_all;
};

/*
 * The numbers contain no size, so that a structure can grow. The VFS takes 0 to
 * 2 of any type (FIBMAP, FIGETBSZ).
 */
#define MNBENCH_IOC_ATTACH _IO('N', 0x40) /* struct mnbench_attach */
/* No argument. -ENXIO when not attached, -EINTR. */
#define MNBENCH_IOC_DETACH   _IO('N', 0x41)
#define MNBENCH_IOC_SUBMIT   _IO('N', 0x42) /* struct mnbench_submit */
#define MNBENCH_IOC_COUNTERS _IO('N', 0x43) /* struct mnbench_counters */
/*
 * No argument. Waits until deferred removals have been carried out. -ENXIO when
 * not attached, -EINTR.
 */
#define MNBENCH_IOC_SETTLE _IO('N', 0x44)

#endif
