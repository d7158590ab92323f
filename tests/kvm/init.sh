#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# init.sh: the init process of a guest that runs a guest under KVM. To the
# second serial line go what mnbench said, a line "status N", and the result.
/bin/busybox mkdir -p /sbin /usr/sbin
/bin/busybox --install -s /bin
export PATH=/usr/bin:/bin HOME=/tmp LC_ALL=C
mount -t devtmpfs devtmpfs /dev 2>/dev/null
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /tmp
exec </dev/null >/dev/ttyS1 2>/dev/ttyS0
stty raw -echo </dev/ttyS1
for module in /modules/*; do
	insmod "$module"
done
cd /suite || exit
# Both guests are emulated, so the inner one is far from fast.
export MNBENCH_HOME=/suite MNBENCH_SILENCE_S=900 MNBENCH_PROBE_S=900
status=0
build/mnbench run --venue kvm --plan ./nested.ini -o /tmp/r.json \
	2>/tmp/messages || status=$?
# Without the line of progress.
tr '\r' '\n' </tmp/messages | grep -v 'samples, [0-9]*:'
echo "status $status"
tail -n 20 build/run/*/probe/console build/run/*/batch-1/boot-1/console >&2
cat /tmp/r.json
echo
echo '{"type":"end"}'
sync
sleep 1
reboot -f
