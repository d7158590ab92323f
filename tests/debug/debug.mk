# SPDX-License-Identifier: GPL-2.0-only
# The tests on a kernel that looks for defects: see CONTRIBUTING.md.

.PHONY: check-debug debug-kernel
check-debug: arguments deps ## run guest suites and hunt on a debug kernel
	$(Q)vm/deps.sh debug
	$(Q)$(MAKE) $(JOBS) build tests
	$(Q)STEPS='$(STEPS)' SEED='$(SEED)' MODE='$(MODE)' \
		SUITES='$(SUITES)' PARTS='$(PARTS)' \
		GUESTS='$(GUESTS)' \
		KERNEL='$(if $(filter file,$(origin KERNEL)),,$(KERNEL))' \
		tests/debug/run.sh
debug-kernel: deps ## build the debug kernel, and print its folder
	$(Q)vm/deps.sh debug
	$(Q)tests/debug/kernel.sh
