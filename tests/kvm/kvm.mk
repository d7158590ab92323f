# SPDX-License-Identifier: GPL-2.0-only
#
# The target that runs a guest under KVM, also on a machine without KVM.

.PHONY: check-kvm
check-kvm: deps ## test VENUE=kvm under KVM, inside an emulated guest
	$(Q)$(MAKE) $(JOBS) all
	$(Q)KERNEL='$(KERNEL)' tests/kvm/nested.sh
