# SPDX-License-Identifier: GPL-2.0-only
#
# Making a release; the Makefile includes this. CONTRIBUTING.md says how a
# release is made.

.PHONY: dist deb
dist: ## pack a release as build/mnbench-VERSION.tar.xz
	$(Q)packaging/dist.sh "$$(bench/version.sh '$(VERSION)')" build

deb: ## build Debian's packages in build/packages
	$(Q)packaging/deb.sh "$$(bench/version.sh '$(VERSION)')" build/packages
