# SPDX-License-Identifier: GPL-2.0-only
#
# Targets that test, in a guest, what a run does to the machine it runs on.

.PHONY: check-host-module
check-host-module: deps ## test VENUE=host with the module, in guests
	$(Q)$(MAKE) $(JOBS) all
	$(Q)KERNEL='$(KERNEL)' tests/userland/all.sh
