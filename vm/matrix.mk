# SPDX-License-Identifier: GPL-2.0-only
#
# One plan on several kernels: see docs/matrix.md and docs/workloads.md.

KERNELS := debian
ARCHS :=

.PHONY: matrix
matrix: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
matrix: deps ## measure PLAN (quick) on KERNELS, compare costs
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' VENUE=icount check-plan
	$(Q)PLAN='$(PLAN)' KERNELS='$(KERNELS)' ARCHS='$(ARCHS)' \
		MAKE='$(MAKE)' vm/matrix.sh

.PHONY: calls
calls: KERNELS := $(if $(filter file undefined,$(origin KERNELS)), \
	debian:6.1 debian:6.12 debian:7,$(KERNELS))
calls: deps ## count the notifier calls of each workload on KERNELS
	$(Q)KERNELS='$(strip $(KERNELS))' MAKE='$(MAKE)' vm/calls.sh
