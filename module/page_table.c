// SPDX-License-Identifier: GPL-2.0-only
/* The device page table: allocation, lookup, insertion and removal. */
#include <linux/mm.h>
#include <linux/slab.h>

#include "page_table.h"

static struct kmem_cache *node_cache;

int mnb_pt_cache_create(void)
{
	node_cache = KMEM_CACHE(mnb_pt_node, SLAB_ACCOUNT);
	return node_cache ? 0 : -ENOMEM;
}

void mnb_pt_cache_destroy(void)
{
	kmem_cache_destroy(node_cache);
}

static struct mnb_pt_node *node_alloc(void)
{
	return kmem_cache_zalloc(node_cache, GFP_KERNEL);
}

static void node_free(struct mnb_page_table *pt, struct mnb_pt_node *node)
{
	pt->nodes--;
	kmem_cache_free(node_cache, node);
}

static void reset_bounds(struct mnb_page_table *pt)
{
	pt->low = ULONG_MAX;
	pt->high = 0;
}

int mnb_pt_init(struct mnb_page_table *pt)
{
	/* Enough levels for user addresses: four, or five with LA57. */
	pt->levels = DIV_ROUND_UP(fls64(TASK_SIZE_MAX - 1) - PAGE_SHIFT,
				  MNB_PT_BITS);
	pt->pages = 0;
	pt->nodes = 0;
	reset_bounds(pt);
	pt->root = node_alloc();
	if (!pt->root)
		return -ENOMEM;
	pt->nodes = 1;
	return 0;
}

void mnb_pt_destroy(struct mnb_page_table *pt)
{
	if (!pt->root)
		return;
	while (pt->pages) {
		mnb_pt_zap(pt, 0, ULONG_MAX, MNB_PT_ENTRIES);
		cond_resched();
	}
	node_free(pt, pt->root);
	pt->root = NULL;
}

size_t mnb_pt_bytes(const struct mnb_page_table *pt)
{
	return pt->nodes * sizeof(struct mnb_pt_node);
}

int mnb_pt_stash_fill(struct mnb_pt_stash *stash)
{
	while (stash->count < stash->need) {
		struct mnb_pt_node *node = node_alloc();

		if (!node)
			return -ENOMEM;
		node->next = stash->free;
		stash->free = node;
		stash->count++;
	}
	return 0;
}

static struct mnb_pt_node *stash_take(struct mnb_pt_stash *stash)
{
	struct mnb_pt_node *node = stash->free;

	stash->free = node->next;
	stash->count--;
	node->next = NULL; /* it shares memory with the first entry */
	return node;
}

void mnb_pt_stash_drain(struct mnb_pt_stash *stash)
{
	while (stash->count)
		kmem_cache_free(node_cache, stash_take(stash));
}

static unsigned int slot(unsigned long page, unsigned int level)
{
	return (page >> (level * MNB_PT_BITS)) & (MNB_PT_ENTRIES - 1);
}

unsigned long mnb_pt_lookup(const struct mnb_page_table *pt, unsigned long page)
{
	const struct mnb_pt_node *node = pt->root;
	unsigned int level;

	for (level = pt->levels - 1; level; level--) {
		node = node->child[slot(page, level)];
		if (!node)
			return 0;
	}
	return node->entry[slot(page, 0)];
}

struct mnb_pt_node *mnb_pt_find(const struct mnb_page_table *pt,
				unsigned long page, unsigned int level)
{
	struct mnb_pt_node *node = pt->root;
	unsigned int at;

	for (at = pt->levels - 1; node && at > level; at--)
		node = node->child[slot(page, at)];
	return node;
}

static void attach_child(struct mnb_page_table *pt, struct mnb_pt_node *node,
			 unsigned int i, struct mnb_pt_node *child)
{
	node->child[i] = child;
	__set_bit(i, node->used);
	node->count++;
	pt->nodes++;
}

static void free_child(struct mnb_page_table *pt, struct mnb_pt_node *node,
		       unsigned int i)
{
	node_free(pt, node->child[i]);
	node->child[i] = NULL;
	__clear_bit(i, node->used);
	node->count--;
}

struct mnb_pt_node *mnb_pt_make(struct mnb_page_table *pt, unsigned long page,
				unsigned int level, struct mnb_pt_stash *stash)
{
	struct mnb_pt_node *node = pt->root;
	unsigned int at;

	for (at = pt->levels - 1; at > level; at--) {
		unsigned int i = slot(page, at);

		if (!node->child[i]) {
			/* All nodes below are missing too; make all or none. */
			stash->need = at - level;
			if (stash->count < stash->need)
				return NULL;
			attach_child(pt, node, i, stash_take(stash));
		}
		node = node->child[i];
	}
	return node;
}

