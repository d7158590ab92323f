# SPDX-License-Identifier: GPL-2.0-only
#
# How the instructions of a run are counted by phases; the Makefile includes
# this.

.PHONY: profile
profile: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
profile: build/profile/phases.so all ## count the instructions of PLAN (quick) by phases
	$(Q)tests/profile/run.sh "$$(vm/kernel.sh --name '$(KERNEL)')" '$(PLAN)'

build/profile/phases.so: tests/profile/phases.c build/obj/flags
	$(call quiet,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -shared -fvisibility=hidden -o $@ $<
