/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cell: one point of the matrix, workload x mode x parameters. The keys of this
 * table are the keys of plan files, of the lines that the agent is given and of
 * the cells in result files.
 */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"

#define CELL_NAME_MAX 32

/* The workload of an application that does nothing: one without threads. */
#define CELL_IDLE "idle"

enum placement {
	PLACEMENT_FAR,        /* another part of the address space */
	PLACEMENT_SAME_CHUNK, /* beside device pages, inside their chunk */
	PLACEMENT_OVERLAP,    /* on device pages */
};

/* What is waited for before each operation. */
enum quiesce {
	/*
	 * An RCU grace period: what the last operation freed is free again and no
	 * callback of its runs into the next. In icount, operations then differ by
	 * a few instructions only.
	 */
	QUIESCE_RCU,
	QUIESCE_NONE, /* operations follow each other as in a loop */
};

/* Whether the kernel has mnbench's module while nobody is attached. */
enum module_state {
	MODULE_LOADED,
	MODULE_ABSENT, /* the agent unloads it for as long as the sample takes */
};

/* What one operation is, of which a sample times many. */
enum timed {
	TIMED_OPERATION, /* the workload's */
	/* Of the device; the application is idle. */
	TIMED_ATTACH,      /* by a process that was attached before */
	TIMED_FIRST_FAULT, /* of a page in a chunk that has no interval */
	TIMED_DETACH,      /* with all pages of the region mapped */
	TIMED_EXIT,        /* likewise, of a process that is attached */
	TIMED_REGISTER,    /* of a buffer */
	TIMED_UNREGISTER,
	/* Of the device; the application may do something meanwhile. */
	TIMED_FAULT, /* of pages in chunks that have one */
};

/* What the pages of the device region are. */
enum backing {
	BACKING_ANONYMOUS, /* each its own, written by the CPU */
	BACKING_ZERO,      /* all the kernel's zero page: read, never written */
};

/* A timed run measures its baseline under two names, to see what it cannot. */
enum arm {
	ARM_A, /* the baseline, and what every cell of another mode is */
	ARM_B, /* its twin */
};

struct cell {
	char workload[CELL_NAME_MAX];
	char mode[CELL_NAME_MAX];
	uint64_t timed;      /* enum timed */
	uint64_t arm;        /* enum arm */
	uint64_t placement;  /* enum placement */
	uint64_t threads;    /* of the activity; 0: the application is idle */
	uint64_t pages;      /* 4 KiB pages that one timed operation acts on */
	uint64_t chunk_size; /* bytes; 0 where the mode has no chunks */
	uint64_t filter;     /* enum mnbench_filter */
	uint64_t removal;    /* enum mnbench_removal */
	uint64_t device_ns;
	uint64_t device_page_ns;
	uint64_t fault_ns;
	uint64_t wait;     /* enum mnbench_wait */
	uint64_t inflight; /* invalidations */
	/* The device region: the first region_run of each region_stride bytes. */
	uint64_t region_size;   /* bytes */
	uint64_t region_stride; /* bytes */
	uint64_t region_run;    /* bytes */
	uint64_t backing;       /* enum backing, of the region */
	uint64_t vmas;          /* that the process has besides */
	uint64_t quiesce;       /* enum quiesce */
	uint64_t module;        /* enum module_state */
	uint64_t limit_ns;      /* of the operations of a sample; 0: none */
	uint64_t ops;           /* timed operations of a sample, at the most */
	uint64_t warmup;        /* operations before them, not kept */
};

enum cell_kind {
	CELL_NAME,   /* char[CELL_NAME_MAX] */
	CELL_CHOICE, /* one of a list of words; stored as its index */
	CELL_COUNT,  /* a plain number */
	CELL_SIZE,   /* bytes; K, M, G, T are powers of 1024 */
	CELL_TIME,   /* ns; ns, us, ms, s are understood */
};

/* To which cells a key applies; in others it is set to its idle value, 0. */
enum cell_scope {
	SCOPE_ALL,
	SCOPE_BARE,   /* the mode none */
	SCOPE_DEVICE, /* modes with range callbacks */
	SCOPE_CHUNKS, /* modes with chunks */
	SCOPE_KEEPS,  /* modes that can keep empty chunks */
};

struct cell_key {
	const char *name;
	enum cell_kind kind;
	enum cell_scope scope;
	size_t offset;              /* in struct cell */
	const char *const *choices; /* CELL_CHOICE: ended by NULL */
	uint64_t min, max;
	const char *initial; /* value where a plan is silent; NULL: required */
	const char *summary;
};

/* Ended by an entry without a name. */
extern const struct cell_key cell_keys[];

const struct cell_key *cell_key_find(const char *name);

/*
 * Parse one value of a key into the cell. Returns 0, or -1 with a message for
 * the user in @error: what the value is and what is allowed.
 */
int cell_set(struct cell *cell, const struct cell_key *key, const char *value,
	     struct error *error);

/* A value as plan files write it, without loss: "2M", "5us", "same-chunk". */
void cell_format(const struct cell *cell, const struct cell_key *key,
		 char *text, size_t size);

/* The stored number of a key that is no CELL_NAME. */
uint64_t cell_number(const struct cell *cell, const struct cell_key *key);

/* Give every key that has one its initial value; the names become empty. */
void cell_init(struct cell *cell);

/* Whether a key means anything in a cell: that depends on the cell's mode. */
bool cell_key_applies(const struct cell *cell, const struct cell_key *key);

/* Whether the cell's mode can do what is timed: a fault needs a device. */
bool cell_mode_can(const struct cell *cell);

/*
 * Check what keys together must satisfy (sizes that fit each other, the names of
 * mode and workload) and give keys that do not apply their idle value, so that
 * equal cells compare equal. Returns as cell_set().
 */
int cell_settle(struct cell *cell, struct error *error);

/* Pages that one operation of the workload acts on, timed or not. */
uint64_t cell_activity_pages(const struct cell *cell);

/*
 * CPU memory in MiB that a cell takes in the guest, an estimate on the safe side:
 * pages of the device region, their page tables, the device's, its chunks, and
 * the kernel with its caches.
 */
uint64_t cell_memory_mb(const struct cell *cell);

bool cell_equal(const struct cell *a, const struct cell *b);

/*
 * Whether the application does the same in both: all keys agree that do not
 * belong to the mode and its device. Such cells share a baseline.
 */
bool cell_same_activity(const struct cell *a, const struct cell *b);

/* Some order in which they lie together, for sorting: <0, 0 or >0. */
int cell_activity_order(const struct cell *a, const struct cell *b);

/*
 * Whether b is the `none` cell, with the module loaded and of arm a, that a's
 * overhead is measured against.
 */
bool cell_is_baseline(const struct cell *a, const struct cell *b);

/* "munmap chunked far device_ns=5us": for messages. Keys at their default are left out. */
void cell_describe(const struct cell *cell, char *text, size_t size);

/*
 * "key=value ..." of all keys that apply: what an agent is given; and back, settled.
 */
void cell_to_line(const struct cell *cell, char *text, size_t size);
int cell_from_line(struct cell *cell, const char *line, struct error *error);

#endif
