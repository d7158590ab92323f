// SPDX-License-Identifier: GPL-2.0-only
/* Tests of plans on machines with several NUMA nodes, with one, and without. */
#include "unit.h"

#include <sys/stat.h>

#include "plan/plan_nodes.h"

#define HEAD "[plan]\nsummary = s\n[cells]\nmode = none\n"

/* Let the machine in the folder have memory on the nodes of a list. */
static void write_machine(void **state, const char *list)
{
	static const char *const folders[] = {"sys", "sys/devices",
					      "sys/devices/system",
					      "sys/devices/system/node"};
	char path[PATH_MAX];

	for (size_t i = 0; i < COUNT(folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", (char *)*state,
			 folders[i]);
		mkdir(path, 0700);
	}
	if (list)
		free(unit_file(state, "sys/devices/system/node/has_memory",
			       list));
}

/* @refusal NULL: it is accepted. */
static void expect(void **state, const char *venue, const char *list,
		   const char *cells, const char *refusal)
{
	char *path = unit_file(state, "x.ini", cells);
	struct error error = {0};
	struct plan *plan = plan_load(path, "x", NULL, 0, &error);
	int ret;

	if (!plan)
		fail_msg("%s", error_text(&error));
	write_machine(state, list);
	ret = plan_nodes_check(plan, "x", venue_find(venue), *state, &error);
	if (refusal)
		assert_contains(ret ? error_text(&error) : "accepted", refusal);
	else if (ret)
		fail_msg("%s", error_text(&error));
	plan_free(plan);
	free(path);
}

/* First, because there is no file yet. */
static void a_machine_without_nodes(void **state)
{
	expect(state, "host", NULL, HEAD "workload = munmap\n", NULL);
	expect(state, "host", NULL, HEAD "workload = munmap\nnode = 0\n",
	       "x: node cannot be '0' on this machine, which has memory on no "
	       "NUMA node; allowed: cpu");
	expect(state, "host", NULL, HEAD "workload = move-pages\n",
	       "x: workload cannot be 'move-pages' on this machine, which has "
	       "memory on no NUMA node; allowed: a machine with the NUMA nodes "
	       "0 and 1, or a venue with a guest (icount, kvm, tcg)");
}

static void a_machine_with_one_node(void **state)
{
	expect(state, "host", "0\n", HEAD "workload = munmap\nnode = 0\n",
	       NULL);
	expect(state, "host", "0\n", HEAD "workload = munmap\nnode = 1\n",
	       "x: node cannot be '1' on this machine, which has memory on the "
	       "NUMA node 0; allowed: cpu, 0");
	expect(state, "host", "0\n",
	       HEAD "workload = munmap\nregion_node = cpu 2\n",
	       "x: region_node cannot be '2' on this machine");
	expect(state, "host", "0\n", HEAD "workload = mbind-move\n",
	       "memory on the NUMA node 0; allowed: a machine with the NUMA "
	       "nodes 0 and 1");
}

static void a_machine_with_several_nodes(void **state)
{
	expect(state, "host", "0-1\n", HEAD "workload = move-pages\nnode = 1\n",
	       NULL);
	expect(state, "host", "0-2,5,7-9\n",
	       HEAD "workload = munmap\nnode = 0 1 2 5 7\n", NULL);
	expect(state, "host", "0-2,5,7-9\n",
	       HEAD "workload = munmap\nnode = 3\n",
	       "node cannot be '3' on this machine, which has memory on the "
	       "NUMA nodes 0, 1, 2, 5, 7; allowed: cpu, 0, 1, 2, 5, 7");
	expect(state, "host", "0,2\n", HEAD "workload = move-pages\n",
	       "workload cannot be 'move-pages'");
}

/* Whatever the machine has. */
static void a_guest_has_two_nodes(void **state)
{
	static const char *const guests[] = {"icount", "kvm", "tcg"};

	for (size_t i = 0; i < COUNT(guests); i++) {
		expect(state, guests[i], "0\n",
		       HEAD "workload = move-pages\nnode = 0 1\n", NULL);
		expect(state, guests[i], "0-3\n",
		       HEAD "workload = munmap\nnode = 2\n",
		       "x: node cannot be '2' in a guest, which has memory on "
		       "the NUMA nodes 0, 1; allowed: cpu, 0, 1");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_machine_without_nodes),
		cmocka_unit_test(a_machine_with_one_node),
		cmocka_unit_test(a_machine_with_several_nodes),
		cmocka_unit_test(a_guest_has_two_nodes),
	};

	return cmocka_run_group_tests_name("plan_nodes", tests, unit_folder,
					   unit_remove_folder);
}
