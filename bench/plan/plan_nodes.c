// SPDX-License-Identifier: GPL-2.0-only
/* The NUMA nodes that the cells of a plan need, and whether they are there. */
#include "plan/plan_nodes.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/needs.h"
#include "common/text.h"
#include "workload.h"

/* A list of the kernel such as "0-1,3"; a bit for each node with a word. */
static unsigned int parse_list(const char *list)
{
	unsigned int nodes = 0;
	unsigned long first, last;
	char *end;

	while (*list) {
		first = last = strtoul(list, &end, 10);
		if (end == list)
			break;
		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		for (; first <= last && first < CELL_NODES_MAX; first++)
			nodes |= 1U << first;
		list = end + (*end == ',');
	}
	return nodes;
}

/* The nodes with memory; none on a kernel without NUMA. */
static unsigned int machine_nodes(const char *root)
{
	char path[PATH_MAX], list[256] = "";
	FILE *file;

	snprintf(path, sizeof(path), "%s/sys/devices/system/node/has_memory",
		 root);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (!fgets(list, sizeof(list), file))
		list[0] = '\0';
	fclose(file);
	return parse_list(list);
}

/* "node 0", "the nodes 0, 1" */
static void list_nodes(unsigned int nodes, char *text, size_t size)
{
	const char *between = "";
	struct text to;

	text_begin(&to, text, size);
	if (!nodes) {
		text_append(&to, "no NUMA node");
		return;
	}
	text_append(&to,
		    nodes & (nodes - 1) ? "the NUMA nodes " : "the NUMA node ");
	for (int i = 0; i < CELL_NODES_MAX; i++) {
		if (!(nodes >> i & 1))
			continue;
		text_append(&to, "%s%d", between, i);
		between = ", ";
	}
}

static int check_key(const char *key, uint64_t value, unsigned int nodes,
		     const char *place, struct error *error)
{
	char listed[64], allowed[64] = "cpu";
	struct text to;

	if (!value || nodes >> cell_node(value) & 1)
		return 0;
	list_nodes(nodes, listed, sizeof(listed));
	text_begin(&to, allowed, sizeof(allowed));
	text_append(&to, "cpu");
	for (int i = 0; i < CELL_NODES_MAX; i++)
		if (nodes >> i & 1)
			text_append(&to, ", %d", i);
	return error_set_key(error, key,
			     "cannot be '%d' %s, which has memory on %s; "
			     "allowed: %s",
			     cell_node(value), place, listed, allowed);
}

static unsigned int nodes_needed(const struct workload *workload)
{
	unsigned int nodes = 0;

	for (const struct need *need = needs; need->name; need++)
		if (workload_needs(workload, need) && need->nodes > nodes)
			nodes = need->nodes;
	return nodes;
}

/* Workloads move pages between the nodes 0 and 1. */
static int check_workload(const struct cell *cell, unsigned int nodes,
			  struct error *error)
{
	unsigned int needed = nodes_needed(workload_find(cell->workload));
	char listed[64];

	if (!needed || (nodes & 3) == 3)
		return 0;
	list_nodes(nodes, listed, sizeof(listed));
	return error_set_key(error, "workload",
			     "cannot be '%s' on this machine, which has "
			     "memory on %s; allowed: a machine with the NUMA "
			     "nodes 0 and 1, or a venue with a guest (icount, "
			     "kvm, tcg)",
			     cell->workload, listed);
}

static int check_cell(const struct cell *cell, const struct venue *venue,
		      unsigned int nodes, struct error *error)
{
	const char *place =
		venue->runs_on_host ? "on this machine" : "in a guest";

	if (check_key("node", cell->node, nodes, place, error) ||
	    check_key("region_node", cell->region_node, nodes, place, error))
		return -1;
	return venue->runs_on_host ? check_workload(cell, nodes, error) : 0;
}

int plan_nodes_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, const char *root,
		     struct error *error)
{
	unsigned int nodes = venue->runs_on_host ? machine_nodes(root)
						 : (1U << PLAN_GUEST_NODES) - 1;

	for (size_t i = 0; i < plan->count; i++)
		if (check_cell(&plan->cells[i], venue, nodes, error))
			return error_place(error, shown, 0);
	return 0;
}
