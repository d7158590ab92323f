# SPDX-License-Identifier: GPL-2.0-only
#
# The makefile of mnbench. `make help` lists the targets. Everything that is
# built or downloaded is in build/.

PLAN := default
VENUE := icount
KERNEL := debian
MEMORY_MB :=

# The release. In a repository the version names the commit, too.
VERSION := 0.1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# V=1 prints each command instead of a short line.
ifeq ($(V),1)
Q :=
quiet :=
else
Q := @
quiet = @printf '  %-8s%s\n' '$(1)' '$(2)'
MAKEFLAGS += --no-print-directory
endif

# Use all processors, unless the user gave a number of jobs.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

# CC, CFLAGS, CPPFLAGS and LDFLAGS may come from the environment. Other flags
# give an agent with other instructions, which a reference notices.
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS ?= -O2 -g
CPPFLAGS ?=
LDFLAGS ?=
# Warnings are errors while mnbench is developed: in a git checkout, or with
# WERROR=1. A newer compiler must not stop who builds a release.
WERROR ?= $(if $(wildcard .git),1,0)
export WERROR
WARNINGS := -Wall -Wextra $(if $(filter-out 0,$(WERROR)),-Werror)
# The path of the tree is mapped away: any folder gives the same binaries.
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(CPPFLAGS) $(CFLAGS) \
	-ffile-prefix-map='$(CURDIR)'=. -MMD -MP $(INCLUDES) $(DEFINES)
INCLUDES := -Imodule -Iworkloads -Ibench -Ibuild/gen
DEFINES :=

