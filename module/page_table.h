/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device page table: a radix tree of nodes with 512 entries like the CPU's,
 * indexed by virtual page number. Every node has a bitmap of its used entries,
 * so that the cost of a walk depends on the pages in a range, not on its size.
 *
 * The table takes no references on pages, because the subscription keeps it
 * correct. All functions except those of the stash, init and destroy are called
 * under the device lock. Pages are numbers; all ranges are inclusive.
 */
#ifndef MNB_PAGE_TABLE_H
#define MNB_PAGE_TABLE_H

#include <linux/bitmap.h>
#include <linux/minmax.h>
#include <linux/types.h>

#define MNB_PT_BITS       9
#define MNB_PT_ENTRIES    (1UL << MNB_PT_BITS)
#define MNB_PT_LEVELS_MAX 6 /* enough for any 64-bit address space */

/* A leaf entry: a page frame number and the rights of the device. */
#define MNB_PTE_PRESENT   BIT(0)
#define MNB_PTE_WRITE     BIT(1)
#define MNB_PTE_PFN_SHIFT 2

struct mnb_pt_node {
	DECLARE_BITMAP(used, MNB_PT_ENTRIES);
	unsigned int count; /* bits set in used */
	void *owner; /* mode level: its chunk, which keeps an empty node */
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
	/*
	 * Bounds of all pages, not always tight; low > high if there is none.
	 */
	unsigned long low, high;
	unsigned long nodes;
};

/* Nodes that were allocated before the device lock was taken. */
struct mnb_pt_stash {
	struct mnb_pt_node *free;
	unsigned int count;
	unsigned int need; /* of the last mnb_pt_make() */
};

/* The slab cache of nodes. -ENOMEM. */
int mnb_pt_cache_create(void);
void mnb_pt_cache_destroy(void);

/* May sleep. -ENOMEM. */
int mnb_pt_init(struct mnb_page_table *pt);
void mnb_pt_destroy(struct mnb_page_table *pt);
/* Bytes of all nodes. */
size_t mnb_pt_bytes(const struct mnb_page_table *pt);

/* Fill it with as many nodes as are needed, or free all. May sleep. -ENOMEM. */
int mnb_pt_stash_fill(struct mnb_pt_stash *stash);
void mnb_pt_stash_drain(struct mnb_pt_stash *stash);

/* The entry of a page; 0 if the device does not have the page. */
unsigned long mnb_pt_lookup(const struct mnb_page_table *pt,
			    unsigned long page);

/* The first page from @first to @last that has an entry, or MNB_PT_NONE. */
#define MNB_PT_NONE ULONG_MAX
unsigned long mnb_pt_next(const struct mnb_page_table *pt, unsigned long first,
			  unsigned long last);

/* The node of a page at a level, where 0 is that of leaves; NULL if none. */
struct mnb_pt_node *mnb_pt_find(const struct mnb_page_table *pt,
				unsigned long page, unsigned int level);

/*
 * The same, with missing nodes taken from the stash. If the stash holds too
 * few, this returns NULL and changes nothing; then unlock, fill it and try
 * again.
 */
struct mnb_pt_node *mnb_pt_make(struct mnb_page_table *pt, unsigned long page,
				unsigned int level, struct mnb_pt_stash *stash);

/* Free the node of a page, and those above it, that are empty and unowned. */
void mnb_pt_prune(struct mnb_page_table *pt, unsigned long page,
		  unsigned int level);

/*
 * The first node at a level that contains *page or a later page, or NULL. *page
 * becomes a page in it.
 */
struct mnb_pt_node *mnb_pt_next_node(const struct mnb_page_table *pt,
				     unsigned int level, unsigned long *page);

/* The entry of a page in its leaf; those of the next pages follow. */
static inline unsigned long *mnb_pt_entries(struct mnb_pt_node *leaf,
					    unsigned long page)
{
	return leaf->entry + (page & (MNB_PT_ENTRIES - 1));
}

/* Account for @count stored entries of a leaf; @fresh of them were empty. */
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

/* Whether the pages are beyond the bounds of all that the device has. */
static inline bool mnb_pt_beyond(const struct mnb_page_table *pt,
				 unsigned long first, unsigned long last)
{
	return first > pt->high || last < pt->low;
}

/* The slow path of mnb_pt_zap(). */
unsigned long mnb_pt_zap_within(struct mnb_page_table *pt, unsigned long first,
				unsigned long last, unsigned long limit);

/*
 * Remove the entries of pages first to last, at most @limit of them. Returns
 * their number; if that is @limit, there may be more. Most callbacks end here
 * without a call, because their range is beyond the bounds of all pages.
 */
static inline unsigned long mnb_pt_zap(struct mnb_page_table *pt,
				       unsigned long first, unsigned long last,
				       unsigned long limit)
{
	if (mnb_pt_beyond(pt, first, last))
		return 0;
	return mnb_pt_zap_within(pt, max(first, pt->low), min(last, pt->high),
				 limit);
}

#endif
