// SPDX-License-Identifier: GPL-2.0-only
/* The table of cell keys, and reading the fields that it describes. */
#include <string.h>

#include "common/address_space.h"
#include "common/cell.h"
#include "common/modes.h"
#include "common/timed.h"
#include "common/units.h"
#include "mnbench_abi.h"

/* Each in the order of its enumeration. */
static const char *const placements[] = {"far", "same-chunk", "overlap", NULL};
static const char *const sharings[] = {"own", "vma", NULL};
static const char *const filters[] = {"default", "off",   "bitmap", "scan",
				      "ranges",  "slots", NULL};
static const char *const removals[] = {"deferred", "keep", "unmap-only", "sync",
				       NULL};
static const char *const arms[] = {"a", "b", NULL};
static const char *const quiesces[] = {"rcu", "none", NULL};
static const char *const backings[] = {"anonymous", "zero",    "file", "shmem",
				       "thp",       "hugetlb", "cow",  NULL};
static const char *const page_sizes[] = {"4K", "thp", "2M", "1G", NULL};
static const char *const activity_backings[] = {"anonymous", "shared", "memfd",
						"tmpfs",     "ext4",   NULL};
static const char *const module_states[] = {"loaded", "absent", NULL};
static const char *const waits[] = {"spin", "sleep", "none", NULL};
static const char *const locks[] = {"spinlock", "mutex", "rwsem", NULL};
static const char *const lock_scopes[] = {"mm", "chunk", "device", NULL};
static const char *const wait_ins[] = {"outside", "inside", NULL};
static const char *const nonblocks[] = {"spin", "fail", "trylock", NULL};
static const char *const sequences[] = {"every", "slots", NULL};
static const char *const fault_waits[] = {"block", "retry", NULL};
static const char *const dyings[] = {"wait", "skip", NULL};
static const char *const allocators[] = {"glibc", "jemalloc", NULL};
static const char *const no_yes[] = {"no", "yes", NULL};
static const char *const nodes[] = {"cpu", "0", "1", "2", "3",
				    "4",   "5", "6", "7", NULL};
_Static_assert(sizeof(nodes) / sizeof(nodes[0]) == CELL_NODES_MAX + 2,
	       "each node has a word");
/* The event OTHER has no word: nobody can ignore what it does not know. */
static const char *const events[] = {
	"unmap",           "clear",      "protection-vma",
	"protection-page", "soft-dirty", "release",
	"migrate",         "exclusive",  NULL};

/* A process can have 65,530 (vm.max_map_count) and needs some itself. */
#define VMAS_MAX 60000
/* 64 GiB; a guest needs memory for them. */
#define PAGES_MAX (16 << 20)

#define AT(field) offsetof(struct cell, field)
#define LATENCY   0, MNBENCH_LATENCY_MAX_NS

