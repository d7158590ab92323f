/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cell: one point of the matrix of workload, mode and parameters. The keys in
 * cell_keys[] are those of plans, of the lines that the agent reads, and of the
 * cells in a result: adding a key to the table adds it to all three.
 */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"

#define CELL_NAME_MAX 32
/* What cell_format() writes for a CELL_SET at most. */
#define CELL_SET_TEXT_MAX 128
/* A value with the name of its key. */
#define CELL_PAIR_MAX (CELL_SET_TEXT_MAX + 32)

/* The workload of an application that does nothing; it has no threads. */
#define CELL_IDLE "idle"

enum placement {
	PLACEMENT_FAR,        /* another part of the address space */
	PLACEMENT_SAME_CHUNK, /* next to device pages, inside their chunk */
	PLACEMENT_OVERLAP,    /* on device pages */
};

/* Where the threads of a cell act. */
enum sharing {
	SHARING_OWN, /* each in a VMA of its own */
	SHARING_VMA, /* each on a part of one VMA */
};

/* The most devices of a process. */
#define CELL_DEVICES_MAX 8

/* Where placement same-chunk acts: bytes from the start of a run. */
#define CELL_SAME_CHUNK_OFFSET (UINT64_C(32) << 10)

/* What the agent waits for before each operation. */
enum quiesce {
	/*
	 * An RCU grace period: what the last operation freed is free again, and
	 * none of its RCU callbacks runs during the next. In icount, operations
	 * then differ by a few instructions only.
	 */
	QUIESCE_RCU,
	QUIESCE_NONE, /* operations follow each other as in a loop */
};

/* Whether mnbench's module is in the kernel; nobody is attached. */
enum module_state {
	MODULE_LOADED,
	MODULE_ABSENT, /* the agent unloads it for the time of the sample */
};

/*
 * The kind of operation that is timed: an index in the table of common/timed.h.
 * Index 0 is the workload's operation.
 */
#define TIMED_OPERATION 0

/*
 * A NUMA node on which memory is: 0 is that of the measured CPU, and node N is
 * 1 + N. See cell_node().
 */
#define CELL_NODES_MAX 8

/* What backs the pages of the device region. */
enum backing {
	BACKING_ANONYMOUS, /* each its own page, written by the CPU */
	BACKING_ZERO,      /* the kernel's zero page: read, never written */
	BACKING_FILE,      /* a private mapping of a file, which is only read */
	BACKING_SHMEM,     /* shared memory, written by the CPU */
	BACKING_THP,       /* transparent huge pages of 2 MiB */
	BACKING_HUGETLB,   /* pages of 2 MiB of the hugetlb pool */
	BACKING_COW,       /* anonymous, but another process has them too */
};

/*
 * A timed venue measures each baseline as two arms; their difference is noise.
 */
enum arm {
	ARM_A, /* the baseline, and every cell of another mode */
	ARM_B, /* the same cell as the baseline, measured again */
};

/* The pages of an activity that is away from the device region. */
enum page_size {
	PAGE_SIZE_4K,
	PAGE_SIZE_THP, /* transparent huge pages of 2 MiB */
	PAGE_SIZE_2M,  /* of the hugetlb pool, as those of 1 GiB */
	PAGE_SIZE_1G,
};

/* What backs them. */
enum activity_backing {
	ACTIVITY_ANONYMOUS, /* or what the workload needs */
	ACTIVITY_SHARED,    /* anonymous, but shared with all who map it */
	ACTIVITY_MEMFD,     /* a file without a name, in memory */
	ACTIVITY_TMPFS,
	ACTIVITY_EXT4, /* on a disk in memory */
};

/* Whose malloc(3) the process has. */
enum allocator {
	ALLOCATOR_GLIBC,
	ALLOCATOR_JEMALLOC,
};

