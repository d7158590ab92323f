#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# initramfs.sh OUT SCRIPT [NAME=FILE...]: make the root file system of a guest
# in which commands run as on any machine: there the guest's kernel is "the
# running one". It has a shell and small tools (busybox), mnbench with its
# libraries, the agent, and the files of the suite that mnbench reads, in
# /suite. The guest runs SCRIPT there, whose output goes to the second serial
# line, and stops. Each FILE is /NAME.
#
# KERNEL_DIR: the prepared kernel whose module is /suite/build/host/RELEASE's
# (default: build/kernel/debian).
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ $# -ge 2 ] || bad "usage: $0 OUT SCRIPT [NAME=FILE...]"
out=$1
script=$2
shift 2
kernel=${KERNEL_DIR:-build/kernel/debian}
release=$(cat "$kernel/release") || bad "no prepared kernel in '$kernel'"
busybox=$(command -v busybox) || bad "busybox is not installed: run 'make deps'"
! ldd "$busybox" >/dev/null 2>&1 ||
	bad "$busybox needs libraries: install busybox-static"

# shellcheck source=vm/newc.sh
. vm/newc.sh

# The libraries of programs, where the programs look for them.
libraries() {
	ldd "$@" | awk '$2 == "=>" && $3 ~ "/" { print $3 }
		$1 ~ "^/.*[^:]$" { print $1 }' | sort -u
}

# The shell of busybox would take its own setpriv, which knows fewer options.
setpriv=$(command -v setpriv)
sh=$(readlink -f /bin/sh)
{
	for name in dev proc sys tmp run boot; do
		newc_folders "$name"
	done
	newc_entry 20600 dev/console '' 5 1
	newc_put init tests/userland/init.sh
	newc_put bin/busybox "$busybox"
	newc_put bin/sh "$sh"
	newc_put usr/bin/setpriv "$setpriv"
	for library in $(libraries build/mnbench "$setpriv" "$sh"); do
		newc_put "${library#/}" "$library"
	done
	newc_put suite/build/mnbench build/mnbench
	newc_put suite/build/agent build/agent
	newc_put "suite/build/host/$release/mnbench.ko" "$kernel/mnbench.ko"
	newc_put "boot/config-$release" "$kernel/config"
	for file in vm/host.sh vm/kernel-options plans/*.ini tests/e2e/lib.sh \
		tests/userland/lib.sh; do
		newc_put "suite/$file" "$file"
	done
	newc_put suite/script "$script"
	for file; do
		newc_put "${file%%=*}" "${file#*=}"
	done
	newc_end
} >"$out.new"
mv "$out.new" "$out"
