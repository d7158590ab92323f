/* SPDX-License-Identifier: GPL-2.0-only */
/* The test suites of the guest, and what they share. */
#ifndef SUITES_H
#define SUITES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/layout.h"
#include "common/cell.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

struct machine;

void suite_abi(void);          /* the interface: what it accepts and refuses */
void suite_access(void);       /* the device reads and writes as the CPU does */
void suite_adaptive(void);     /* chunks split and merge */
void suite_buffers(void);      /* registered buffers */
void suite_crowd(void);        /* many threads and sessions at once */
void suite_threads(void);      /* threads that operate at the same time */
void suite_debug_kernel(void); /* whether a debug kernel still looks */
void suite_driver_bytes(void); /* memory that a driver keeps */
void suite_drivers(void);      /* modes that are drivers of the kernel */
void suite_flushes(void);      /* flushes of the TLB, pages that were used */
void suite_helpers(void);      /* what the tests themselves use */
void suite_hunt(void);         /* changes at random against a device */
void suite_killed(void);       /* callers are killed while they wait or loop */
void suite_latency(void);      /* the device takes its time */
void suite_leaks(void);        /* memory that was leaked, at the end */
void suite_lifetime(void);     /* exits, kills, forks, unloading */
void suite_matrix(void);       /* every mode x workload of any plan */
void suite_memory(void);       /* memory that workloads act on */
void suite_nodes(void);        /* memory on a NUMA node */
void suite_memory_gib(void);   /* the same with pages of 1 GiB */
void suite_no_memory(void);    /* each allocation of a call fails */
void suite_others(void);       /* other processes with the same device */
void suite_pinned(void);       /* buffers of pinned memory */
void suite_planted(void);      /* the hunt finds faults that were planted */
void suite_policies(void);     /* what drivers do around an invalidation */
void suite_protocol(void);     /* forced interleavings */
void suite_address_space(void);   /* VMAs of a program */
void suite_protocol_kernel(void); /* the same with acts of the kernel */
void suite_race(void);            /* device and CPU at the same time */
void suite_ranges(void);          /* ranges that no workload makes */
void suite_registration(void);    /* attaching, registering, detaching */
void suite_removal(void);         /* when chunks without pages are removed */
void suite_sharing(void);         /* processes that share a session or an mm */
void suite_signals(void);         /* signals that come while an mm registers */
void suite_teardown(void);        /* detaches, exits and kills end soon */
void suite_timed(void);           /* faults that are timed */
void suite_workloads(void);       /* workloads that the matrix leaves out */

/*
 * Fail instead of testing: "hang", "oom" (use all memory), "off" (power off
 * without output), or exit for anything else.
 */
void misbehave(const char *how) __attribute__((noreturn));

/* A cell with the defaults of plans, but a small device region. */
struct cell test_cell(const char *workload, const char *mode);

/*
 * Whether a suite that tries all modes has this workload: one that is part of
 * any plan, or one whose pages are all that the device has. The others follow
 * the same paths, and have the suite `workloads`.
 */
bool is_in_matrix(const struct workload *workload);

/* Whether this kernel supports the mode, according to run.sh. */
bool mode_is_available(const char *mode);

/*
 * Call @run once for each mode that has a device, as tests "suite: what, mode".
 */
void for_each_device_mode(const char *suite, const char *what,
			  void (*run)(const void *mode_name));

/*
 * Open a session and attach it in a mode or as a cell says, or attach an open
 * one. All memory is registered, as TEST_BUFFERS buffers of which one starts at
 * REGION_BASE. Fails the test on an error.
 */
#define TEST_BUFFERS 4
int attached(const char *mode);
int attached_as(const struct cell *cell);
void attach_all_memory(int fd, const struct cell *cell);

/*
 * Use the smallest chunks of at least @size that the mode supports, if it has
 * chunks.
 */
void use_chunks(struct cell *cell, uint64_t size);

/* Whether this kernel has what a workload needs. */
bool workload_is_available(const struct workload *workload);

/*
 * Whether a suite that repeats workloads in other circumstances has this one:
 * it is one of a few, or all are wanted (MODES=all).
 */
bool workload_is_asked_for(const struct workload *workload);

/* Whether the kernel of the guest can mount it: "ext4". */
bool file_system_is_available(const char *name);

/*
 * Prepare the kernel for a workload that is available, as the agent does before
 * a sample, and put it back. Returns 0, or -errno when nothing has changed.
 */
int workload_begin(const struct workload *workload, struct machine *machine);
void workload_end(const struct workload *workload, struct machine *machine);

/* The most intervals of attach_all_memory() that no munmap() removes. */
uint64_t intervals_that_stay(const char *mode);

/* Run on the last processor, where samples are measured. */
void use_last_processor(void);

/* Write to a file of /proc or /sys. */
void write_file(const char *path, const char *text);
/* The same; false if the kernel lacks the file, and so what it sets. */
bool write_if_there(const char *path, const char *text);

/*
 * Which anonymous memory may have huge pages; absent in a kernel without them.
 */
#define THP_ENABLED "/sys/kernel/mm/transparent_hugepage/enabled"

/*
 * The kB of this line of smaps, for the VMA that starts at @addr; -1 if none.
 */
long smaps_kb(uintptr_t addr, const char *what);

/* Sleep for this time. */
void pause_ms(unsigned int ms);

/* What something took, in ns: of the clock, and of this thread's processor. */
struct cost {
	uint64_t time;
	uint64_t cpu;
};

struct cost cost_now(void);
struct cost cost_since(struct cost start);

/* Fail the test unless what took @ns took @low to @high. */
void expect_time(const char *what, uint64_t ns, uint64_t low, uint64_t high);

/* The counters of a session, which are not reset. */
struct mnbench_counters counters_of(int fd);

/* Take @pages pages away from the CPU, but not their mapping. */
void discard(uintptr_t addr, size_t pages);

/* Map @pages anonymous pages at @addr, each with its number as contents. */
void map_numbered(uintptr_t addr, size_t pages);

/*
 * Read or write as the CPU would, without a signal: 0, or -EFAULT. Fails the
 * test if the kernel cannot tell.
 */
int cpu_read(uintptr_t addr, void *data, size_t size);
/*
 * Read up to PAGE_BYTES in the same way, but leave a page shared that is shared
 * after a fork. cpu_read() pins it, so the kernel gives the process a copy.
 */
int cpu_peek(uintptr_t addr, void *data, size_t size);
int cpu_write(uintptr_t addr, const void *data, size_t size);

/* Run this thread on one processor. Fails the test if there are not so many. */
void use_processor(unsigned int number);

/*
 * How many times longer the kernel takes for the same than one without debug
 * options, at least 1: time limits and the hunt's timers are multiplied by it.
 * It is measured by the first call.
 */
unsigned int kernel_slowness(void);

/* The nanoseconds of the loop that it measures. */
uint64_t kernel_loop_ns(void);

/*
 * Fail the test unless each device page in [start, start + size) is the page of
 * the CPU, with no more rights. Writes to the pages that can be written.
 */
void expect_no_stale_page(int fd, uintptr_t start, size_t size);
/*
 * The same without writes: pages that a fork left shared, or that were only
 * read, stay so. An old page is recognized by its contents only.
 */
void expect_no_other_page(int fd, uintptr_t start, size_t size);

#endif
