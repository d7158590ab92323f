// SPDX-License-Identifier: GPL-2.0-only
/* An index of live chunks by address: a red-black tree. */
#include "chunk_tree.h"

static struct mnb_chunk *entry(const struct rb_node *node)
{
	return rb_entry(node, struct mnb_chunk, node);
}

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return mnb_chunk_start(entry(a)) < mnb_chunk_start(entry(b));
}

struct mnb_chunk *mnb_chunk_tree_find(struct mnb_chunks *chunks,
				      unsigned long addr)
{
	struct rb_node *node = mnb_chunk_tree_of(chunks)->root.rb_node;

	while (node) {
		struct mnb_chunk *chunk = entry(node);

		if (addr < mnb_chunk_start(chunk))
			node = node->rb_left;
		else if (addr > mnb_chunk_last(chunk))
			node = node->rb_right;
		else
			return chunk;
	}
	return NULL;
}

struct mnb_chunk *mnb_chunk_tree_next(struct mnb_chunks *chunks,
				      unsigned long addr)
{
	struct rb_node *node = mnb_chunk_tree_of(chunks)->root.rb_node;
	struct mnb_chunk *found = NULL;

	while (node) {
		struct mnb_chunk *chunk = entry(node);

		if (addr > mnb_chunk_last(chunk)) {
			node = node->rb_right;
		} else {
			found = chunk;
			node = node->rb_left;
		}
	}
	return found;
}

bool mnb_chunk_tree_link(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
			 struct mnb_pt_stash *stash)
{
	rb_add(&chunk->node, &mnb_chunk_tree_of(chunks)->root, less);
	return true;
}
