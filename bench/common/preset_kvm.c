// SPDX-License-Identifier: GPL-2.0-only
/* The preset KVM: memory slots. */
#include "common/presets.h"

#define KVM_MAIN_C "virt/kvm/kvm_main.c"
#define KVM_HOST_H "include/linux/kvm_host.h"

const struct preset preset_kvm = {
	.name = "kvm",
	.summary = "KVM with its memory slots",
	.note = "mmu_lock is a rwlock on x86, and only callbacks that"
		" meet a slot take it, after mn_invalidate_lock",
	.values =
		{
			{"mode", "filtered", KVM_MAIN_C,
			 "kvm_init_mmu_notifier"},
			{"filter", "slots", KVM_MAIN_C,
			 "kvm_for_each_memslot_in_hva_range"},
			{"lock", "spinlock", KVM_HOST_H, "mmu_lock"},
			{"lock_scope", "mm", KVM_HOST_H, "mmu_lock"},
			{"wait_in", "inside", KVM_MAIN_C,
			 "kvm_flush_remote_tlbs"},
			{"wait", "spin", KVM_MAIN_C,
			 "kvm_make_all_cpus_request"},
			{"nonblock", "spin", KVM_MAIN_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", KVM_MAIN_C,
			 "kvm_mmu_notifier_invalidate_range_start"},
			{"sequence", "slots", KVM_MAIN_C,
			 "kvm_handle_hva_range"},
			{"fault_wait", "retry", "arch/x86/kvm/mmu/mmu.c",
			 "is_page_fault_stale"},
			{"dying", "wait", KVM_MAIN_C,
			 "kvm_mmu_notifier_invalidate_range_start"},
			{"chunk_bytes", "0", KVM_HOST_H, "mmu_notifier"},
		},
};
