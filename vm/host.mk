# SPDX-License-Identifier: GPL-2.0-only
#
# Targets for the module on the running kernel (venue host).

# Without KDIR, the module of the guest kernel is meant.
.PHONY: module
ifeq ($(KDIR),)
module: kernel ## build the module for KERNEL, or with KDIR for that kernel
else
module:
	$(call quiet,MODULE,$(KDIR))
	$(Q)vm/host-module.sh '$(KDIR)'
endif
