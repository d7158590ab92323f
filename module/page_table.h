/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device page table: a radix tree of 512-entry nodes like the CPU's,
 * indexed by virtual page number. Every node knows which of its entries are in
 * use, so that a walk over a range costs what the range holds, not what it
 * spans.
 *
 * The table takes no references on pages: the subscription keeps it true. All
 * functions but the stash's, init and destroy are called under the device lock.
 */
#ifndef MNB_PAGE_TABLE_H
#define MNB_PAGE_TABLE_H

#include <linux/bitmap.h>
#include <linux/minmax.h>
#include <linux/types.h>

#define MNB_PT_BITS       9
#define MNB_PT_ENTRIES    (1UL << MNB_PT_BITS)
#define MNB_PT_LEVELS_MAX 6 /* enough for any 64-bit address space */

/* A leaf entry: a page frame number and what the device may do with it. */
#define MNB_PTE_PRESENT   BIT(0)
#define MNB_PTE_WRITE     BIT(1)
#define MNB_PTE_PFN_SHIFT 2

struct mnb_pt_node {
	DECLARE_BITMAP(used, MNB_PT_ENTRIES);
	unsigned int count; /* bits set in used */
	void *owner; /* a mode that uses the node itself; it stays while empty */
	union {
		unsigned long entry[MNB_PT_ENTRIES]; /* in a leaf */
		struct mnb_pt_node *child[MNB_PT_ENTRIES];
		struct mnb_pt_node *next; /* in a stash */
	};
};

struct mnb_page_table {
	struct mnb_pt_node *root;
	unsigned int levels;
	unsigned long pages; /* entries in all leaves */
	/* No page is outside of these; low > high if there is none. */
	unsigned long low, high;
	unsigned long nodes;
};

/* Nodes allocated ahead of the device lock, to make a path of. */
struct mnb_pt_stash {
	struct mnb_pt_node *free;
	unsigned int count;
	unsigned int need; /* what the last mnb_pt_make() lacked */
};

int mnb_pt_cache_create(void);
void mnb_pt_cache_destroy(void);

int mnb_pt_init(struct mnb_page_table *pt);
void mnb_pt_destroy(struct mnb_page_table *pt);
size_t mnb_pt_bytes(const struct mnb_page_table *pt);

/* Up to what is needed. May sleep. */
int mnb_pt_stash_fill(struct mnb_pt_stash *stash);
void mnb_pt_stash_drain(struct mnb_pt_stash *stash);

/* The entry of a page, 0 if it has none. */
unsigned long mnb_pt_lookup(const struct mnb_page_table *pt,
			    unsigned long page);

/* The first page from @first to @last that has an entry, or MNB_PT_NONE. */
#define MNB_PT_NONE ULONG_MAX
unsigned long mnb_pt_next(const struct mnb_page_table *pt, unsigned long first,
			  unsigned long last);

/* The node for a page at a level, of which 0 has the leaves; NULL: none. */
struct mnb_pt_node *mnb_pt_find(const struct mnb_page_table *pt,
				unsigned long page, unsigned int level);

/*
 * The same, made from the stash if need be. NULL, and nothing changed, if the
 * stash holds too little: then unlock, fill it and try again.
 */
struct mnb_pt_node *mnb_pt_make(struct mnb_page_table *pt, unsigned long page,
				unsigned int level, struct mnb_pt_stash *stash);

/* The node for a page, and those above it, go if they are empty and unowned. */
void mnb_pt_prune(struct mnb_page_table *pt, unsigned long page,
		  unsigned int level);

/*
 * The node at a level that has *page or comes next, NULL behind the last. *page
 * becomes a page in it.
 */
struct mnb_pt_node *mnb_pt_next_node(const struct mnb_page_table *pt,
				     unsigned int level, unsigned long *page);

/* Where the entries of a leaf begin that are for a page and those after it. */
static inline unsigned long *mnb_pt_entries(struct mnb_pt_node *leaf,
					    unsigned long page)
{
	return leaf->entry + (page & (MNB_PT_ENTRIES - 1));
}

/* Entries of a leaf were stored, @fresh of them where there was none. */
static inline void mnb_pt_stored(struct mnb_page_table *pt,
				 struct mnb_pt_node *leaf, unsigned long page,
				 unsigned long count, unsigned long fresh)
{
	bitmap_set(leaf->used, page & (MNB_PT_ENTRIES - 1), count);
	leaf->count += fresh;
	pt->pages += fresh;
	pt->low = min(pt->low, page);
	pt->high = max(pt->high, page + count - 1);
}

/* As mnb_pt_zap(), which most callbacks need not call. */
unsigned long mnb_pt_zap_within(struct mnb_page_table *pt, unsigned long first,
				unsigned long last, unsigned long limit);

/*
 * Take away the entries of pages first to last, at most @limit of them. Returns
 * how many; when that is @limit, there may be more.
 */
static inline unsigned long mnb_pt_zap(struct mnb_page_table *pt,
				       unsigned long first, unsigned long last,
				       unsigned long limit)
{
	if (first > pt->high || last < pt->low)
		return 0;
	return mnb_pt_zap_within(pt, max(first, pt->low), min(last, pt->high),
				 limit);
}

#endif
