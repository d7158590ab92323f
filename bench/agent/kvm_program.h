/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The program of a machine's processor: it accesses pages one after the other
 * and stops. kvm_program_ARCH.c has it for one architecture.
 */
#ifndef AGENT_KVM_PROGRAM_H
#define AGENT_KVM_PROGRAM_H

#include <linux/kvm.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Machine code, which runs at any address. */
extern const unsigned char kvm_program[];
extern const size_t kvm_program_size; /* bytes */

/*
 * Prepare a new processor for the program at @address of the machine. Returns
 * 0, or -1 with errno.
 */
int kvm_program_prepare(int machine, int cpu, uint64_t address);

/* Let it access @pages pages from @address in its next run. Returns so, too. */
int kvm_program_set(int cpu, uint64_t address, size_t pages, bool write);

/* Whether KVM came back because the program has done that. */
bool kvm_program_is_done(const struct kvm_run *run);

/* In @value, what the program has read last. Returns so, too. */
int kvm_program_value(int cpu, uint64_t *value);

#endif
