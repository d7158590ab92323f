/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The description of a mode, for the module and for userspace.
 *
 * Each mode_*.c states it once, as
 *
 *	MNBENCH_MODE(ident, name, coverage, flags, summary, precedent);
 *
 * where @ident is the name as a C identifier and the others are the members of
 * struct mode_info. The module and the agent compile it. For the other programs
 * mode_table.sh collects it from all files with the preprocessor; the end of
 * this file defines the macro for each case.
 */
#ifndef MNBENCH_MODE_INFO_H
#define MNBENCH_MODE_INFO_H

/* Which invalidations of the mm reach the mode's range callback. */
enum mode_coverage {
	MODE_COVERS_NOTHING,    /* no device, or no range callback */
	MODE_COVERS_EVERYTHING, /* one callback for each range of the mm */
	MODE_COVERS_FLUSHES,  /* one for each flush of the mm's TLB, no range */
	MODE_COVERS_BUFFERS,  /* one for each buffer that the range overlaps */
	MODE_COVERS_CHUNKS,   /* one for each live chunk that it overlaps */
	MODE_COVERS_ADAPTIVE, /* the same; the mode splits and merges chunks */
};

/* Properties of a mode. */
#define MODE_FILTERS  (1U << 0) /* MNBENCH_FILTER_DEFAULT means on */
#define MODE_KEEPS    (1U << 1) /* supports every MNBENCH_REMOVAL_* */
#define MODE_LEVELS   (1U << 2) /* a chunk is the span of a page-table node */
#define MODE_IN_AGENT (1U << 3) /* implemented by the agent, not the module */
#define MODE_RELEASED (1U << 4) /* has a callback when the mm exits */
/* Some kernels do not support it, so "all modes" of a plan leave it out. */
#define MODE_SOME_KERNELS (1U << 5)
/*
 * It subscribes to something else than ranges, so "all modes" of a plan leave
 * it out.
 */
#define MODE_APART (1U << 6)
/*
 * Keeps a sequence number of its own, so that MNBENCH_SEQUENCE_* and
 * MNBENCH_FAULT_* apply.
 */
#define MODE_SEQUENCE (1U << 7)
/* It waits after all callbacks of a range, so in no lock. */
#define MODE_TWO_PASS (1U << 8)
/*
 * A processor of its own writes the pages, and tells the kernel that they were
 * used: reclaim keeps those.
 */
#define MODE_USES_PAGES (1U << 9)

struct mode_info {
	const char *name;
	enum mode_coverage coverage;
	unsigned int flags;    /* MODE_* */
	const char *summary;   /* what it does, in one line */
	const char *precedent; /* drivers that do so, or why the mode exists */
};

/* Whether callbacks invalidate a device, so that MNBENCH_FILTER_* applies. */
static inline _Bool mode_has_callback(const struct mode_info *info)
{
	return info->coverage != MODE_COVERS_NOTHING;
}

static inline _Bool mode_has_chunks(const struct mode_info *info)
{
	return info->coverage >= MODE_COVERS_CHUNKS;
}

/* Whether it has a notifier for each chunk or buffer. */
static inline _Bool mode_has_parts(const struct mode_info *info)
{
	return mode_has_chunks(info) || info->coverage == MODE_COVERS_BUFFERS;
}

/* Whether @size, a power of two in bytes, is a chunk size of the mode. */
static inline _Bool mode_takes_chunk_size(const struct mode_info *info,
					  unsigned long long size)
{
	return !(info->flags & MODE_LEVELS) || size == 1ULL << 21 ||
	       size == 1ULL << 30 || size == 1ULL << 39;
}

#ifdef MNBENCH_MODE_TABLE
#define MNBENCH_MODE(...) MNBENCH_MODE_BEGIN(__VA_ARGS__) MNBENCH_MODE_END
#endif

#endif