struct cell {
	char workload[CELL_NAME_MAX];
	char mode[CELL_NAME_MAX];
	uint64_t timed;     /* TIMED_OPERATION, or see common/timed.h */
	uint64_t arm;       /* enum arm */
	uint64_t placement; /* enum placement */
	uint64_t threads;   /* of the workload; 0: the application is idle */
	uint64_t sharing;   /* enum sharing */
	uint64_t pages;     /* 4 KiB pages that one timed operation acts on */
	uint64_t page_size; /* enum page_size, of the activity */
	uint64_t activity_backing; /* enum activity_backing */
	uint64_t chunk_size;       /* bytes; 0 where the mode has no chunks */
	uint64_t filter;           /* enum mnbench_filter */
	uint64_t removal;          /* enum mnbench_removal */
	uint64_t device_ns;
	uint64_t device_page_ns;
	uint64_t fault_ns;
	uint64_t wait;     /* enum mnbench_wait */
	uint64_t inflight; /* invalidations */
	/* What the driver does around an invalidation. */
	uint64_t lock;       /* enum mnbench_lock */
	uint64_t lock_scope; /* enum mnbench_lock_scope */
	uint64_t wait_in;    /* enum mnbench_wait_in */
	uint64_t nonblock;   /* enum mnbench_nonblock */
	uint64_t events;     /* 1 << enum mnbench_event of those it acts on */
	uint64_t sequence;   /* enum mnbench_sequence */
	uint64_t fault_wait; /* enum mnbench_fault_wait */
	uint64_t dying;      /* enum mnbench_dying */
	uint64_t range_size; /* bytes; 0 where the filter has no ranges */
	/* What it keeps for each notifier, and for each page of its span. */
	uint64_t chunk_bytes, page_bytes;
	uint64_t pin; /* 1: registered pages are pinned */
	uint64_t register_ns, register_page_ns, map_page_ns;
	/* The device region: the first region_run bytes of each stride. */
	uint64_t region_size;   /* bytes */
	uint64_t region_stride; /* bytes */
	uint64_t region_run;    /* bytes */
	uint64_t backing;       /* enum backing, of the region */
	uint64_t buffers;       /* that cover each run; they overlap */
	uint64_t dontfork;      /* 1: forks do not copy the region */
	uint64_t devices;       /* sessions that are attached to the process */
	uint64_t others;        /* other processes with a device of their own */
	uint64_t vmas;          /* extra VMAs of the process */
	uint64_t node;          /* of the activity's memory: cell_node() */
	uint64_t region_node;   /* of the device region's */
	uint64_t allocator;     /* enum allocator */
	uint64_t address_space; /* common/address_space.h; 0: none */
	uint64_t quiesce;       /* enum quiesce */
	uint64_t module;        /* enum module_state */
	uint64_t limit_ns;      /* of all operations of a sample; 0: none */
	uint64_t ops;           /* timed operations of a sample, at most */
	uint64_t warmup; /* operations before them, which are not timed */
};

enum cell_kind {
	CELL_NAME,   /* char[CELL_NAME_MAX] */
	CELL_CHOICE, /* one word of a list; stored as its index */
	CELL_SET,    /* words of a list joined by '+', or "all"; a bit each */
	CELL_COUNT,  /* a plain number */
	CELL_SIZE,   /* bytes; K, M, G, T are powers of 1024 */
	CELL_TIME,   /* ns; accepts the units ns, us, ms, s */
};

/* The cells in which a key means something; in others it is 0. */
enum cell_scope {
	SCOPE_ALL,
	SCOPE_BARE,    /* mode none */
	SCOPE_DEVICE,  /* modes with range callbacks */
	SCOPE_CHUNKS,  /* modes with chunks */
	SCOPE_KEEPS,   /* modes that can keep empty chunks */
	SCOPE_BUFFERS, /* modes with registered buffers */
	SCOPE_PARTS,   /* modes with chunks or registered buffers */
};

struct cell_key {
	const char *name;
	enum cell_kind kind;
	enum cell_scope scope;
	size_t offset; /* in struct cell */
	/*
	 * The words of a CELL_CHOICE or CELL_SET, ended by NULL: see
	 * cell_choice().
	 */
	const char *const *choices;
	uint64_t min, max;   /* of numbers */
	const char *initial; /* the value if a plan has none; NULL: required */
	const char *summary; /* the meaning, and the unit if there is one */
};

/* At most so many keys, with the entry that ends them. */
#define CELL_KEYS_MAX 64
/* All keys, ended by an entry without a name. */
extern const struct cell_key cell_keys[];

/* Returns NULL if there is no such key. */
const struct cell_key *cell_key_find(const char *name);

/* The bit of one word of a CELL_SET; 0: there is no such word. */
uint64_t cell_set_bit(const struct cell_key *key, const char *word);

/* All bits of a CELL_SET. */
uint64_t cell_set_mask(const struct cell_key *key);

/* A bit for each event for which callbacks do nothing. */
uint64_t cell_ignored_events(const struct cell *cell);

