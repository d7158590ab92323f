# SPDX-License-Identifier: GPL-2.0-only
#
# How fuzzers are built; the Makefile includes this. tests/fuzz/fuzz_NAME.c is
#	build/fuzz/NAME			with libFuzzer, by clang, for make fuzz
#	build/tests/test_fuzz_NAME	with replay.c, by gcc, for make check
# Both need the parts of mnbench that they test with the address and undefined
# behaviour sanitizers, so they have objects of their own.

fuzz_seconds = $(or $(SECONDS),600)
fuzzers := plan result partial agent_output
FUZZ_CC := clang
fuzz_src := $(host_src) $(shared_src) tests/fuzz/fuzz.c tests/fuzz/fuzz_run.c
fuzz_cflags := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
	-fsanitize=address,undefined
fuzz_engine = $(if $(filter fuzz,$(1)),-fsanitize=fuzzer-no-link)

# $(call fuzz_rules,KIND,COMPILER): objects in build/obj-KIND. They wait for
# mnbench, because its rules generate some headers.
define fuzz_rules
build/obj-$(1)/%: private INCLUDES += -Itests/fuzz
build/obj-$(1)/%: private CFLAGS = $(fuzz_cflags) $(call fuzz_engine,$(1))
$(call table_rules,build/obj-$(1))
build/obj-$(1)/%.o: %.c build/obj/flags tests/fuzz/fuzz.mk | build/mnbench
	$$(call quiet,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(2) $$(ALL_CFLAGS) -c -o $$@ $$<
build/lib$(1).a: $(fuzz_src:%.c=build/obj-$(1)/%.o) build/obj/sources
	$$(call quiet,AR,$$@)
	$$(Q)rm -f $$@
	$$(Q)$$(AR) rcsD $$@ $$(filter %.o,$$^)
endef
$(eval $(call fuzz_rules,fuzz,$$(FUZZ_CC)))
$(eval $(call fuzz_rules,replay,$$(CC)))

.PHONY: fuzz
fuzz: ## look for inputs that break a reader of files
	$(Q)tests/fuzz/run.sh '$(fuzz_seconds)'
	$(Q)vm/deps.sh fuzz
	$(Q)$(MAKE) $(JOBS) build-fuzzers
	$(Q)tests/fuzz/run.sh '$(fuzz_seconds)' $(fuzzers)

.PHONY: build-fuzzers
build-fuzzers: $(fuzzers:%=build/fuzz/%)

build/fuzz/%: build/obj-fuzz/tests/fuzz/fuzz_%.o build/libfuzz.a
	$(call quiet,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(fuzz_cflags) -fsanitize=fuzzer -o $@ $^ $(HOST_LIBS)

build/tests/test_fuzz_%: build/obj-replay/tests/fuzz/fuzz_%.o \
		build/obj-replay/tests/fuzz/replay-%.o build/libreplay.a
	$(call quiet,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(fuzz_cflags) -o $@ $^ $(HOST_LIBS)

# Each has its own corpus.
build/obj-replay/tests/fuzz/replay-%.o: private DEFINES += \
	-DCORPUS='"tests/fuzz/corpus/$*"'
build/obj-replay/tests/fuzz/replay-%.o: tests/fuzz/replay.c build/obj/flags \
		tests/fuzz/fuzz.mk
	$(call quiet,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

tests: $(fuzzers:%=build/tests/test_fuzz_%)

-include $(wildcard build/obj-*/*/*.d build/obj-*/*/*/*.d)
