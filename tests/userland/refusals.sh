#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# refusals.sh: test in a guest all that stands against loading the module into
# the running kernel. Each is one line, exit status 2, and nothing is loaded.
# shellcheck disable=SC2317 # functions are called by check and refused
set -u
. tests/e2e/lib.sh
. tests/userland/lib.sh

cat >"$tmp/t.ini" <<-END
	[plan]
	summary = one scheme
	samples = 2
	[cells]
	workload = munmap
	mode = global
	ops = 5
END
# stands NAME PATTERN OPTION...: what follows the venue and the plan.
stands() {
	name=$1
	pattern=$2
	shift 2
	refused "$name" "$pattern" "$mnbench" run --plan "$tmp/t.ini" \
		--venue host -o "$tmp/x.json" "$@"
	check 'nothing is loaded' not grep -q '^mnbench ' /proc/modules
}
machine >"$tmp/before"

# as_user COMMAND...: without the rights of root.
as_user() {
	setpriv --reuid 1000 --regid 1000 --clear-groups "$@"
}
chmod 777 "$tmp"
refused 'a user who is not root' 'may not load a module .*; allowed: root' \
	as_user "$mnbench" run --plan "$tmp/t.ini" --venue host \
	-o "$tmp/x.json" --module yes --yes
refused 'nor may he change settings' 'only root may change the settings' \
	as_user "$mnbench" run --plan "$tmp/t.ini" --venue host \
	--set mode=none -o "$tmp/x.json" --settings quiet
stands 'no confirmation' 'confirm that with --yes' --module yes
stands 'a file that is not there' "'x.ko': No such file" --module x.ko --yes
stands 'a file that is no module' 'is no kernel module' --module /init --yes
stands 'a module of another kernel' \
	"was built for kernel .*x.*, and this is $release; .*make module KDIR=" \
	--module other.ko --yes
mv "$ko" "$ko.away"
stands 'a module that was not built' \
	"no module for kernel $release: .*'make module KDIR=/lib/modules/" \
	--module yes --yes
mv "$ko.away" "$ko"
sed 's/^CONFIG_HMM_MIRROR=y/# &/' "/boot/config-$release" >"$tmp/config"
mount -o bind "$tmp/config" "/boot/config-$release"
stands 'a kernel without an option' \
	"kernel $release was built without CONFIG_HMM_MIRROR" --module yes --yes
umount "/boot/config-$release"
mv "/boot/config-$release" "$tmp/config"
stands 'without a configuration it looks for functions' \
	"x.ko': No such file" --module x.ko --yes
mv "$tmp/config" "/boot/config-$release"
stands 'a setting that is none' "'fan' is no setting that can be changed" \
	--module yes --yes --settings fan=off
stands 'a setting with another value' \
	"ksm cannot be 'maybe'; allowed: off, on" \
	--module yes --yes --settings ksm=maybe
stands 'a setting that this machine does not have' \
	'this machine has no setting governor' \
	--module yes --yes --settings governor=performance
stands 'a plan that unloads the module' "module cannot be 'absent'" \
	--module yes --yes --set mode=none --set module=absent
same_machine 'the machine is as it was'

insmod "$ko"
refused 'a module that is loaded already' 'a module mnbench is loaded already' \
	"$mnbench" run --plan "$tmp/t.ini" --venue host -o "$tmp/x.json" \
	--module yes --yes
check 'it stays' grep -q '^mnbench ' /proc/modules
rmmod mnbench
# A state file that somebody else may write to is no order for root.
mkdir -p /run/mnbench
chmod 777 /run/mnbench
stands 'a folder of the state that others may write to' \
	'is not a folder of this user' --module yes --yes
chmod 700 /run/mnbench
same_machine 'the machine is as it was then'

echo 1 >/proc/sys/kernel/modules_disabled
stands 'a kernel that loads no modules any more' \
	'loads no module until it reboots: kernel.modules_disabled is 1' \
	--module yes --yes
finish
