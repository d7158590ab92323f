// SPDX-License-Identifier: GPL-2.0-only
/* Creating virtual machines of KVM, and running their processor. */
#include "agent/kvm_machine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "agent/kvm_program.h"
#include "workload.h"

/* The machine's address of the program, and its page in this process. */
#define PROGRAM_ADDRESS 0xfffff000UL
static unsigned char program[PAGE_BYTES] __attribute__((aligned(PAGE_BYTES)));

static int fail_with(struct error *error, const char *what)
{
	error_set(error, "mode kvm: %s: %s", what, strerror(errno));
	return -1;
}

int kvm_machine_create(struct subscription *s, struct error *error)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);

	if (kvm < 0)
		return fail_with(error,
				 "/dev/kvm (this CPU or kernel has no KVM)");
	s->fds[0] = ioctl(kvm, KVM_CREATE_VM, 0);
	if (s->fds[0] < 0)
		fail_with(error, "KVM_CREATE_VM");
	close(kvm);
	return s->fds[0] < 0 ? -1 : 0;
}

static int set_slot(int machine, size_t slot, uint64_t address, uintptr_t start,
		    size_t size)
{
	struct kvm_userspace_memory_region region = {
		.slot = slot,
		.guest_phys_addr = address,
		.memory_size = size,
		.userspace_addr = start,
	};

	return ioctl(machine, KVM_SET_USER_MEMORY_REGION, &region);
}

int kvm_machine_add_slots(const struct subscription *s, size_t count,
			  uintptr_t start, size_t size, size_t stride,
			  struct error *error)
{
	int machine = s->fds[0];
	int max = ioctl(machine, KVM_CHECK_EXTENSION, KVM_CAP_NR_MEMSLOTS);

	/* One is for the program. */
	if (max < 1 || count > (size_t)max - 1)
		return error_set(error,
				 "mode kvm: %zu slots; KVM allows at most %d",
				 count, max - 1);
	if (count > KVM_SLOTS_BYTES_MAX / size)
		return error_set(error,
				 "mode kvm: %zu slots of %zu KiB; allowed: at "
				 "most %lu MiB together",
				 count, size >> 10, KVM_SLOTS_BYTES_MAX >> 20);
	for (size_t i = 0; i < count; i++)
		if (set_slot(machine, i, i * size, start + i * stride, size))
			return fail_with(error, "KVM_SET_USER_MEMORY_REGION");
	return 0;
}

/* Map what the processor shares with KVM. */
static int map_run(struct subscription *s)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int size = kvm < 0 ? -1 : ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);

	if (kvm >= 0)
		close(kvm);
	return size < 0 ? -1 : subscription_map(s, s->fds[1], size);
}

int kvm_cpu_create(struct subscription *s, size_t slot, struct error *error)
{
	int machine = s->fds[0];

	memcpy(program, kvm_program, kvm_program_size);
	if (set_slot(machine, slot, PROGRAM_ADDRESS, (uintptr_t)program,
		     sizeof(program)))
		return fail_with(error, "KVM_SET_USER_MEMORY_REGION");
	s->fds[1] = ioctl(machine, KVM_CREATE_VCPU, 0);
	if (s->fds[1] < 0)
		return fail_with(error, "KVM_CREATE_VCPU");
	if (map_run(s) ||
	    kvm_program_prepare(machine, s->fds[1], PROGRAM_ADDRESS))
		return fail_with(error, "preparing the processor");
	return 0;
}

int kvm_cpu_touch(const struct subscription *s, uint64_t address, size_t pages,
		  bool write, struct error *error)
{
	const struct kvm_run *run = s->memory;
	int cpu = s->fds[1], ret;

	if (kvm_program_set(cpu, address, pages, write))
		return fail_with(error, "registers of the processor");
	do
		ret = ioctl(cpu, KVM_RUN, 0);
	while (ret && (errno == EINTR || errno == EAGAIN));
	if (ret)
		return fail_with(error, "KVM_RUN");
	if (kvm_program_is_done(run))
		return 0;
	return error_set(error, "mode kvm: the processor stopped, KVM_EXIT %u",
			 run->exit_reason);
}