const struct cell_key cell_keys[] = {
	{"workload", CELL_NAME, SCOPE_ALL, AT(workload), NULL, 0, 0, NULL,
	 "what the application does (see list workloads)"},
	{"mode", CELL_NAME, SCOPE_ALL, AT(mode), NULL, 0, 0, NULL,
	 "how the device subscribes to the address space (see list modes)"},
	/* The choices are the table of common/timed.h. */
	{"timed", CELL_CHOICE, SCOPE_ALL, AT(timed), NULL, 0, 0, "operation",
	 "what is timed: the workload's operation or an action of the device"},
	{"placement", CELL_CHOICE, SCOPE_ALL, AT(placement), placements, 0, 0,
	 "far",
	 "where the workload acts: away from device pages, in their chunk, or "
	 "on them"},
	{"threads", CELL_COUNT, SCOPE_ALL, AT(threads), NULL, 0, 256, "1",
	 "threads that run the workload; 0: the application is idle; cpus: 1, "
	 "2, 4 and so on, up to the CPUs of this machine"},
	{"pages", CELL_COUNT, SCOPE_ALL, AT(pages), NULL, 1, PAGES_MAX, "4",
	 "size of one timed operation in pages of 4 KiB"},
	{"page_size", CELL_CHOICE, SCOPE_ALL, AT(page_size), page_sizes, 0, 0,
	 "4K",
	 "pages of the activity in placement far: small ones, transparent huge "
	 "pages, or those of hugetlb"},
	{"activity_backing", CELL_CHOICE, SCOPE_ALL, AT(activity_backing),
	 activity_backings, 0, 0, "anonymous",
	 "memory of the activity in placement far: anonymous or what the "
	 "workload needs, or shared memory, or a file"},
	{"chunk_size", CELL_SIZE, SCOPE_CHUNKS, AT(chunk_size), NULL, 4 * KiB,
	 MNBENCH_CHUNK_SIZE_MAX, "2M",
	 "bytes that one interval notifier covers; a power of two"},
	{"filter", CELL_CHOICE, SCOPE_DEVICE, AT(filter), filters, 0, 0,
	 "default",
	 "whether a range without device pages causes no invalidation of the "
	 "device"},
	{"removal", CELL_CHOICE, SCOPE_KEEPS, AT(removal), removals, 0, 0,
	 "deferred",
	 "what happens to a chunk when its last device page is gone"},
	{"device_ns", CELL_TIME, SCOPE_DEVICE, AT(device_ns), NULL, LATENCY,
	 "0", "latency of one invalidation of the device, in ns"},
	{"device_page_ns", CELL_TIME, SCOPE_DEVICE, AT(device_page_ns), NULL,
	 LATENCY, "0", "latency that each invalidated device page adds, in ns"},
	{"fault_ns", CELL_TIME, SCOPE_DEVICE, AT(fault_ns), NULL, LATENCY, "0",
	 "latency of one device fault, in ns"},
	{"wait", CELL_CHOICE, SCOPE_DEVICE, AT(wait), waits, 0, 0, "spin",
	 "how the caller of an invalidation waits for the device"},
	{"inflight", CELL_COUNT, SCOPE_DEVICE, AT(inflight), NULL, 1,
	 MNBENCH_INFLIGHT_MAX, "32",
	 "invalidations that the device processes at the same time"},
	{"lock", CELL_CHOICE, SCOPE_DEVICE, AT(lock), locks, 0, 0, "spinlock",
	 "the lock that a callback and a device fault take"},
	{"lock_scope", CELL_CHOICE, SCOPE_DEVICE, AT(lock_scope), lock_scopes,
	 0, 0, "mm",
	 "what one such lock protects: the address space, a chunk or buffer, "
	 "or "
	 "all users of the device"},
	{"wait_in", CELL_CHOICE, SCOPE_DEVICE, AT(wait_in), wait_ins, 0, 0,
	 "outside", "whether a callback waits for the device inside that lock"},
	{"nonblock", CELL_CHOICE, SCOPE_DEVICE, AT(nonblock), nonblocks, 0, 0,
	 "spin",
	 "what a callback does that must not sleep: spin, fail, or fail where "
	 "the lock is taken"},
	{"events", CELL_SET, SCOPE_DEVICE, AT(events), events, 0, 0, "all",
	 "events for which a callback acts; it ignores the others: all, or "
	 "words joined by +"},
	{"sequence", CELL_CHOICE, SCOPE_DEVICE, AT(sequence), sequences, 0, 0,
	 "every",
	 "for which ranges the sequence number is raised: every one, or those "
	 "that meet a slot"},
	{"fault_wait", CELL_CHOICE, SCOPE_DEVICE, AT(fault_wait), fault_waits,
	 0, 0, "block",
	 "what a device fault does while ranges are in progress"},
	{"dying", CELL_CHOICE, SCOPE_DEVICE, AT(dying), dyings, 0, 0, "wait",
	 "whether callbacks of an exit wait for the device"},
	{"range_size", CELL_SIZE, SCOPE_DEVICE, AT(range_size), NULL, 0,
	 MNBENCH_CHUNK_SIZE_MAX, "0",
	 "bytes of a range of filter ranges; a power of two; 0: 2M"},
	{"chunk_bytes", CELL_SIZE, SCOPE_DEVICE, AT(chunk_bytes), NULL, 0,
	 MNBENCH_KEPT_MAX, "0",
	 "bytes of kernel memory that the driver keeps for each notifier"},
	{"page_bytes", CELL_SIZE, SCOPE_PARTS, AT(page_bytes), NULL, 0,
	 MNBENCH_KEPT_MAX, "0",
	 "bytes that it keeps for each page that a chunk or buffer spans"},
	{"pin", CELL_CHOICE, SCOPE_BUFFERS, AT(pin), no_yes, 0, 0, "no",
	 "whether the pages of a registered buffer are pinned"},
	{"register_ns", CELL_TIME, SCOPE_BUFFERS, AT(register_ns), NULL,
	 LATENCY, "0", "latency of registering a buffer, in ns"},
	{"register_page_ns", CELL_TIME, SCOPE_BUFFERS, AT(register_page_ns),
	 NULL, LATENCY, "0",
	 "latency that each page of a buffer adds to that, in ns"},
	{"map_page_ns", CELL_TIME, SCOPE_DEVICE, AT(map_page_ns), NULL, LATENCY,
	 "0", "latency that each page adds to a device fault, in ns"},
	{"region_size", CELL_SIZE, SCOPE_ALL, AT(region_size), NULL, 4 * KiB,
	 16 * TiB, "64M",
	 "bytes of address space that the device region spans"},
	{"region_stride", CELL_SIZE, SCOPE_ALL, AT(region_stride), NULL,
	 4 * KiB, 16 * TiB, "2M",
	 "bytes from the start of one run of device pages to the next"},
	{"region_run", CELL_SIZE, SCOPE_ALL, AT(region_run), NULL, 4 * KiB,
	 16 * TiB, "16K",
	 "bytes of each run of device pages; the rest of a stride is unused"},
	{"backing", CELL_CHOICE, SCOPE_ALL, AT(backing), backings, 0, 0,
	 "anonymous",
	 "memory of the device region: anonymous pages, the zero page, a file "
	 "that is read, shared memory, huge pages, or pages that a fork "
	 "shares"},
	{"buffers", CELL_COUNT, SCOPE_BUFFERS, AT(buffers), NULL, 1, 16, "1",
	 "buffers that cover each run of device pages; they overlap"},
	{"dontfork", CELL_CHOICE, SCOPE_ALL, AT(dontfork), no_yes, 0, 0, "yes",
	 "whether forks leave out the device region (MADV_DONTFORK)"},
	{"devices", CELL_COUNT, SCOPE_DEVICE, AT(devices), NULL, 1,
	 CELL_DEVICES_MAX, "1",
	 "devices that are attached to the measured process"},
	{"others", CELL_COUNT, SCOPE_ALL, AT(others), NULL, 0, 64, "0",
	 "other processes with the same device, which have callbacks "
	 "meanwhile"},
	{"vmas", CELL_COUNT, SCOPE_ALL, AT(vmas), NULL, 0, VMAS_MAX, "0",
	 "extra VMAs of the process, of one page each"},
	{"node", CELL_CHOICE, SCOPE_ALL, AT(node), nodes, 0, 0, "cpu",
	 "NUMA node of the memory that the workload acts on, before each "
	 "operation; cpu: that of the measured CPU"},
	{"region_node", CELL_CHOICE, SCOPE_ALL, AT(region_node), nodes, 0, 0,
	 "cpu", "NUMA node of the memory of the device region"},
	{"sharing", CELL_CHOICE, SCOPE_ALL, AT(sharing), sharings, 0, 0, "own",
	 "where several threads act: each in a VMA of its own, or on a part of "
	 "one VMA"},
	/* The choices are those of common/address_space.h. */
	{"address_space", CELL_CHOICE, SCOPE_ALL, AT(address_space), NULL, 0, 0,
	 ADDRESS_SPACE_NONE,
	 "VMAs of a real program that the process has, too: a snapshot of its "
	 "/proc/PID/maps"},
	{"allocator", CELL_CHOICE, SCOPE_ALL, AT(allocator), allocators, 0, 0,
	 "glibc",
	 "whose malloc(3) the process has; workloads of the allocator alone "
	 "use it"},
	{"quiesce", CELL_CHOICE, SCOPE_ALL, AT(quiesce), quiesces, 0, 0, "rcu",
	 "what the agent waits for before each operation"},
	{"arm", CELL_CHOICE, SCOPE_BARE, AT(arm), arms, 0, 0, "a",
	 "b: measures the same cell again, which shows the noise"},
	{"module", CELL_CHOICE, SCOPE_BARE, AT(module), module_states, 0, 0,
	 "loaded", "whether mnbench's module is in the kernel"},
	{"limit_ns", CELL_TIME, SCOPE_ALL, AT(limit_ns), NULL, 0,
	 UINT64_C(1000000000000), "0",
	 "time of all operations that ends a sample early, in ns; 0: none"},
	{"ops", CELL_COUNT, SCOPE_ALL, AT(ops), NULL, 1, 1000000, "100",
	 "timed operations of a sample"},
	{"warmup", CELL_COUNT, SCOPE_ALL, AT(warmup), NULL, 0, 1000000, "20",
	 "operations before the timed ones; their times are discarded"},
	{0},
};
_Static_assert(sizeof(cell_keys) / sizeof(cell_keys[0]) <= CELL_KEYS_MAX,
	       "plans have a place for each key");

