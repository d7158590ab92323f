#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# root.sh: make a clean Debian 12 with backports for the tests of packages, in
# build/packages/root.tar. What is there is kept. It takes some minutes.
#
# It has apt, man and QEMU, but nothing that mnbench or mnbench-dkms depends on:
# installing these must install that.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

suite=bookworm
mirror=http://deb.debian.org/debian
archive=build/packages/root.tar

[ ! -e "$archive" ] || exit 0
mkdir -p build/packages
echo "packages: making a build root of $suite" >&2
# Of backports apt takes only what is pinned. Its lists stay, because mnbench
# downloads a kernel with them.
# shellcheck disable=SC2016 # mmdebstrap expands it
mmdebstrap --quiet --format=tar --variant=apt --skip=cleanup/apt/lists \
	--setup-hook='cp tests/packages/preferences "$1/etc/apt/preferences"' \
	--include=ca-certificates,man-db,qemu-system-x86 \
	"$suite" "$archive.new" \
	"deb $mirror $suite main" "deb $mirror $suite-updates main" \
	"deb $mirror-security $suite-security main" \
	"deb $mirror $suite-backports main" >&2
mv "$archive.new" "$archive"
