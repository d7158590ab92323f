/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An index of live chunks by address, for modes whose device page table is not
 * the index itself. The functions are for struct mnb_chunk_ops.
 */
#ifndef MNB_CHUNK_TREE_H
#define MNB_CHUNK_TREE_H

#include <linux/rbtree.h>

#include "chunk.h"

/* The mode's state begins with this, all zero at first. */
struct mnb_chunk_tree {
	struct mnb_chunks chunks;
	struct rb_root root; /* under the device lock */
};

static inline struct mnb_chunk_tree *
mnb_chunk_tree_of(struct mnb_chunks *chunks)
{
	return container_of(chunks, struct mnb_chunk_tree, chunks);
}

/* The live chunk that contains @addr. */
struct mnb_chunk *mnb_chunk_tree_find(struct mnb_chunks *chunks,
				      unsigned long addr);

static inline struct mnb_chunk *mnb_chunk_tree_first(struct mnb_chunks *chunks)
{
	return rb_entry_safe(rb_first(&mnb_chunk_tree_of(chunks)->root),
			     struct mnb_chunk, node);
}

/* The first live chunk that ends at @addr or above. */
struct mnb_chunk *mnb_chunk_tree_next(struct mnb_chunks *chunks,
				      unsigned long addr);

/* Needs no nodes, so it always returns true. */
bool mnb_chunk_tree_link(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
			 struct mnb_pt_stash *stash);

/* For chunks of one size that count their pages: */

static inline unsigned long mnb_chunk_tree_new_size(struct mnb_chunks *chunks,
						    unsigned long addr)
{
	return chunks->session->config.chunk_size;
}

/* struct mnb_mode.mapped */
static inline void mnb_chunk_tree_mapped(struct mnb_session *session,
					 struct mnb_fault *fault,
					 unsigned long pages)
{
	struct mnb_chunk *chunk = fault->private;

	chunk->pages += pages;
}

static inline void mnb_chunk_tree_unlink(struct mnb_chunks *chunks,
					 struct mnb_chunk *chunk)
{
	rb_erase(&chunk->node, &mnb_chunk_tree_of(chunks)->root);
}

#endif
