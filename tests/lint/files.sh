#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# files.sh [PATTERN]: list the files of this tree, one a line, or those whose
# path the extended regular expression matches.
#
# In a repository these are the files that git tracks or would add. Elsewhere,
# for example in a copy that a test made, they are all files but built ones.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

if [ -e .git ]; then
	git ls-files --cached --others --exclude-standard
else
	find . \( -path ./build -o -path ./results \) -prune -o -type f -print |
		sed 's,^\./,,'
fi | sort -u | while read -r file; do
	# git still lists a file that was removed but not yet committed.
	[ ! -f "$file" ] || [ -L "$file" ] || echo "$file"
done | grep -E -- "${1:-.}"
