#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# version.sh RELEASE: print the version of this source tree.
#
# In a git repository this is `git describe` of the tags vN.N, without the v, or
# RELEASE and the commit where there is no tag. `-dirty` follows if a tracked
# file was changed. Elsewhere, as in an unpacked archive, it is what the file
# .version says, which packaging/dist.sh writes, or else RELEASE.
set -eu
export LC_ALL=C

[ $# -eq 1 ] || {
	echo "usage: $0 RELEASE" >&2
	exit 2
}
cd "$(dirname "$0")/.."
release=$1

# Only if this folder is the top of the repository: an archive may have been
# unpacked inside another one. Twelve digits, so that all clones agree.
top=$(git rev-parse --show-cdup 2>/dev/null) || top=none
if [ -z "$top" ]; then
	version=$(git describe --tags --match 'v[0-9]*' --abbrev=12 --dirty \
		2>/dev/null) ||
		version=$release-g$(git describe --always --exclude '*' \
			--abbrev=12 --dirty 2>/dev/null) ||
		version=$release
	release=${version#v}
elif [ -r .version ]; then
	read -r release <.version
fi
echo "$release"
