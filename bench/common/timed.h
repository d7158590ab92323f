/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kinds of operation that can be timed: the values of a cell's key `timed`.
 *
 * Each common/timed_NAME.c defines `const struct timed_kind timed_NAME`: the
 * rules that a cell of this kind must satisfy. agent/timed_NAME.c measures it.
 * The build makes the table of kinds from the names of the files.
 */
#ifndef TIMED_H
#define TIMED_H

#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"
#include "mode_info.h"

/* What the application does while operations of a kind are timed. */
enum application {
	APPLICATION_TIMED, /* it runs the workload, which is what is timed */
	APPLICATION_IDLE,  /* nothing: only the device acts */
	/* With threads = 1, another thread runs the workload meanwhile. */
	APPLICATION_OPTIONAL,
};

/* What a timed operation contains, and so which latencies it shows. */
#define TIMED_INVALIDATES (1U << 0) /* invalidations, which wait for it */
#define TIMED_FAULTS      (1U << 1) /* device faults */
#define TIMED_REGISTERS   (1U << 2) /* the registration of a buffer */
/* Invalidations too, in cells without pinned buffers, and in those with. */
#define TIMED_CALLBACKS (1U << 3)
#define TIMED_UNPINS    (1U << 4)

/* The values that tables show of a cell whose device is timed. */
enum timed_value {
	VALUE_END, /* ends a list */
	VALUE_P50,
	VALUE_P99,
	VALUE_MAX,
	VALUE_OVER_NONE,
	VALUE_P50_PER_PAGE,
	VALUE_MAPPING_PER_PAGE,
	VALUE_COLLISIONS,
	VALUE_GAVE_UP,
	VALUE_FIRST_ATTACH,
	VALUE_FIRST_FAULT,
	VALUE_P50_PER_CHUNK,
	VALUE_CHUNKS,
	VALUE_BYTES,
	VALUE_BYTES_PER_CHUNK,
	VALUE_OPERATION,
	VALUE_REFAULT,
	VALUE_STOPPED,
	VALUE_NONBLOCK,
	VALUE_FAILED,
	VALUE_COUNT,
};

struct timed_kind {
	const char *name; /* the word in plans and results */
	/* Lists show the kinds in ascending order of rank, then of name. */
	unsigned int rank;
	enum application application;
	bool has_pages;     /* the key `pages` applies; else it is 1 */
	unsigned int parts; /* TIMED_*: what an operation contains */
	/*
	 * Each operation is timed once more when it has nothing left to do. The
	 * sample has these times in `again_ns`.
	 */
	bool repeats;
	/*
	 * Each time is the sum of two. The sample has them in `operation_ns`
	 * and `refault_ns`.
	 */
	bool has_two_times;
	/* It acts on one device: the key `devices` must be 1. */
	bool one_device;
	/* Which modes can do it, and what others would need. NULL: all. */
	bool (*mode_can)(const struct mode_info *mode);
	const char *mode_needs;
	/*
	 * Check the settled keys of @cell against each other. Returns 0, or -1
	 * with @error filled. NULL: the rules of all cells suffice.
	 */
	int (*check)(const struct cell *cell, struct error *error);
	/* What tables show, in this order. Unused with APPLICATION_TIMED. */
	enum timed_value values[VALUE_COUNT];
};

/* The kind that cell.timed stands for; NULL behind the last. */
const struct timed_kind *timed_at(uint64_t index);

/* The rules of TIMED_OPERATION, which another kind may build on. */
extern const struct timed_kind timed_operation;

/* Let a kind need a mode with range callbacks: .mode_can and .mode_needs. */
bool timed_needs_device(const struct mode_info *mode);
#define NEEDS_DEVICE \
	.mode_can = timed_needs_device, .mode_needs = "a mode with a device"

#endif
