// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode kvm-slots: a virtual machine with a memory slot for each run of the
 * device region, and a processor that has accessed all their pages, so that KVM
 * holds them. An operation on a slot makes KVM take the pages away; what the
 * processor accesses again is mapped again.
 *
 * One more slot is a page of the agent, with the program of the processor.
 */
#include "agent/agent_mode.h"
#include "agent/kvm_machine.h"
#include "agent/layout.h"

MNBENCH_MODE(kvm_slots, "kvm-slots", MODE_COVERS_NOTHING,
	     MODE_IN_AGENT | MODE_SOME_KERNELS | MODE_USES_PAGES,
	     "a virtual machine whose memory slots are the device region",
	     "KVM itself, with memory that the machine uses");

static int add_memory(struct subscription *s, const struct layout *layout,
		      struct error *error)
{
	if (kvm_machine_add_slots(s, layout->runs, layout->region, layout->run,
				  layout->stride, error))
		return -1;
	return kvm_cpu_create(s, layout->runs, error);
}

static int attach(struct subscription *s, const struct layout *layout,
		  struct error *error)
{
	subscription_init(s);
	if (kvm_machine_create(s, error))
		return -1;
	if (!layout || !add_memory(s, layout, error))
		return 0;
	subscription_close(s);
	return -1;
}

static int fill(struct subscription *s, const struct layout *layout,
		size_t first, size_t end, bool writes, struct error *error)
{
	if (first == end)
		return 0;
	return kvm_cpu_touch(s, first * layout->run,
			     (end - first) * (layout->run / PAGE_BYTES), writes,
			     error);
}

const struct agent_mode agent_mode_kvm_slots = {
	.info = &kvm_slots_info,
	.attach = attach,
	.fill = fill,
};