# The folder of a source decides which program it belongs to.
shared_src := $(wildcard bench/lib/*.c bench/common/*.c workloads/*.c \
	workloads/support/*.c)
agent_src := $(wildcard bench/agent/*.c)
host_src := $(filter-out $(shared_src) $(agent_src),$(wildcard bench/*/*.c))
guest_test_src := $(wildcard tests/guest/*.c)
bugs_src := tests/kernel-bugs/main.c tests/guest/ktap.c
unit_test_src := $(wildcard tests/unit/test_*.c)
mode_src := $(sort $(wildcard module/mode_*.c)) \
	$(sort $(wildcard bench/agent/mode_*.c))
c_files = $(wildcard module/*.[ch] workloads/*.[ch] \
	workloads/*/*.[ch] bench/*.[ch] \
	bench/*/*.[ch] tests/*/*.[ch])

# The venues, for the help and for checking VENUE.
venues = $(shell sed -n 's/^	{"\([a-z]*\)", .*/\1/p' bench/plan/venue.c)

# What can be timed: common/timed_NAME.c has the rules of a kind, and
# agent/timed_NAME.c measures it.
timed_kinds := $(patsubst bench/common/timed_%.c,%, \
	$(sort $(wildcard bench/common/timed_*.c)))

# Drivers in the field: common/preset_NAME.c is one.
presets := $(patsubst bench/common/preset_%.c,%, \
	$(sort $(wildcard bench/common/preset_*.c)))

# Settings of a machine: common/setting_NAME.c is one.
settings := $(patsubst bench/common/setting_%.c,%, \
	$(sort $(wildcard bench/common/setting_*.c)))

# What `show` and the page say of a result: print/finding_NAME.c is a kind.
finding_kinds := $(patsubst bench/print/finding_%.c,%, \
	$(sort $(wildcard bench/print/finding_*.c)))

# Every file in workloads/ is a workload, except the table of workloads.
workloads := $(filter-out workload,$(basename $(notdir \
	$(wildcard workloads/*.c))))

objects = $(patsubst %.c,build/obj/%.o,$(1))
host_obj := $(call objects,$(host_src))
agent_obj := $(call objects,$(filter-out bench/agent/main.c,$(agent_src)))
shared_obj := $(call objects,$(shared_src))
unit_tests := $(patsubst tests/unit/%.c,build/tests/%,$(unit_test_src))

HOST_LIBS := -lnuma -lelf -ljansson -linih -lgsl -lgslcblas -lm
AGENT_LIBS := -lnuma -lpthread
# The linker warns that libnuma looks up host names, which a static program
# cannot do. The agent never asks for that. The warnings go to a file, because
# the option that suppresses them would also hide missing symbols.
link_static = $(CC) $(CFLAGS) $(LDFLAGS) -static -o $@ $^ $(AGENT_LIBS) \
	2>$@.log || { cat $@.log >&2; exit 1; }

# Another agent, whose malloc(3) is jemalloc's, if that is installed.
jemalloc := $(wildcard \
	$(shell $(CC) -print-file-name=libjemalloc.a 2>/dev/null))
agents := build/agent $(if $(jemalloc),build/agent-jemalloc)

.PHONY: help
help: ## print this list
	@echo 'Targets:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1@\2/p' \
		Makefile $(wildcard */*.mk */*/*.mk) | \
		while IFS=@ read -r name text; do \
			printf '  %-18s%s\n' "$$name" "$$text"; done
	@echo 'Variables:'
	@echo '  PLAN              what to measure: a plan of plans/, or a file'
	@echo '                    (default: $(PLAN))'
	@echo '  VENUE             where to measure: $(venues)'
	@echo '                    (default: $(VENUE))'
	@echo '  KERNEL            debian, debian:VERSION (as debian:6.12),'
	@echo '                    running, or the folder of a kernel build'
	@echo '                    (default: $(KERNEL))'
	@echo '  ARCH              architecture of the guest: $(known_archs)'
	@echo '                    (default: $(native_arch), of this machine)'
	@echo '  KERNELS           matrix, check-kernels: values of KERNEL'
	@echo '                    (default: $(KERNELS); check-kernels:'
	@echo '                    $(all_kernels))'
	@echo '  PARTS             check-kernels: guest, hunt, planted'
	@echo '                    (default: all)'
	@echo '  ARCHS             matrix: values of ARCH (default: ARCH)'
	@echo '  KDIR              module: the kernel to build it for, such as'
	@echo '                    /lib/modules/$$(uname -r)/build'
	@echo '  MODULE            VENUE=host: yes, or a file: load this module'
	@echo '                    into the running kernel; it asks before'
	@echo '  YES               yes: answer that question with yes'
	@echo '  SETTINGS          VENUE=host: quiet, or NAME=VALUE...: change'
	@echo '                    settings of this machine for the run'
	@echo '  BASE, NEW         ab: a kernel as KERNEL, a commit or a folder'
	@echo '                    of mnbench, or a result'
	@echo '  BOOTS             ab: runs of a side in a timed venue'
	@echo '                    (default: 5)'
	@echo '  MEMORY_MB         check, hunt: memory of the guest in MiB'
	@echo '                    (default: 1024)'
	@echo '  THRESHOLD         regress, ab: largest change in percent that'
	@echo '                    is no regression (default: 0.1, in timed'
	@echo '                    venues 1; 0: each change is one)'
	@echo '  JUNIT, KCIDB      regress: files for CI systems (docs/ci.md)'
	@echo '  ORIGIN            regress: the name of the reporting system'
	@echo '                    in KCIDB (default: mnbench)'
	@echo '  KTAP, SUITES      check-guest: a file for the KTAP; suites of'
	@echo '                    the guest tests (default: all)'
	@echo '  KILLS, SEED       check-resume: number of kills (default: 20),'
	@echo '                    seed of their moments (default: 1)'
	@echo '  PAIRS             check-host: pairs of runs (default: 20)'
	@echo '  STEPS, SEED, MODE hunt: changes in each mode (default: 10000),'
	@echo '                    seed (default: 1), a mode (default: all)'
	@echo '  SECONDS           fuzz: seconds of all fuzzers together'
	@echo '                    (default: 600)'
	@echo '  PREFIX, DESTDIR   install: where (default: $(PREFIX)), and the'
	@echo '                    folder that stands for / (default: none)'
	@echo '  WERROR            1: warnings are errors; 0: they are not'
	@echo '                    (default: 1 in a git checkout, else 0)'
	@echo '  V=1               print commands'

# Check the variables before anything is installed, downloaded, built or booted.
# A target that measures a plan also has mnbench check it, if the libraries that
# building mnbench needs are installed.
.PHONY: arguments
bench regress reference ab: measures_plan := yes
ab: measures_sides := yes
arguments:
	$(Q)PLAN='$(PLAN)' VENUE='$(VENUE)' VENUES='$(venues)' \
		KERNEL='$(KERNEL)' MEMORY_MB='$(MEMORY_MB)' \
		THRESHOLD='$(THRESHOLD)' STEPS='$(STEPS)' KILLS='$(KILLS)' \
		PAIRS='$(PAIRS)' SEED='$(SEED)' BOOTS='$(BOOTS)' \
		BASE='$(BASE)' NEW='$(NEW)' SIDES='$(measures_sides)' \
		vm/check-arguments.sh
	$(Q)$(if $(measures_plan),! $(has_libraries) || \
		$(MAKE) $(JOBS) PLAN='$(PLAN)' check-plan)
has_libraries = $(CC) -fsyntax-only -include jansson.h -include ini.h \
	-include gsl/gsl_version.h -include libelf.h -x c /dev/null 2>/dev/null

# Let mnbench check the plan before a kernel is downloaded or booted.
.PHONY: check-plan
check-plan: build/mnbench
	$(Q)build/mnbench run --check --plan '$(PLAN)' --venue '$(VENUE)' \
		$(host_option)

# Targets that need packages run in a second make, after deps installed them.
.PHONY: bench
bench: deps ## install, build, boot guests, measure, report to results/
	$(Q)$(MAKE) $(JOBS) run

# What the user allows to be done to this machine.
host_option := $(if $(MODULE),--module '$(MODULE)') $(if $(YES),--yes) \
	$(if $(SETTINGS),--settings '$(SETTINGS)')

# Venue host measures the running kernel, so there is none to prepare.
ifeq ($(VENUE),host)
kernel_name := uname -r
kernel_option :=
make_kernel := $(if $(filter yes,$(MODULE)), \
	$(MAKE) module KDIR=/lib/modules/$$(uname -r)/build,:)
else
kernel_name := vm/kernel.sh --name '$(KERNEL)'
kernel_option := --kernel "$$kernel"
make_kernel = $(MAKE) $(JOBS) kernel
endif

.PHONY: run
run: arguments build ## the same as bench, but install nothing
	$(Q)$(MAKE) check-plan
	+$(Q)$(make_kernel)
	$(Q)set -e; kernel=$$($(kernel_name)); \
	result=results/$(notdir $(basename $(PLAN)))-$(VENUE)-$$kernel; \
	mkdir -p results; status=0; \
	build/mnbench run --plan '$(PLAN)' --venue '$(VENUE)' \
		$(kernel_option) $(host_option) -o "$$result.json" \
		--resume || status=$$?; \
	[ $$status -le 1 ] || exit $$status; \
	build/mnbench show "$$result.json"; \
	build/mnbench report "$$result.json" -o "$$result.report"; \
	echo "Results: $$result.json, $$result.report/"; \
	exit $$status

.PHONY: check
check: deps ## run all tests
	$(Q)$(MAKE) $(JOBS) all tests
	$(Q)$(if $(filter debian,$(KERNEL)),,vm/kernel.sh debian)
	$(Q)KERNEL='$(KERNEL)' MEMORY_MB='$(MEMORY_MB)' tests/run.sh \
		$(check_parts)

.PHONY: check-kernel-bugs
check-kernel-bugs: deps ## test KERNEL for bugs that drivers run into
	$(Q)$(MAKE) $(JOBS) $(guest_programs)/kernel-bugs kernel
	$(Q)vm/kernel.sh --module tests/kernel-bugs '$(KERNEL)'
	$(Q)tests/kernel-bugs/run.sh '$(KERNEL)'

.PHONY: check-ab check-exact check-bisect check-resume
check-ab: arguments all ## plant an instruction in a commit, let ab find it
	$(Q)tests/ab.sh
check-exact: arguments all ## plant an instruction, let compare find it
	$(Q)tests/exactness.sh
check-bisect: arguments all ## plant one, let git bisect find its commit
	$(Q)tests/bisect.sh
check-resume: arguments all ## kill a run at random moments, and resume it
	$(Q)PLAN='$(or $(filter-out default,$(PLAN)),quick)' \
		KERNEL='$(KERNEL)' KILLS='$(or $(KILLS),20)' \
		SEED='$(or $(SEED),1)' tests/kill.sh

# Measure PLAN and store the result as $(1).
measure = kernel=$$(vm/kernel.sh --name '$(KERNEL)'); \
	build/mnbench run --plan '$(PLAN)' --venue '$(VENUE)' \
		--kernel "$$kernel" -o "$(1)"
reference = results/reference/$(notdir $(basename $(PLAN)))-$(VENUE)-$$(cat \
	build/kernel/$$(vm/kernel.sh --name '$(KERNEL)')/release).json

.PHONY: regress reference
regress: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
regress: deps ## measure PLAN (quick), compare with its reference
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' check-plan
	$(Q)$(MAKE) $(JOBS) all
	$(Q)vm/check-reference.sh '$(PLAN)' '$(VENUE)' '$(KERNEL)' \
		results/reference
	$(Q)set -e; mkdir -p build/run; status=0; \
		$(call measure,build/run/regress.json) || status=$$?; \
		[ $$status -le 1 ] || exit $$status; \
		build/mnbench compare --reference results/reference \
			$(if $(THRESHOLD),--threshold '$(THRESHOLD)') \
			$(if $(JUNIT),--junit '$(JUNIT)') \
			$(if $(KCIDB),--kcidb '$(KCIDB)') \
			$(if $(ORIGIN),--origin '$(ORIGIN)') \
			build/run/regress.json; \
		exit $$status
reference: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
reference: deps ## measure PLAN (quick) as a new reference
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' check-plan
	$(Q)$(MAKE) $(JOBS) all
	$(Q)set -e; mkdir -p build/run results/reference; \
		$(call measure,build/run/reference.json); \
		build/mnbench reference build/run/reference.json \
			-o "$(reference)"

.PHONY: ab
ab: PLAN := $(if $(filter file,$(origin PLAN)),quick,$(PLAN))
ab: deps ## measure kernels or commits BASE and NEW, and compare them
	$(Q)$(MAKE) $(JOBS) PLAN='$(PLAN)' check-plan
	$(Q)$(MAKE) $(JOBS) build
	$(Q)build/mnbench ab --plan '$(PLAN)' --venue '$(VENUE)' \
		--kernel '$(KERNEL)' $(if $(BOOTS),--boots '$(BOOTS)') \
		$(if $(THRESHOLD),--threshold '$(THRESHOLD)') '$(BASE)' '$(NEW)'

.PHONY: check-page
check-page: ## open the pages of the report in Chromium, and print them
	$(Q)vm/deps.sh page
	$(Q)$(MAKE) $(JOBS) build
	$(Q)tests/page/run.sh

.PHONY: check-host
check-host: deps ## test the verdicts of timed runs on this machine
	$(Q)$(MAKE) $(JOBS) build
	$(Q)PAIRS='$(PAIRS)' tests/host.sh

.PHONY: calibrate
calibrate: deps ## measure how often the verdicts of timed runs err
	$(Q)$(MAKE) $(JOBS) build/calibrate
	$(Q)tests/calibrate/run.sh

.PHONY: hunt
hunt: arguments all tests ## hunt for stale pages longer than check does
	$(Q)KERNEL='$(KERNEL)' MEMORY_MB='$(MEMORY_MB)' STEPS='$(STEPS)' \
		SEED='$(SEED)' MODE='$(MODE)' tests/hunt.sh

.PHONY: all build
all: build kernel ## build everything, also the guest kernel and the module
build: build/mnbench $(agents) ## build the mnbench command and the agent
ifeq ($(jemalloc),)
	$(call quiet,SKIP,agent-jemalloc: no static libjemalloc)
endif

.PHONY: tests
tests: build build/calibrate $(unit_tests) \
	$(if $(guest_test_src),build/guest-test)

.PHONY: kernel
kernel: ## prepare the guest kernel and build the module for it
	$(call quiet,KERNEL,$(KERNEL))
	$(Q)vm/kernel.sh '$(KERNEL)'

.PHONY: deps
deps: arguments ## install packages with apt, as root or through sudo
	$(Q)vm/deps.sh

.PHONY: format
format: ## format all C
	$(Q)clang-format -i $(c_files)

.PHONY: lint
lint: deps ## check scripts, form of sources, and the module
	$(call quiet,CHECK,scripts)
	$(Q)shellcheck $$(tests/lint/files.sh '\.sh$$|^\.ci/run$$')
	$(call quiet,CHECK,licences)
	$(Q)tests/lint/spdx.sh
	$(call quiet,CHECK,columns)
	$(Q)tests/lint/columns.sh
	$(call quiet,CHECK,first sentences)
	$(Q)tests/lint/first-sentence.sh
	$(call quiet,CHECK,format)
	$(Q)clang-format --dry-run -Werror $(c_files)
	$(call quiet,CHECK,module)
	$(Q)SPARSE=1 vm/kernel.sh '$(KERNEL)'
	$(Q)SPARSE=1 vm/kernel.sh --module tests/kernel-bugs '$(KERNEL)'
	$(Q)tests/checkpatch.sh $(wildcard module/*.[ch] tests/planted/*.[ch] \
		tests/kernel-bugs/mnbench-bugs*.[ch])

.PHONY: clean distclean
clean: ## remove what was built
	$(Q)[ ! -d build ] || find build -mindepth 1 -maxdepth 1 \
		! -name download -exec rm -rf {} +
distclean: ## remove what was built and downloaded
	$(Q)rm -rf build

build/mnbench: build/obj/bench/main.o build/libhost.a build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

build/agent: build/obj/bench/agent/main.o build/libagent.a build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(link_static)

# The first heap that the linker meets is that of jemalloc.
build/agent-jemalloc: build/obj/bench/agent/main.o \
	build/obj/workloads/jemalloc/heap.o build/libagent.a build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(link_static)
build/agent-jemalloc: AGENT_LIBS := -ljemalloc -lm $(AGENT_LIBS)

build/guest-test: $(call objects,$(guest_test_src)) build/libagent.a \
	build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(link_static)

build/kernel-bugs: $(call objects,$(bugs_src)) build/libagent.a \
	build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(link_static)

build/calibrate: $(call objects,$(wildcard tests/calibrate/*.c)) \
	build/libhost.a build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

build/tests/%: build/obj/tests/unit/%.o build/libhost.a build/libagent.a \
	build/libshared.a
	$(call quiet,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		$(filter %.a,$^) -lcmocka $(HOST_LIBS) \
		$(AGENT_LIBS)

# A program links what it uses from these archives. ar keeps members that are no
# longer given, so each archive is made from scratch.
build/libhost.a: $(host_obj)
build/libagent.a: $(agent_obj)
build/libshared.a: $(shared_obj)
build/lib%.a: build/obj/sources
	$(call quiet,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcsD $@ $(filter %.o,$^)

# An object is compiled again when the flags change.
build/obj/%.o: %.c build/obj/flags
	$(call quiet,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The tables that the build makes from names of files.
workload_table := -DWORKLOADS='$(foreach workload,$(workloads),X($(workload)))'
timed_table := -DTIMED_KINDS='$(foreach kind,$(timed_kinds),X($(kind)))'
agent_modes := $(patsubst bench/agent/mode_%.c,%, \
	$(filter bench/agent/%,$(mode_src)))
agent_mode_table := -DAGENT_MODES='$(foreach mode,$(agent_modes),X($(mode)))'
preset_table := -DPRESETS='$(foreach preset,$(presets),X($(preset)))'
setting_table := -DSETTINGS='$(foreach setting,$(settings),X($(setting)))'
finding_table := -DFINDING_KINDS='$(foreach kind,$(finding_kinds),X($(kind)))'

# $(call table_rules,FOLDER): the objects in FOLDER that have these tables. The
# architectures and the fuzzers have folders of their own.
define table_rules
$(1)/workloads/workload.o $(1)/tests/unit/test_workloads.o: \
	private DEFINES += $$(workload_table)
$(1)/bench/agent/agent_mode.o: private DEFINES += $$(agent_mode_table)
$(1)/bench/common/timed.o $(1)/bench/agent/agent_timed.o: \
	private DEFINES += $$(timed_table)
$(1)/bench/common/presets.o: private DEFINES += $$(preset_table)
$(1)/bench/common/setting.o: private DEFINES += $$(setting_table)
$(1)/bench/print/findings.o: private DEFINES += $$(finding_table)
$(addprefix $(1)/,workloads/workload.o tests/unit/test_workloads.o \
	bench/agent/agent_mode.o bench/common/timed.o \
	bench/agent/agent_timed.o bench/common/presets.o \
	bench/common/setting.o bench/print/findings.o): build/obj/sources
$(1)/bench/common/modes.o: build/gen/modes.inc
endef
$(eval $(call table_rules,build/obj))
build/obj/tests/%.o: private INCLUDES += -Itests -Itests/guest

# One object includes this, and it changes when the version does: a new commit
# neither recompiles the rest nor changes the agent.
build/obj/bench/lib/version.o: build/gen/version.inc
build/gen/version.inc: always
	@mkdir -p $(@D)
	@printf '#define MNBENCH_VERSION "%s"\n' \
		"$$(bench/version.sh '$(VERSION)')" >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# What userspace knows of modes: each MNBENCH_MODE() of the module and of the
# agent.
build/gen/modes.inc: module/mode_table.sh $(mode_src) build/obj/sources \
		$(wildcard module/*.h bench/agent/*.h)
	$(Q)mkdir -p $(@D)
	$(Q)CC='$(CC)' module/mode_table.sh build/gen/headers $(mode_src) >$@

# Parts of this makefile are beside what they build or run.
include $(wildcard */*.mk */*/*.mk)

# These files change when their text changes.
build/obj/flags: text = $(CC) $(ALL_CFLAGS)
build/obj/sources: text = $(sort $(host_src) $(agent_src) $(shared_src) \
	$(mode_src))
build/obj/flags build/obj/sources: always
	@mkdir -p $(@D)
	@printf '%s\n' "$(subst ",\",$(text))" | cmp -s - $@ || \
		printf '%s\n' "$(subst ",\",$(text))" >$@
.PHONY: always
always:

# Keep intermediate files, so that a second make has nothing to do.
.SECONDARY:

-include $(wildcard build/obj/*/*.d build/obj/*/*/*.d)
