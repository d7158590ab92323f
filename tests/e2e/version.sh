#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the version: that of git where there is a repository, the release
# elsewhere. A new version recompiles one file and does not change the agent.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
repo=$tmp/repo
mkdir -p "$repo/bench" "$repo/unpacked/bench"
cp bench/version.sh "$repo/bench/"
cp bench/version.sh "$repo/unpacked/bench/"

# version_is NAME PATTERN [FOLDER]: what the script prints there.
version_is() {
	"${3:-$repo}/bench/version.sh" 1.5 >"$tmp/version"
	check "$1" grep -Eqx "$2" "$tmp/version"
}
commit() {
	git -C "$repo" add -A
	git -C "$repo" commit -qm 'a commit'
}
version_is 'no repository: the release' '1\.5'
git -C "$repo" init -q
version_is 'a repository without a commit: the release' '1\.5'
commit
version_is 'no tag: the release and the commit' '1\.5-g[0-9a-f]{12}'
version_is 'an archive inside another repository: the release' '1\.5' \
	"$repo/unpacked"
git -C "$repo" tag v2.0
version_is 'a tag: its name' '2\.0'
echo '# changed' >>"$repo/bench/version.sh"
version_is 'a changed file makes it dirty' '2\.0-dirty'
commit
version_is 'a commit after the tag' '2\.0-1-g[0-9a-f]{12}'

# This tree, with a git that describes it as the test wants.
mkdir "$tmp/bin"
cat >"$tmp/bin/git" <<-'END'
	#!/bin/sh
	[ "$1" = rev-parse ] || echo v99.9
END
chmod +x "$tmp/bin/git"
make -s build
sha256sum build/agent >"$tmp/agent"
run env PATH="$tmp/bin:$PATH" make build
check 'another version is built' \
	[ "$status:$(build/mnbench --version)" = '0:mnbench 99.9' ]
check 'only one file is compiled' [ "$(grep -c '^  CC ' "$tmp/out")" -eq 1 ]
check 'with the same agent' sha256sum --quiet -c "$tmp/agent"
run make build
check 'and the old version again' \
	[ "$(build/mnbench --version)" = "mnbench $(bench/version.sh "$(
		sed -n 's/^VERSION := //p' Makefile)")" ]
finish
