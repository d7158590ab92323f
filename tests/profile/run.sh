#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh KERNEL PLAN: measure PLAN and print how many guest instructions each
# phase of a sample took, on average over all samples, and those of a boot.
# A plugin of QEMU counts, which does not change what is measured. KERNEL is the
# name of a prepared kernel for x86-64.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

kernel=$1
plan=$2
work=$PWD/build/profile
if [ "$(cat "build/kernel/$kernel/arch" 2>/dev/null || echo x86_64)" != x86_64 ]
then
	echo "$0: KERNEL '$kernel' is not for x86_64" >&2
	exit 2
fi
agent=build/agent
[ ! -e "build/kernel/$kernel/agent" ] || agent=build/kernel/$kernel/agent

# The phases in their order, each with the functions of the agent that begin it.
# Functions of workloads are those of that name in any workload.
cat >"$work/phases" <<'END'
boot	guest_start,output_end	boot of the kernel, and loading the module
next	output_start	reading the next line
shrink	allocator_shrink	waiting for RCU, and shrinking slab caches
process	sample_process	fork and exec of a process
parse	main	parsing its line
slabs	allocator_free_slabs	free slabs for VMAs
map	layout_map	mapping and writing the region and the area
attach	measurement_open	attaching the device
fill	measurement_first_fill	mapping the region on the device
prepare	workload:prepare,write_target	preparing an operation
quiesce	measurement_count	waiting for RCU, and a pause
settle	device_settle	waiting for the device, resetting counters
operate	workload:operate	the operation that is timed
counted	measurement_counted	counters
finish	workload:finish,measurement_show_life	what follows an operation
detach	measurement_expect,measurement_detach	detaching the device
write	output_sample	writing the sample
exit	sample_free	end of the process
END

# Print "ADDRESS PHASE" for each function.
nm -l "$agent" | awk -v phases="$work/phases" '
BEGIN {
	FS = "\t"
	while ((getline <phases) > 0) {
		count = split($2, functions, ",")
		for (i = 1; i <= count; i++)
			phase[functions[i]] = number + 0
		number++
	}
	FS = "[ \t]+"
}
$2 ~ /[tT]/ {
	name = $3
	if ($4 ~ /\/workloads\/|^workloads\// && ("workload:" name) in phase)
		name = "workload:" name
	if (name in phase)
		print $1, phase[name]
}' >"$work/marks"

# boot.sh finds QEMU in PATH. Let it find one that loads the plugin.
qemu=$(command -v qemu-system-x86_64)
mkdir -p "$work/bin"
cat >"$work/bin/qemu-system-x86_64" <<END
#!/bin/sh
case "\$*" in
*-kernel*) set -- "\$@" -plugin \\
	"$work/phases.so,marks=$work/marks,out=$work/counts.\$\$" ;;
esac
exec "$qemu" "\$@"
END
chmod +x "$work/bin/qemu-system-x86_64"

rm -f "$work"/counts.*
PATH=$work/bin:$PATH build/mnbench run --plan "$plan" --kernel "$kernel" \
	-o "$work/result.json"
cat "$work"/counts.* | awk -v phases="$work/phases" '
BEGIN {
	FS = "\t"
	while ((getline <phases) > 0) {
		name[number + 0] = $1
		what[number + 0] = $3
		number++
	}
	FS = " "
}
{
	count[$1] += $2
	boots += $1 == 0
	if (name[$1] == "process")
		samples += $3
}
END {
	for (i = 1; i < number; i++)
		sum += count[i]
	printf "%-8s %11s %6s  %s\n", "phase", "instr.", "%", "what"
	for (i = 1; i < number; i++)
		printf "%-8s %11d %6.1f  %s\n", name[i], count[i] / samples,
			100 * count[i] / sum, what[i]
	printf "%-8s %11d %6.1f  of %d samples\n", "all",
		sum / samples, 100, samples
	printf "%-8s %11d         of %d boots: %s\n", name[0],
		count[0] / boots, boots, what[0]
}'
