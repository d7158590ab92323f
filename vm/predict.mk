# SPDX-License-Identifier: GPL-2.0-only
#
# Holding instructions against time: see docs/instructions-and-time.md.

.PHONY: predict
predict: PLAN := $(if $(filter file,$(origin PLAN)),predict,$(PLAN))
predict: VENUE := $(if $(filter file,$(origin VENUE)),host,$(VENUE))
predict: deps ## hold what PLAN adds in instructions against time
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' VENUE='$(VENUE)' check-plan
	$(Q)$(MAKE) $(JOBS) all
	$(Q)PLAN='$(PLAN)' VENUE='$(VENUE)' KERNEL='$(KERNEL)' vm/predict.sh
