# SPDX-License-Identifier: GPL-2.0-only
#
# One plan on several kernels: see docs/matrix.md.

KERNELS := debian
ARCHS :=

.PHONY: matrix
matrix: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
matrix: deps ## measure PLAN (quick) on KERNELS, compare costs
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' VENUE=icount check-plan
	$(Q)PLAN='$(PLAN)' KERNELS='$(KERNELS)' ARCHS='$(ARCHS)' \
		MAKE='$(MAKE)' vm/matrix.sh
