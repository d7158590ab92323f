#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh TEST [ARGUMENT...]: run tests/userland/TEST.sh in a guest, where the
# guest's kernel is the running one. Prints its TAP. ARGUMENTs go to the
# kernel's command line. The guest runs by the wall clock of the emulator.
#
# KERNEL: the prepared kernel, see kernel.sh (default: debian).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

test=$1
shift
kernel=build/kernel/$(vm/kernel.sh --name "${KERNEL:-debian}")
folder=$PWD/build/run/userland-$test
mkdir -p "$folder"
ln -sf "$PWD/$kernel/vmlinuz" "$folder/vmlinuz"
touch "$folder/timed"
echo "$(cat "$kernel/cmdline") rdinit=/init $*" >"$folder/cmdline"
# A module for another release: the same, but for one digit of its name.
release=$(cat "$kernel/release")
other=$(echo "$release" | sed 's/^\(.*\)[0-9]/\1x/')
LC_ALL=C sed "s/vermagic=$release/vermagic=$other/" "$kernel/mnbench.ko" \
	>"$folder/other.ko"
KERNEL_DIR=$kernel tests/userland/initramfs.sh "$folder/initrd" \
	"tests/userland/$test.sh" "suite/other.ko=$folder/other.ko"
status=0
vm/boot.sh "$folder" || status=$?
tr -d '\r' <"$folder/answers" | sed '/^{"type":"end"}$/d'
exit "$status"
