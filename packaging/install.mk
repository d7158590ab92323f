# SPDX-License-Identifier: GPL-2.0-only
#
# Installing mnbench; the Makefile includes this. What is installed is only
# read: mnbench finds it by its own place, so PREFIX may be moved as a whole, and
# writes to the XDG folders of its user (docs/install.md).

PREFIX ?= /usr/local
DESTDIR ?=
bindir := $(PREFIX)/bin
# Its agent is a program, so all of it is below lib and nothing below share.
suitedir := $(PREFIX)/lib/mnbench
mandir := $(PREFIX)/share/man
docdir := $(PREFIX)/share/doc/mnbench
bashdir := $(PREFIX)/share/bash-completion/completions
zshdir := $(PREFIX)/share/zsh/site-functions
fishdir := $(PREFIX)/share/fish/vendor_completions.d

# The read-only parts of the suite, by the folder that they are in.
suite_files := $(sort $(wildcard plans/*.ini plans/*/*.ini address-spaces/* \
	plot/* vm/*.sh vm/*/*.sh vm/kernel-options module/*.[ch] module/Kbuild \
	results/reference/*.json))
# Only make runs these.
suite_files := $(filter-out $(addprefix vm/,arch-libraries.sh calls.sh \
	check-arguments.sh check-reference.sh deps.sh host-module.sh \
	matrix.sh predict.sh),$(suite_files))
man_pages := docs/mnbench.1 build/mnbench-results.5
# README.md is then in the folder of the documents that it refers to.
documents := README.md CHANGELOG.md $(sort $(wildcard docs/*.md))
# What documents refer to, in folders of its own.
attachments := $(sort $(wildcard docs/*/*))

# $(call install,MODE,FILES,FOLDER)
install = $(Q)install -d '$(DESTDIR)$(3)' && \
	install -m $(1) $(2) '$(DESTDIR)$(3)/'
# $(call install_as,FILE,PATH)
install_as = $(Q)install -D -m 644 $(1) '$(DESTDIR)$(2)'

.PHONY: install uninstall
install: build $(man_pages) ## install to PREFIX (default: /usr/local)
	$(call quiet,INSTALL,$(DESTDIR)$(PREFIX))
	$(call install,755,build/mnbench,$(bindir))
	$(call install,755,$(agents),$(suitedir))
	$(Q)for file in $(suite_files); do \
		mode=644; [ ! -x "$$file" ] || mode=755; \
		install -D -m $$mode "$$file" \
			'$(DESTDIR)$(suitedir)'/"$$file" || exit; \
	done
	$(call install_as,docs/mnbench.1,$(mandir)/man1/mnbench.1)
	$(call install_as,build/mnbench-results.5,$(mandir)/man5/mnbench-results.5)
	$(call install,644,$(documents),$(docdir))
	$(Q)sed -i 's,](docs/,](,g' '$(DESTDIR)$(docdir)/README.md'
	$(Q)for file in $(attachments); do \
		install -D -m 644 "$$file" '$(DESTDIR)$(docdir)'/"$${file#docs/}" \
			|| exit; \
	done
	$(call install_as,packaging/completion.bash,$(bashdir)/mnbench)
	$(call install_as,packaging/completion.zsh,$(zshdir)/_mnbench)
	$(call install_as,packaging/completion.fish,$(fishdir)/mnbench.fish)

uninstall: ## remove what install has installed to PREFIX
	$(call quiet,REMOVE,$(DESTDIR)$(PREFIX))
	$(Q)rm -rf '$(DESTDIR)$(suitedir)' '$(DESTDIR)$(docdir)'
	$(Q)rm -f '$(DESTDIR)$(bindir)/mnbench' \
		'$(DESTDIR)$(mandir)/man1/mnbench.1' \
		'$(DESTDIR)$(mandir)/man5/mnbench-results.5' \
		'$(DESTDIR)$(bashdir)/mnbench' '$(DESTDIR)$(zshdir)/_mnbench' \
		'$(DESTDIR)$(fishdir)/mnbench.fish'

# The page has the text of docs/results.md.
build/mnbench-results.5: docs/results.md packaging/man-page.sh
	$(call quiet,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)packaging/man-page.sh mnbench-results 5 'File Formats' \
		'files of results and of runs in progress' $< >$@.new
	$(Q)mv $@.new $@