void mnb_pt_prune(struct mnb_page_table *pt, unsigned long page,
		  unsigned int level)
{
	struct mnb_pt_node *path[MNB_PT_LEVELS_MAX];
	unsigned int at = pt->levels - 1;

	path[at] = pt->root;
	for (; at > level; at--) {
		path[at - 1] = path[at]->child[slot(page, at)];
		if (!path[at - 1])
			return;
	}
	for (; at < pt->levels - 1; at++) {
		if (path[at]->count || path[at]->owner)
			return;
		free_child(pt, path[at + 1], slot(page, at + 1));
	}
}

struct mnb_pt_node *mnb_pt_next_node(const struct mnb_page_table *pt,
				     unsigned int level, unsigned long *page)
{
	while (!(*page >> (pt->levels * MNB_PT_BITS))) {
		struct mnb_pt_node *node = pt->root;
		unsigned long i = 0, next = 0;
		unsigned int at;

		for (at = pt->levels - 1; at > level; at--) {
			i = slot(*page, at);
			next = find_next_bit(node->used, MNB_PT_ENTRIES, i);
			if (next != i)
				break;
			node = node->child[i];
		}
		if (at == level)
			return node;
		/* Go on with the next used entry, or after the node. */
		*page = ((*page >> (at * MNB_PT_BITS)) + next - i)
			<< (at * MNB_PT_BITS);
	}
	return NULL;
}

/*
 * @first and @last are relative to the first page of the node. A node that
 * becomes empty and has no owner is freed by its parent.
 */
static unsigned long zap_node(struct mnb_page_table *pt,
			      struct mnb_pt_node *node, unsigned int level,
			      unsigned long first, unsigned long last,
			      unsigned long limit)
{
	unsigned int shift = level * MNB_PT_BITS;
	unsigned long i = first >> shift, end = (last >> shift) + 1, zapped = 0;

	for_each_set_bit_from(i, node->used, end) {
		if (level) {
			struct mnb_pt_node *child = node->child[i];
			unsigned long base = i << shift;
			unsigned long span = (1UL << shift) - 1;

			zapped += zap_node(pt, child, level - 1,
					   first > base ? first - base : 0,
					   min(last - base, span),
					   limit - zapped);
			/* Otherwise it has pages beyond the range or limit. */
			if (!child->count && !child->owner)
				free_child(pt, node, i);
		} else {
			node->entry[i] = 0;
			__clear_bit(i, node->used);
			node->count--;
			pt->pages--;
			zapped++;
		}
		if (zapped == limit)
			break;
	}
	return zapped;
}

/*
 * The fast path of a spurious callback: walk down to the node where the range
 * spans more than one entry or none. May return false for an empty range.
 */
static bool surely_empty(const struct mnb_page_table *pt, unsigned long first,
			 unsigned long last)
{
	const struct mnb_pt_node *node = pt->root;
	unsigned int level = pt->levels - 1;

	while (level && slot(first, level) == slot(last, level)) {
		node = node->child[slot(first, level)];
		if (!node)
			return true;
		level--;
	}
	return find_next_bit(node->used, slot(last, level) + 1,
			     slot(first, level)) > slot(last, level);
}

unsigned long mnb_pt_zap_within(struct mnb_page_table *pt, unsigned long first,
				unsigned long last, unsigned long limit)
{
	unsigned long zapped;

	if (surely_empty(pt, first, last))
		return 0;
	zapped = zap_node(pt, pt->root, pt->levels - 1, first, last, limit);
	if (!pt->pages)
		reset_bounds(pt);
	return zapped;
}

/* @first, @last and the page that this returns are as for zap_node(). */
static unsigned long next_in_node(const struct mnb_pt_node *node,
				  unsigned int level, unsigned long first,
				  unsigned long last)
{
	unsigned int shift = level * MNB_PT_BITS;
	unsigned long i = first >> shift, end = (last >> shift) + 1;

	for_each_set_bit_from(i, node->used, end) {
		unsigned long base = i << shift, page;

		if (!level)
			return i;
		page = next_in_node(node->child[i], level - 1,
				    first > base ? first - base : 0,
				    min(last - base, (1UL << shift) - 1));
		if (page != MNB_PT_NONE)
			return base + page;
	}
	return MNB_PT_NONE;
}

unsigned long mnb_pt_next(const struct mnb_page_table *pt, unsigned long first,
			  unsigned long last)
{
	first = max(first, pt->low);
	last = min(last, pt->high);
	if (first > last)
		return MNB_PT_NONE;
	return next_in_node(pt->root, pt->levels - 1, first, last);
}
