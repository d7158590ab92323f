// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode kvm: KVM subscribes to the whole address space of a process that creates
 * a virtual machine, as long as the machine exists. Without memory slots its
 * callbacks only take locks: that is the cost for memory that a machine does
 * not use.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "agent/agent_mode.h"

MNBENCH_MODE(kvm, "kvm", MODE_COVERS_NOTHING, MODE_IN_AGENT | MODE_SOME_KERNELS,
	     "an empty virtual machine in the measured process",
	     "KVM itself: the kernel's driver, none of ours");

static int fail_with(struct error *error, const char *what)
{
	error_set(error, "mode kvm: %s: %s", what, strerror(errno));
	return -1;
}

static int attach(struct error *error)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int machine;

	if (kvm < 0)
		return fail_with(error,
				 "/dev/kvm (this CPU or kernel has no KVM)");
	machine = ioctl(kvm, KVM_CREATE_VM, 0);
	if (machine < 0)
		fail_with(error, "KVM_CREATE_VM");
	close(kvm);
	return machine;
}

const struct agent_mode agent_mode_kvm = {
	.info = &kvm_info,
	.attach = attach,
};
