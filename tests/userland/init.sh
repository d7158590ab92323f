#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# init.sh: the init process of a guest for commands: it runs /suite/script,
# whose output goes to the second serial line, and ends the guest.
/bin/busybox mkdir -p /sbin /usr/sbin
/bin/busybox --install -s /bin
export PATH=/usr/bin:/bin HOME=/tmp
mount -t devtmpfs devtmpfs /dev 2>/dev/null
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t securityfs securityfs /sys/kernel/security 2>/dev/null
mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
exec </dev/null >/dev/ttyS1 2>/dev/ttyS0
stty raw -echo </dev/ttyS1
cd /suite || exit
# In a session of its own: signals to the group of a test do not end init.
setsid /bin/sh ./script || true
echo '{"type":"end"}'
sync
sleep 1
reboot -f
