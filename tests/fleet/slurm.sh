#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of docs/fleet.md with Slurm: a controller and a node of this machine
# alone, as root, with files and sockets in a temporary folder. The guests are
# scripts. Prints TAP.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

for program in munged slurmctld slurmd srun sbatch; do
	if ! command -v "$program" >/dev/null; then
		echo "$0: $program is missing; install slurm-wlm" >&2
		exit 2
	fi
done

dir=$tmp/slurm
mkdir -p "$dir/spool" "$dir/state" "$dir/munge"
chmod 700 "$dir/munge"
head -c 1024 /dev/urandom >"$dir/munge/key"
chmod 400 "$dir/munge/key"
chmod 755 "$tmp" "$dir"
export SLURM_CONF="$dir/slurm.conf"
host=$(hostname -s)
cat >"$SLURM_CONF" <<-END
	ClusterName=mnbench
	SlurmctldHost=$host(127.0.0.1)
	SlurmUser=root
	SlurmctldPort=27817
	SlurmdPort=27818
	AuthType=auth/munge
	AuthInfo=socket=$dir/munge/socket
	CredType=cred/munge
	StateSaveLocation=$dir/state
	SlurmdSpoolDir=$dir/spool
	SlurmctldPidFile=$dir/slurmctld.pid
	SlurmdPidFile=$dir/slurmd.pid
	SlurmctldLogFile=$dir/slurmctld.log
	SlurmdLogFile=$dir/slurmd.log
	ProctrackType=proctrack/pgid
	TaskPlugin=task/none
	SelectType=select/cons_tres
	ReturnToService=2
	MpiDefault=none
	NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
	PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END

pids=
# shellcheck disable=SC2317 # the trap calls it
stop() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	rm -rf "$tmp"
}
trap stop EXIT
munged --foreground --force --key-file="$dir/munge/key" \
	--socket="$dir/munge/socket" --pid-file="$dir/munge/pid" \
	--log-file="$dir/munge/log" --seed-file="$dir/munge/seed" \
	>"$dir/munged.out" 2>&1 &
pids=$!
sleep 1
slurmctld -D -c >"$dir/ctld.out" 2>&1 &
pids="$! $pids"
slurmd -D >"$dir/slurmd.out" 2>&1 &
pids="$! $pids"
ready=1
for _ in $(seq 60); do
	if sinfo -h -o %t 2>/dev/null | grep -q idle; then
		ready=0
		break
	fi
	sleep 0.5
done
if [ "$ready" -ne 0 ]; then
	tail -n 5 "$dir"/*.out "$dir"/*.log "$dir/munge/log" | sed 's/^/# /'
	ok 1 'a node of Slurm is idle'
	finish
fi
ok 0 'a node of Slurm is idle'

# shellcheck disable=SC2016 # the guest expands it
guests 'echo "1$id,2$id"'
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 2
	batch_cells = 2
	[cells]
	workload = munmap touch fork cow
	mode = none
	placement = far overlap
	ops = 2
END
run "$mnbench" run --plan p --kernel fake -o "$tmp/whole.json"
without_host "$tmp/whole.json" >"$tmp/whole"

run "$mnbench" run --plan p --kernel fake --jobs 1 --shards 3 \
	--with 'srun -N1 -n1 -c1 {}' -o "$tmp/srun.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'srun measures shards' [ "$status" -eq 0 ]
without_host "$tmp/srun.json" >"$tmp/again"
check 'to the result of a straight run' cmp "$tmp/whole" "$tmp/again"

# The script of the document, with the plan, the kernel and the folder of here.
awk '/^```sh/ { inside = 1; next } /^```/ { inside = 0 } inside' \
	docs/fleet.md | sed "s,build/mnbench,$mnbench,
		s,--plan default,--plan p --kernel fake,
		s,--cpus-per-task=2,--cpus-per-task=1,; s,--jobs 2,--jobs 1,
		s,=1-8,=1-4,; s,/8\",/4\",; s,\"part,\"$tmp/part," \
		>"$tmp/array.sh"
check 'the document has a script' grep -q SLURM_ARRAY_TASK_ID "$tmp/array.sh"
run sbatch --wait -o "$tmp/array-%a.log" "$tmp/array.sh"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err" "$tmp"/array-*.log
check 'an array measures shards' [ "$status" -eq 0 ]
run "$mnbench" merge "$tmp"/part[1234] -o "$tmp/array.json"
without_host "$tmp/array.json" >"$tmp/again"
check 'which are merged to the same result' cmp "$tmp/whole" "$tmp/again"

finish
