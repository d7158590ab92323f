// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program of a machine on arm64. Its MMU is off, so that the machine's
 * addresses are its own.
 */
#ifdef __aarch64__
#include <linux/kvm.h>
#include <stddef.h>
#include <sys/ioctl.h>

#include "agent/kvm_machine.h"
#include "agent/kvm_program.h"
#include "workload.h"

_Static_assert(PAGE_BYTES == 4096, "the program's step");

/*
 * From page x0 on x1 pages; it writes if x4 is not 0. Then it stores to x3,
 * where the machine has no memory, which ends the run. The next run starts
 * over.
 */
const unsigned char kvm_program[] = {
	0x02, 0x00, 0x40, 0xb9, /* 1: ldr w2, [x0] */
	0x44, 0x00, 0x00, 0xb4, /* cbz x4, 2f */
	0x02, 0x00, 0x00, 0xb9, /* str w2, [x0] */
	0x00, 0x04, 0x40, 0x91, /* 2: add x0, x0, #4096 */
	0x21, 0x04, 0x00, 0xf1, /* subs x1, x1, #1 */
	0x61, 0xff, 0xff, 0x54, /* b.ne 1b */
	0x62, 0x00, 0x00, 0xb9, /* str w2, [x3] */
	0xf9, 0xff, 0xff, 0x17, /* b 1b */
};
const size_t kvm_program_size = sizeof(kvm_program);

#define NO_MEMORY KVM_SLOTS_BYTES_MAX

#define CORE(name)                                             \
	(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
	 offsetof(struct kvm_regs, name) / sizeof(uint32_t))

static int set(int cpu, uint64_t id, uint64_t value)
{
	struct kvm_one_reg reg = {.id = id, .addr = (uintptr_t)&value};

	return ioctl(cpu, KVM_SET_ONE_REG, &reg);
}

static uint64_t x(unsigned int index)
{
	return CORE(regs.regs[0]) +
	       index * (sizeof(uint64_t) / sizeof(uint32_t));
}

int kvm_program_prepare(int machine, int cpu, uint64_t address)
{
	struct kvm_vcpu_init init;

	if (ioctl(machine, KVM_ARM_PREFERRED_TARGET, &init) ||
	    ioctl(cpu, KVM_ARM_VCPU_INIT, &init))
		return -1;
	return set(cpu, CORE(regs.pc), address) || set(cpu, x(3), NO_MEMORY)
		       ? -1
		       : 0;
}

int kvm_program_set(int cpu, uint64_t address, size_t pages, bool write)
{
	return set(cpu, x(0), address) || set(cpu, x(1), pages) ||
			       set(cpu, x(4), write)
		       ? -1
		       : 0;
}

bool kvm_program_is_done(const struct kvm_run *run)
{
	return run->exit_reason == KVM_EXIT_MMIO && run->mmio.is_write &&
	       run->mmio.phys_addr == NO_MEMORY;
}

int kvm_program_value(int cpu, uint64_t *value)
{
	struct kvm_one_reg reg = {.id = x(2), .addr = (uintptr_t)value};

	return ioctl(cpu, KVM_GET_ONE_REG, &reg);
}

#endif
