#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# boot.sh DIR: boot the guest in DIR under QEMU, at one instruction a
# nanosecond, and wait until it has powered off.
#
# Read from DIR: vmlinuz and initrd; if they exist, arch (a name of vm/arch/;
# default: the architecture of this machine), cmdline (more kernel arguments),
# memory_mb (memory of the guest in MiB; default: 1024), silence_s (seconds
# without output after which the guest counts as hung; default: 300), vcpus (its
# CPUs; default: 2), nodes (NUMA nodes, which share memory and CPUs evenly;
# default: 1), cpu (one more feature of its CPUs) and timed (the guest runs by
# the wall clock: under KVM if the file holds kvm, else under the emulator).
# Written to DIR: console (the guest's ttyS0), answers (its ttyS1: the agent's
# output), command (the command line of QEMU, one argument on each line), pid
# (of QEMU) and, under KVM, settings (see kvm.sh).
#
# Exit status 0: the guest wrote {"type":"end"... and powered off. 1: it did
# not, and the first line on stderr says why. 2: the guest cannot be booted.
# MNBENCH_SILENCE_S: another number than silence_s.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ $# -eq 1 ] || bad "usage: $0 DIR"
silence_s=300
[ ! -e "$1/silence_s" ] || silence_s=$(cat "$1/silence_s")
silence_s=${MNBENCH_SILENCE_S:-$silence_s}
case $silence_s in
'' | *[!0-9]*) bad "MNBENCH_SILENCE_S='$silence_s' is not a number of seconds" \
	;;
esac
for file in vmlinuz initrd; do
	[ -r "$1/$file" ] || bad "cannot read '$1/$file'"
done
# Names without folders make the command line the same on every machine.
cd "$1"
memory_mb=1024
[ ! -e memory_mb ] || memory_mb=$(cat memory_mb)
case $memory_mb in
'' | *[!0-9]*) bad "memory_mb holds '$memory_mb', not a number" ;;
esac
vcpus=2
[ ! -e vcpus ] || vcpus=$(cat vcpus)
case $vcpus in
'' | *[!0-9]*) bad "vcpus holds '$vcpus', not a number" ;;
esac
nodes=1
[ ! -e nodes ] || nodes=$(cat nodes)
case $nodes in
[12]) ;;
*) bad "nodes holds '$nodes'; allowed: 1, 2" ;;
esac
accelerator=icount
[ ! -e timed ] || accelerator=$(cat timed)

arch=$(native_arch)
[ ! -e arch ] || arch=$(cat arch)
known_arch "$arch" || bad "arch holds '$arch'; allowed: $(known_archs)"
read_arch "$arch"

version=$("$arch_qemu" --version 2>/dev/null |
	sed -n 's/.* version \([0-9.]*\).*/\1/p')
