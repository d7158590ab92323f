# SPDX-License-Identifier: GPL-2.0-only
#
# Testing Debian's packages; the Makefile includes this.

.PHONY: check-packages
check-packages: ## test Debian's packages in a clean build root, as root
	$(Q)vm/deps.sh packages
	$(Q)$(MAKE) deb
	$(Q)PLAN='$(if $(filter file,$(origin PLAN)),quick,$(PLAN))' \
		tests/packages/run.sh