/* The word for value @index of a CELL_CHOICE; NULL behind the last. */
const char *cell_choice(const struct cell_key *key, uint64_t index);

/* Where a cell stores the value of a key: a CELL_NAME, and any other. */
char *cell_name_at(struct cell *cell, const struct cell_key *key);
uint64_t *cell_number_at(struct cell *cell, const struct cell_key *key);

/* The value of a key that is not a CELL_NAME. */
uint64_t cell_number(const struct cell *cell, const struct cell_key *key);

/* Whether a key means something in the mode of a cell, or in a mode. */
struct mode_info;
bool cell_key_applies(const struct cell *cell, const struct cell_key *key);
bool cell_key_applies_in(const struct mode_info *mode,
			 const struct cell_key *key);

/* Set all keys to their initial value; the required names become empty. */
void cell_init(struct cell *cell);

/*
 * Parse the value of one key. Returns 0, or -1 with @error: what the value is
 * and what is allowed.
 */
int cell_set(struct cell *cell, const struct cell_key *key, const char *value,
	     struct error *error);

/* Write a value as plans do, without loss: "2M", "5us", "same-chunk". */
void cell_format(const struct cell *cell, const struct cell_key *key,
		 char *text, size_t size);

/* Whether the cell's mode can do what is timed: a fault needs a device. */
bool cell_mode_can(const struct cell *cell);

/*
 * Set the keys that do not apply to 0 and `default` to what it means in the
 * mode, so that cells that measure the same are equal. A mode that is not
 * known, as in an old result, keeps all keys.
 */
void cell_normalise(struct cell *cell);

/*
 * Check the keys of a settled cell against each other. Returns as
 * cell_set().
 */
int cell_check(const struct cell *cell, struct error *error);

/* Check the names, settle, and check the rest. Returns as cell_set(). */
int cell_settle(struct cell *cell, struct error *error);

/* The NUMA node that a value means; -1: that of the measured CPU. */
int cell_node(uint64_t value);

/* Whether it says on which node memory is. */
bool cell_has_nodes(const struct cell *cell);

/* Threads of the application beside the one that is timed. */
uint64_t cell_other_threads(const struct cell *cell);

/* Whether what is timed is one operation, which acts on so many pages. */
bool cell_acts_on_pages(const struct cell *cell);

/* Whether the workload acts on memory of the device region. */
bool cell_acts_on_region(const struct cell *cell);

/* Pages that one operation of the workload acts on, timed or not. */
uint64_t cell_activity_pages(const struct cell *cell);

/* Whether the calls of its workload are counted, and not predicted. */
bool cell_is_measured(const struct cell *cell);

/*
 * The memory that a guest needs for a cell, in MiB. The estimate is on the safe
 * side: pages of the device region, their page tables, those of the device, its
 * chunks, and the kernel with its caches.
 */
uint64_t cell_memory_mb(const struct cell *cell);

/* A total order of settled cells, for sorting and searching: <0, 0 or >0. */
int cell_order(const struct cell *a, const struct cell *b);

bool cell_equal(const struct cell *a, const struct cell *b);

/*
 * Whether the application does the same in both: they agree in all keys but the
 * mode and what belongs to its device. Such cells share a baseline.
 */
bool cell_same_activity(const struct cell *a, const struct cell *b);

/* An order in which cells of the same activity are neighbours: <0, 0 or >0. */
int cell_activity_order(const struct cell *a, const struct cell *b);

/*
 * Whether @b is the baseline of @a: the cell of the same activity in mode none,
 * with the module loaded and of arm a.
 */
bool cell_is_baseline(const struct cell *a, const struct cell *b);

/*
 * For messages: "munmap chunked far device_ns=5us", without keys at their
 * default; "munmap chunked mlx5 far", without those of a preset.
 */
void cell_describe(const struct cell *cell, char *text, size_t size);

/* Whether a settled cell has the value that a plan without the key means. */
bool cell_has_default(const struct cell *cell, const struct cell_key *key);

/*
 * Write "key=value ..." of all keys that apply, as the agent reads it; and
 * parse and settle such a line. cell_from_line() returns as cell_set().
 */
void cell_to_line(const struct cell *cell, char *text, size_t size);
int cell_from_line(struct cell *cell, const char *line, struct error *error);

/* The order of two cells by the value of one key: <0, 0 or >0. */
int cell_key_order(const struct cell *a, const struct cell *b,
		   const struct cell_key *key);

#endif
