/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual machines of KVM: an empty one, and one whose memory slots are parts
 * of this process and whose processor touches their pages.
 */
#ifndef AGENT_KVM_MACHINE_H
#define AGENT_KVM_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/agent_mode.h"
#include "lib/error.h"

/* Bytes of all slots together, at most: the program is behind them. */
#define KVM_SLOTS_BYTES_MAX 0xf0000000UL

/* All return 0, or -1 with @error. */

/* Create a machine. Its file is the first of the subscription. */
int kvm_machine_create(struct subscription *s, struct error *error);

/*
 * Give a machine @count slots; slot i is @size bytes of this process from
 * @start + i * @stride. In the machine they follow each other from address 0.
 */
int kvm_machine_add_slots(const struct subscription *s, size_t count,
			  uintptr_t start, size_t size, size_t stride,
			  struct error *error);

/*
 * Create the machine's processor, and slot @slot for its program. Its file is
 * the second of the subscription, whose memory it shares with KVM.
 */
int kvm_cpu_create(struct subscription *s, size_t slot, struct error *error);

/*
 * Let the processor access @pages pages of the machine from @address on: read
 * each, and with @write write what was read.
 */
int kvm_cpu_touch(const struct subscription *s, uint64_t address, size_t pages,
		  bool write, struct error *error);

#endif
