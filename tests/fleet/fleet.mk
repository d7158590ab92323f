# SPDX-License-Identifier: GPL-2.0-only
# Tests of runs on several machines with a Slurm of this machine alone.

.PHONY: check-fleet
check-fleet: deps ## measure shards with Slurm, on a node of this machine
	$(Q)vm/deps.sh fleet
	$(Q)$(MAKE) $(JOBS) build
	$(Q)tests/fleet/slurm.sh
