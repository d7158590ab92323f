# SPDX-License-Identifier: GPL-2.0-only
#
# Holding instructions against time: see docs/instructions-and-time.md.

.PHONY: predict
predict: PLAN := $(if $(filter file,$(origin PLAN)),predict,$(PLAN))
predict: VENUE := $(if $(filter file,$(origin VENUE)),host,$(VENUE))
predict: deps ## measure PLAN (predict) twice, in instructions and in time
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' VENUE='$(VENUE)' check-plan
	$(Q)$(MAKE) $(JOBS) all
	$(Q)$(if $(filter yes,$(MODULE)), \
		$(MAKE) module KDIR=/lib/modules/$$(uname -r)/build)
	$(Q)PLAN='$(PLAN)' VENUE='$(VENUE)' KERNEL='$(KERNEL)' vm/predict.sh \
		$(host_option)
