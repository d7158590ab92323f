// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode kvm: KVM subscribes to the whole address space of a process that creates
 * a virtual machine, as long as the machine exists. Without memory slots its
 * callbacks only take locks: that is the cost for memory that a machine does
 * not use.
 */
#include "agent/agent_mode.h"
#include "agent/kvm_machine.h"

MNBENCH_MODE(kvm, "kvm", MODE_COVERS_NOTHING, MODE_IN_AGENT | MODE_SOME_KERNELS,
	     "an empty virtual machine in the measured process",
	     "KVM itself: the kernel's driver, none of ours");

static int attach(struct subscription *s, const struct layout *layout,
		  struct error *error)
{
	(void)layout;
	subscription_init(s);
	return kvm_machine_create(s, error);
}

const struct agent_mode agent_mode_kvm = {
	.info = &kvm_info,
	.attach = attach,
};
