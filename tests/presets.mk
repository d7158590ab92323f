# SPDX-License-Identifier: GPL-2.0-only
# Looking up the sources of presets in kernel trees.

.PHONY: check-presets
check-presets: build ## look up what presets name, in the kernel trees SOURCES
	$(Q)tests/presets.sh $(SOURCES)
