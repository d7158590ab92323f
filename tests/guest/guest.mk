# SPDX-License-Identifier: GPL-2.0-only
# The guest tests alone, and their result for kselftest's readers.

.PHONY: check-guest
check-guest: deps ## run the guest tests; KTAP=FILE stores their KTAP
	$(Q)$(MAKE) $(JOBS) all tests
	$(Q)status=0; KERNEL='$(KERNEL)' MEMORY_MB='$(MEMORY_MB)' \
		SUITES='$(SUITES)' GUESTS=1 tests/run.sh guest || \
			status=$$?; \
		[ -z '$(KTAP)' ] || tests/ktap.sh build/tests/log/guest \
			>'$(KTAP)' || true; \
		exit $$status

# The cells of the hunt are tested without a guest.
build/tests/test_pairs: build/obj/tests/guest/pairs.o