how="install it, in a source tree with 'make deps'"
[ -n "$version" ] || bad "$arch_qemu, version 8.1 or newer, is missing: $how"
major=${version%%.*}
minor=${version#*.}
# Before QEMU 8.1 one vCPU could starve the other under icount.
[ "$major" -gt 8 ] || { [ "$major" -eq 8 ] && [ "${minor%%.*}" -ge 1 ]; } ||
	bad "QEMU $version is too old, 8.1 is needed: $how"

machine=$arch_machine
cpu=$arch_cpu
[ ! -e cpu ] || cpu=$cpu,+$(cat cpu)
if [ "$accelerator" = kvm ]; then
	# shellcheck source=vm/kvm.sh
	. "$top/vm/kvm.sh"
	kvm_write_settings
	machine=$arch_kvm_machine
	cpu=$arch_kvm_cpu
	append=$arch_kvm_append
	# Memory is there before the guest starts. Threads have names, by which
	# kvm_pin() finds those of the guest's CPUs.
	memory=memory-backend-ram,id=memory,size=${memory_mb}M,prealloc=on
	set -- -accel kvm -name mnbench,debug-threads=on
	[ "$nodes" -gt 1 ] ||
		set -- "$@" -object "$memory" -machine memory-backend=memory
elif [ -e timed ]; then
	# Addresses may differ from boot to boot here, because times do.
	set -- -accel tcg
	append=$arch_timed_append
else
	set -- -accel tcg -icount shift=0,sleep=off -seed 1 \
		-rtc base=2024-01-01,clock=vm
	# Make addresses and entropy the same in every boot.
	append="nokaslr norandmaps random.trust_cpu=off random.trust_bootloader=off"
	append="$append${arch_exact_append:+ $arch_exact_append}"
	# An RCU grace period begins to look for idle CPUs at once, and not
	# after a tick. The agent waits for one before each operation, so this
	# saves a third of the virtual time of a run.
	append="$append rcutree.jiffies_till_first_fqs=0"
fi
# Current processors need hardly any mitigations. The emulated CPU is an old
# model, and would get those that cost instructions.
append="${append:+$append }mitigations=off transparent_hugepage=never"
# Self-tests and certificates are half of the instructions of a boot. Tracing
# that nobody uses is a sixth of the rest: the search for weak functions, and
# the names of enumerations.
blacklist=load_system_certificate_list
for initcall in ftrace_check_for_weak_functions ftrace_check_sync \
	trace_eval_init trace_eval_sync; do
	blacklist=$blacklist,$initcall
done
append="$append cryptomgr.notests initcall_blacklist=$blacklist"
# Any error ends the guest, and can be read on the console.
append="$append console=ttyS0,115200 panic=-1 oops=panic softlockup_panic=1"
append="$append hung_task_panic=1"
if [ -s cmdline ]; then
	append="$append $(cat cmdline)"
fi
[ ! -e timed ] || append="$(echo "$append" | sed 's/ *lpj=[0-9]*//')"

smp=$vcpus
if [ "$nodes" -gt 1 ]; then
	# CPUs of different nodes are on different sockets. An odd number of
	# them is not the same in both, so each has a socket of its own.
	sockets=2
	[ $((vcpus % 2)) -eq 0 ] || sockets=$vcpus
	smp=$vcpus,sockets=$sockets
	half=$((memory_mb / 2))
	first=$(((vcpus + 1) / 2))
	prealloc=
	[ "$accelerator" != kvm ] || prealloc=,prealloc=on
	last=
	[ "$vcpus" -eq 1 ] || last=,cpus=$first-$((vcpus - 1))
	ram=memory-backend-ram$prealloc
	set -- "$@" \
		-object "$ram,id=near,size=${half}M" \
		-object "$ram,id=away,size=$((memory_mb - half))M" \
		-numa "node,nodeid=0,memdev=near,cpus=0-$((first - 1))" \
		-numa "node,nodeid=1,memdev=away$last"
	# Pages move when a workload wants it.
	append="$append numa_balancing=disable"
fi

# Leave out all that runs by the host's clock: display, monitor, network, disk.
# shellcheck disable=SC2086 # a list of arguments
set -- "$arch_qemu" "$@" -machine "$machine" -cpu "$cpu" -smp "$smp" \
	-m "$memory_mb" \
	-no-user-config -nodefaults -net none -display none -monitor none \
	$arch_serial_arguments \
	-no-reboot -kernel vmlinuz -initrd initrd -append "$append"
printf '%s\n' "$@" >./command
rm -f console answers
touch console answers

pid=
trap '[ -z "$pid" ] || kill -KILL "$pid"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The guest must not outlive this script, however the script ends.
setpriv --pdeathsig KILL "$@" </dev/null >/dev/null 2>qemu.log &
pid=$!
echo "$pid" >./pid
[ "$accelerator" != kvm ] || kvm_pin "$pid"

hung=
ticks=0
silent_s=0
heard=
while kill -0 "$pid" 2>/dev/null; do
	sleep 0.1
	ticks=$((ticks + 1))
	[ $((ticks % 10)) -eq 0 ] || continue
	now=$(wc -c console answers)
	silent_s=$((silent_s + 1))
	[ "$now" = "$heard" ] || silent_s=0
	heard=$now
	if [ "$silent_s" -ge "$silence_s" ]; then
		hung=1
		kill -KILL "$pid"
		break
	fi
done
status=0
wait "$pid" 2>/dev/null || status=$?
pid=

panic=$(sed -n 's/.*Kernel panic - not syncing: //p' console | tr -d '\r' |
	head -n 1)
oom=
if grep -Eqi \
	'out of memory|out_of_memory|deadlocked on memory|initramfs unpacking failed: write error' \
	console; then
	oom=1
fi
if [ -n "$oom" ] && [ -n "$panic" ]; then
	why='ran out of memory'
elif [ -n "$panic" ]; then
	why="the guest panicked: $panic"
elif [ -n "$hung" ]; then
	why="hung: no output for $silence_s s"
elif [ "$status" -ne 0 ]; then
	said=$(grep -v ': warning: ' qemu.log | head -n 1) || said=
	why="QEMU failed: $said"
	[ -n "$said" ] || why="QEMU failed: it ended with status $status"
elif grep -q '^{"type": *"end"' answers; then
	rm -f qemu.log
	exit 0
elif [ -n "$oom" ]; then
	why='ran out of memory'
else
	why='stopped before it had finished'
fi
echo "$why" >&2
tail -n 20 console | tr -d '\r' | sed 's/^/    /' >&2
exit 1