const struct cell_key *cell_key_find(const char *name)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

const char *cell_choice(const struct cell_key *key, uint64_t index)
{
	const struct timed_kind *kind;

	if (key->choices)
		return key->choices[index];
	if (key->offset == AT(address_space))
		return address_space_word(index);
	kind = timed_at(index);
	return kind ? kind->name : NULL;
}

uint64_t cell_set_bit(const struct cell_key *key, const char *word)
{
	for (size_t i = 0; key->choices[i]; i++)
		if (strcmp(key->choices[i], word) == 0)
			return UINT64_C(1) << i;
	return 0;
}

uint64_t cell_set_mask(const struct cell_key *key)
{
	size_t count = 0;

	while (key->choices[count])
		count++;
	return (UINT64_C(1) << count) - 1;
}

uint64_t cell_ignored_events(const struct cell *cell)
{
	return cell_set_mask(cell_key_find("events")) & ~cell->events;
}

uint64_t *cell_number_at(struct cell *cell, const struct cell_key *key)
{
	return (uint64_t *)((char *)cell + key->offset);
}

char *cell_name_at(struct cell *cell, const struct cell_key *key)
{
	return (char *)cell + key->offset;
}

uint64_t cell_number(const struct cell *cell, const struct cell_key *key)
{
	return *(const uint64_t *)((const char *)cell + key->offset);
}

bool cell_key_applies_in(const struct mode_info *mode,
			 const struct cell_key *key)
{
	switch (key->scope) {
	case SCOPE_BARE:
		return strcmp(mode->name, "none") == 0;
	case SCOPE_DEVICE:
		return mode_has_callback(mode);
	case SCOPE_CHUNKS:
		return mode_has_chunks(mode);
	case SCOPE_KEEPS:
		return mode->flags & MODE_KEEPS;
	case SCOPE_BUFFERS:
		return mode->coverage == MODE_COVERS_BUFFERS;
	case SCOPE_PARTS:
		return mode_has_parts(mode);
	default:
		return true;
	}
}

bool cell_key_applies(const struct cell *cell, const struct cell_key *key)
{
	const struct mode_info *mode = mode_find(cell->mode);

	return !mode || cell_key_applies_in(mode, key);
}
