# SPDX-License-Identifier: GPL-2.0-only
#
# The architecture of guests. The programs for guests of another architecture
# than this machine's are built in build/ARCH, with a cross compiler and
# libraries that are unpacked, not installed.

native_arch := $(shell . vm/arch.sh; native_arch)
# An own kernel build is of one architecture.
ARCH := $(or $(shell ARCH= vm/kernel.sh --arch '$(KERNEL)' \
	2>/dev/null),$(native_arch))
export ARCH
known_archs := $(sort $(basename $(notdir $(wildcard vm/arch/*.sh))))
guest_programs := build
# What tests/run.sh runs; empty: all.
check_parts :=

ifneq ($(ARCH),$(native_arch))
ifneq ($(wildcard vm/arch/$(ARCH).sh),)

cross := build/$(ARCH)
cross_gnu := $(shell . vm/arch/$(ARCH).sh; echo "$$arch_gnu")
cross_objects = $(patsubst %.c,$(cross)/obj/%.o,$(1))
cross_root := $(cross)/root
CROSS_CC := $(cross_gnu)-gcc

guest_programs := $(cross)
# The other tests are of programs that run on this machine.
check_parts := guest hunt planted
build: $(cross)/agent $(cross)/agent-jemalloc
tests: $(cross)/guest-test

$(cross)/agent: $(call cross_objects,bench/agent/main.c)
$(cross)/agent-jemalloc: $(call cross_objects,bench/agent/main.c \
	workloads/jemalloc/heap.c)
$(cross)/agent-jemalloc: AGENT_LIBS := -ljemalloc -lm $(AGENT_LIBS)
$(cross)/guest-test: $(call cross_objects,$(guest_test_src))
$(cross)/kernel-bugs: $(call cross_objects,$(bugs_src))
$(addprefix $(cross)/,agent agent-jemalloc guest-test kernel-bugs): \
	$(cross)/libagent.a $(cross)/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(cross_link)
cross_link = $(CROSS_CC) $(CFLAGS) $(LDFLAGS) -static -o $@ \
	$(filter %.o,$^) $(filter %.a,$^) \
	-L$(cross_root)/usr/lib/$(cross_gnu) $(AGENT_LIBS) 2>$@.log || \
	{ cat $@.log >&2; exit 1; }

$(cross)/libagent.a: $(call cross_objects,$(filter-out bench/agent/main.c, \
	$(agent_src)))
$(cross)/libshared.a: $(call cross_objects,$(shared_src))
$(cross)/lib%.a: build/obj/sources
	$(call quiet,AR,$@)
	$(Q)rm -f $@
	$(Q)$(cross_gnu)-ar rcsD $@ $(filter %.o,$^)

$(cross)/obj/%.o: %.c $(cross)/obj/flags
	$(call quiet,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CROSS_CC) $(ALL_CFLAGS) -c -o $@ $<

$(eval $(call table_rules,$(cross)/obj))
$(cross)/obj/%.o: private INCLUDES += -isystem $(cross_root)/usr/include
$(cross)/obj/tests/%.o: private INCLUDES += -Itests -Itests/guest

$(cross)/obj/flags: text = $(CROSS_CC) $(ALL_CFLAGS)
$(cross)/obj/flags: always | $(cross_root)/complete
	@mkdir -p $(@D)
	@printf '%s\n' "$(subst ",\",$(text))" | cmp -s - $@ || \
		printf '%s\n' "$(subst ",\",$(text))" >$@

$(cross_root)/complete: vm/arch-libraries.sh
	$(call quiet,UNPACK,libraries for $(ARCH))
	$(Q)vm/arch-libraries.sh '$(ARCH)'

-include $(wildcard $(cross)/obj/*/*.d $(cross)/obj/*/*/*.d)

endif
endif
