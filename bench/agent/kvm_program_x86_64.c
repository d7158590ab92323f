// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program of a machine on x86-64: 32-bit code with flat segments and
 * without paging, so that 4 GiB of the machine are addresses of its own.
 */
#ifdef __x86_64__
#include <sys/ioctl.h>

#include "agent/kvm_program.h"
#include "workload.h"

_Static_assert(PAGE_BYTES == 0x1000, "the program's step");

/* From page %esi on %ecx pages; it writes if %edx is not 0. */
const unsigned char kvm_program[] = {
	0x8b, 0x06,                         /* 1: mov (%esi), %eax */
	0x85, 0xd2,                         /* test %edx, %edx */
	0x74, 0x04,                         /* jz 2f */
	0xf0, 0x83, 0x0e, 0x00,             /* lock orl $0, (%esi) */
	0x81, 0xc6, 0x00, 0x10, 0x00, 0x00, /* 2: add $0x1000, %esi */
	0x49,                               /* dec %ecx */
	0x75, 0xed,                         /* jnz 1b */
	0xf4,                               /* hlt */
	0xeb, 0xea,                         /* jmp 1b */
};
const size_t kvm_program_size = sizeof(kvm_program);

#define CR0_PE     1
#define RFLAGS_SET 2 /* the bit that is always set */

static struct kvm_segment flat(unsigned int type)
{
	return (struct kvm_segment){
		.limit = 0xffffffff,
		.type = type,
		.present = 1,
		.db = 1,
		.s = 1,
		.g = 1,
	};
}

int kvm_program_prepare(int machine, int cpu, uint64_t address)
{
	struct kvm_sregs sregs;
	struct kvm_regs regs = {.rip = address, .rflags = RFLAGS_SET};

	(void)machine;
	if (ioctl(cpu, KVM_GET_SREGS, &sregs))
		return -1;
	sregs.cs = flat(0xb);
	sregs.ds = sregs.es = sregs.ss = flat(0x3);
	sregs.cr0 |= CR0_PE;
	return ioctl(cpu, KVM_SET_SREGS, &sregs) ||
			       ioctl(cpu, KVM_SET_REGS, &regs)
		       ? -1
		       : 0;
}

int kvm_program_set(int cpu, uint64_t address, size_t pages, bool write)
{
	struct kvm_regs regs;

	if (ioctl(cpu, KVM_GET_REGS, &regs))
		return -1;
	regs.rsi = address;
	regs.rcx = pages;
	regs.rdx = write;
	return ioctl(cpu, KVM_SET_REGS, &regs);
}

bool kvm_program_is_done(const struct kvm_run *run)
{
	return run->exit_reason == KVM_EXIT_HLT;
}

int kvm_program_value(int cpu, uint64_t *value)
{
	struct kvm_regs regs;

	if (ioctl(cpu, KVM_GET_REGS, &regs))
		return -1;
	*value = regs.rax;
	return 0;
}

#endif
