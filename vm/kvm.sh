# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# kvm.sh: what boot.sh does for a guest under KVM. It is read by boot.sh, in the
# folder of a boot.
#
# The guest has the CPU of this machine, with its performance counters where
# KVM has them, and an invariant TSC, so that its kernel reads that and not a
# device. Nothing of this machine's kernel is changed; what its settings are is
# written to the file settings, a line "NAME VALUE" each:
#
#	pinned		the CPUs of this machine that run the guest's, in their
#			order; no: there are fewer than the guest has
#	others		the CPUs that QEMU's other threads may use
#	thp		the host's transparent huge pages, which may back the
#			guest's memory
#	kernel		the release of the host's kernel
#	clocksource	of the host
#	paging		Y: the CPU walks two page tables (EPT, NPT); N: KVM
#			shadows those of the guest
#	governor, no_turbo	of the host's first CPU, if it has them
# shellcheck disable=SC2154 # boot.sh sets vcpus

kvm_sys=/sys/devices/system

# The CPUs that this process may use, one a line: first one of each core, and
# the highest numbers first, because CPU 0 has the kernel's housekeeping.
kvm_cpus() {
	sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status |
		tr ',' '\n' |
		awk -F - '{
			last = NF > 1 ? $2 : $1
			for (i = $1; i <= last; i++)
				print i
		}' |
		while read -r number; do
			topology=$kvm_sys/cpu/cpu$number/topology
			first=$(sed 's/[-,].*//' \
				"$topology/thread_siblings_list" 2>/dev/null) ||
				first=
			later=0
			[ "${first:-$number}" = "$number" ] || later=1
			echo "$later $number"
		done | sort -k 1,1n -k 2,2nr | sed 's/.* //'
}

# Put lines into one, with commas.
kvm_join() {
	tr '\n' ',' | sed 's/,$//'
}

# kvm_setting NAME FILE...: the first line of those that exist, or its word in
# brackets.
kvm_setting() {
	kvm_name=$1
	shift
	for kvm_file; do
		[ ! -r "$kvm_file" ] ||
			sed -n "1s/.*\[\(.*\)\].*/\1/; 1s/^/$kvm_name /p" \
				"$kvm_file"
	done
}

kvm_write_settings() {
	cpus=$(kvm_cpus)
	count=$(echo "$cpus" | wc -l)
	pinned=no
	others=$(echo "$cpus" | sort -n | kvm_join)
	if [ "$count" -ge "$vcpus" ]; then
		# The agent measures on the last CPU of the guest, and CPU 0 of
		# the guest keeps house.
		pinned=$(echo "$cpus" | head -n "$vcpus" | sort -n | kvm_join)
	fi
	if [ "$count" -gt "$vcpus" ]; then
		others=$(echo "$cpus" | tail -n +$((vcpus + 1)) | sort -n |
			kvm_join)
	fi
	{
		echo "pinned $pinned"
		echo "others $others"
		echo "kernel $(uname -r)"
		kvm_setting thp /sys/kernel/mm/transparent_hugepage/enabled
		kvm_setting clocksource \
			"$kvm_sys/clocksource/clocksource0/current_clocksource"
		kvm_setting paging /sys/module/kvm_intel/parameters/ept \
			/sys/module/kvm_amd/parameters/npt
		kvm_setting governor \
			"$kvm_sys/cpu/cpu0/cpufreq/scaling_governor"
		kvm_setting no_turbo "$kvm_sys/cpu/intel_pstate/no_turbo"
	} >./settings
}

# Print the threads of process $1 that are CPUs of the guest: "TASK NUMBER".
kvm_threads() {
	for kvm_task in "/proc/$1/task"/*; do
		kvm_number=$(sed -n 's|^CPU \([0-9]*\)/KVM$|\1|p' \
			"$kvm_task/comm" 2>/dev/null) || continue
		[ -z "$kvm_number" ] || echo "${kvm_task##*/} $kvm_number"
	done
}

# kvm_pin PID: give each CPU of the guest one of this machine, as soon as QEMU
# has made its threads.
kvm_pin() {
	kvm_pinned=$(sed -n 's/^pinned //p' settings)
	[ "$kvm_pinned" != no ] || return 0
	kvm_tries=50
	while [ "$(kvm_threads "$1" | wc -l)" -lt "$vcpus" ] &&
		[ "$kvm_tries" -gt 0 ] && kill -0 "$1" 2>/dev/null; do
		sleep 0.1
		kvm_tries=$((kvm_tries - 1))
	done
	taskset -a -p -c "$(sed -n 's/^others //p' settings)" "$1" \
		>/dev/null 2>&1
	kvm_count=$(kvm_threads "$1" | while read -r task number; do
		cpu=$(echo "$kvm_pinned" | cut -d , -f $((number + 1)))
		taskset -p -c "$cpu" "$task" >/dev/null 2>&1 && echo "$task"
	done | wc -l)
	[ "$kvm_count" -ge "$vcpus" ] ||
		sed -i 's/^pinned .*/pinned no/' settings
}
