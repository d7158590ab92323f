# SPDX-License-Identifier: GPL-2.0-only
#
# Testing on several kernels. The default of KERNELS is what Debian's stable
# releases and their backports have.

all_kernels := debian:6.1 debian:6.12 debian:7
kernels_to_check = $(if $(filter file undefined,$(origin KERNELS)), \
	$(all_kernels),$(KERNELS))

.PHONY: check-kernels
check-kernels: deps ## run the guest suites and the hunt on each of KERNELS
	$(Q)$(MAKE) $(JOBS) build tests
	$(Q)KERNELS='$(strip $(kernels_to_check))' MEMORY_MB='$(MEMORY_MB)' \
		tests/kernels.sh

.PHONY: check-workloads
check-workloads: KERNELS := $(if $(filter file undefined,$(origin KERNELS)), \
	debian:6.1 debian:6.12,$(KERNELS))
check-workloads: deps ## run every workload in every mode on each of KERNELS
	$(Q)$(MAKE) $(JOBS) build tests
	$(Q)KERNELS='$(strip $(KERNELS))' PARTS=guest GUESTS=$$(nproc) MODES=all \
		MEMORY_MB='$(or $(MEMORY_MB),6144)' \
		SUITES=workloads,nodes,memory,memory-gib tests/kernels.sh
