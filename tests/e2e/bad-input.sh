#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of bad input to the command: it prints one clear line, the exit status
# is 2, and stored results stay as they are.
set -u
. tests/e2e/lib.sh

stored=$tmp/stored.json
echo precious >"$stored"

# plan NAME LINE...: write a plan with these lines in [cells], which is line 3.
plan() {
	{
		printf '[plan]\nsummary = test\n[cells]\n'
		shift
		printf '%s\n' "$@"
	} >"$tmp/p.ini"
}
# shellcheck disable=SC2317 # called by refused
measure() {
	"$mnbench" run --plan "$tmp/p.ini" -o "$stored" "$@"
}
# bad NAME PATTERN LINE...: such a plan is refused.
bad() {
	name=$1
	pattern=$2
	shift 2
	plan "" "$@"
	refused "$name" "$pattern" measure
}

bad 'unknown mode' "p\.ini:5: unknown mode 'gobal'; allowed: .*global" \
	'workload = munmap' 'mode = gobal'
bad 'unknown workload' \
	"p\.ini:4: unknown workload 'unmap'; allowed: .* did you mean 'munmap'" \
	'workload = unmap' 'mode = global'
bad 'unknown plan key' \
	"p\.ini:6: unknown key 'chunksize'; did you mean 'chunk_size'\? Allowed: workload," \
	'workload = munmap' 'mode = global' 'chunksize = 2M'
bad 'unknown placement' \
	"p\.ini:6: unknown placement 'near'; allowed: far, same-chunk, overlap" \
	'workload = munmap' 'mode = global' 'placement = far near'
bad 'chunk size that is no power of two' \
	"p\.ini:6: chunk_size cannot be '3M'; allowed: a power of two" \
	'workload = munmap' 'mode = chunked' 'chunk_size = 3M'
bad 'region that does not fit the guest' \
	"p\.ini:3: \[cells\]: .* needs a guest of about [0-9]* MiB; memory_mb is 1024" \
	'workload = munmap' 'mode = global' 'region_size = 1T'
bad 'region that contradicts itself' \
	'p\.ini:3: \[cells\]: region_run 4M is larger than region_stride 2M' \
	'workload = munmap' 'mode = global' 'region_run = 4M'
bad 'unknown preset' \
	"p\.ini:6: unknown preset 'cx7'; allowed: amdgpu-userptr, .*, xe" \
	'workload = munmap' 'mode = chunked' 'preset = xe cx7'
bad 'preset with a policy that its mode cannot have' \
	"nonblock cannot be 'fail' in mode filtered; allowed: spin" \
	'workload = munmap' 'preset = kvm' 'nonblock = fail'
bad 'policy of callbacks with pinned buffers' \
	"lock cannot be 'mutex' with pin yes: its buffers have no callbacks; allowed: spinlock" \
	'workload = munmap' 'mode = region' 'pin = yes' 'lock = mutex'
bad 'latency that nothing contains' \
	"device_ns cannot be '5us': timed unregister with pin no contains no part" \
	'workload = idle' 'mode = region' 'timed = unregister' 'device_ns = 5us'
bad 'refaults of pages that the operation does not take' \
	'workload touch takes no page from the device, which has lost them before' \
	'workload = touch' 'mode = global' 'timed = operation+refault' \
	'placement = overlap'
bad 'lists of a driver that do not fit the guest' \
	'needs a guest of about [0-9]* MiB; memory_mb is 1024' \
	'workload = munmap' 'preset = mlx5' 'region_size = 256G' \
	'region_stride = 1G'
bad 'preset without a value' 'p\.ini:6: preset has no value' \
	'workload = munmap' 'mode = chunked' 'preset ='
bad 'text behind a section' \
	"p\.ini:4: text 'device_ns = 5us' after \[cells b\]" \
	'[cells b] device_ns = 5us' 'workload = munmap' 'mode = global'
bad 'list without an end' \
	'p\.ini:3: \[cells\] has too many combinations of values; allowed: 2000000' \
	'workload = munmap' 'mode = none' "ops = $(seq -s ' ' 1 40)" \
	" $(seq -s ' ' 41 80)" "warmup = $(seq -s ' ' 1 40)" \
	"vmas = $(seq -s ' ' 0 40)" 'placement = far overlap' \
	'threads = 1 2 3 4 5 6 7 8'
bad 'number that overflows' \
	"p\.ini:6: ops cannot be '18446744073709551617'; allowed: a number" \
	'workload = munmap' 'mode = none' 'ops = 18446744073709551617'
bad 'byte that is not UTF-8' 'p\.ini:5: the line is not UTF-8' \
	'workload = munmap' "mode = caf$(printf '\351')"
bad 'control character' \
	'p\.ini:5: the line has the control character U\+001B; allowed: plain text' \
	'workload = munmap' "mode = $(printf '\033')[31mnone"
bad 'no mode' 'p\.ini:3: \[cells\] has no mode' 'workload = munmap'
bad 'line that is no pair' "p\.ini:4: neither 'key = value' nor" 'workload'

# What an option holds does not reach the terminal as it is.
refused 'control character in an option' 'unknown venue .\\x1b\[2J' \
	"$mnbench" run --venue "$(printf '\033[2J')"
check 'is not printed' not raw "$tmp/err"
plan "" 'workload = munmap' 'mode = none'
refused 'unknown plan' "unknown plan 'quik'; did you mean 'quick'\?$" \
	"$mnbench" run --plan quik -o "$stored"
refused 'a plan like no other' "unknown plan 'moon'; see mnbench list plans" \
	"$mnbench" run --plan moon -o "$stored"
refused 'unknown plan in a folder of plans' \
	"unknown plan 'reports/twopas'; did you mean 'reports/twopass'\?$" \
	"$mnbench" run --plan reports/twopas -o "$stored"
refused 'plan file that is not there' \
	'cannot read plan .*/no.ini: No such file' \
	"$mnbench" run --plan "$tmp/no.ini" -o "$stored"
refused 'plan that is a folder' 'cannot read plan .*: Is a directory' \
	"$mnbench" run --plan "$tmp/" -o "$stored"
refused 'plan that does not end' \
	'/dev/zero: the plan has more than 1048576 bytes' \
	"$mnbench" run --plan /dev/zero -o "$stored"
mkfifo "$tmp/fifo"
refused 'plan that nobody writes' 'fifo: the plan is empty' \
	"$mnbench" run --plan "$tmp/fifo" -o "$stored"
plan "" 'workload = munmap' 'mode = none'
refused 'unknown venue' "unknown venue 'moon'; allowed: icount" \
	measure --venue moon
refused 'kernel that is not prepared' \
	"kernel 'x' is not prepared: no folder .*build/kernel/x; run 'mnbench kernel x'" \
	measure --kernel x
refused 'kernel folder that is not there' "kernel '/no/where': No such file" \
	measure --kernel /no/where
mkdir -p "$tmp/fake/modes"
ln -s "$PWD/build/kernel/debian/vmlinuz" "$PWD/build/kernel/debian/mnbench.ko" \
	"$tmp/fake/"
echo 'needs kvm-amd.ko, which it does not have' \
	>"$tmp/fake/modes/kvm.unsupported"
refused 'mode that the kernel cannot have' \
	"mode kvm is not available on kernel '.*/fake': needs kvm-amd.ko, which it does not have" \
	measure --kernel "$tmp/fake" --set mode=kvm
refused 'override of an unknown key' \
	"set: unknown key 'colour'; see mnbench list keys" \
	measure --set colour=red
refused 'override of a misspelt key' \
	"set: unknown key 'chunksize'; did you mean 'chunk_size'\?$" \
	measure --set chunksize=2M
refused 'override that a preset cannot have' \
	"nonblock cannot be 'fail' in mode hybrid" \
	measure --set preset=nouveau --set nonblock=fail
refused 'override with a bad value' "set: ops cannot be 'many'" \
	measure --set ops=many
refused 'jobs that are no number' "jobs cannot be 'all'" measure --jobs all
refused 'result in a folder that is not there' \
	'cannot store /no/x.json: folder /no: No such file' \
	"$mnbench" run --plan "$tmp/p.ini" -o /no/x.json
refused 'result in place of a folder' 'cannot store .*: it is no file' \
	"$mnbench" run --plan "$tmp/p.ini" -o "$tmp"
# A guest that the machine has no memory for, found before anything boots.
total_mb=$(awk '/^(MemTotal|SwapTotal):/ { kb += $2 }
	END { print int(kb / 1024) }' /proc/meminfo)
if [ "$total_mb" -lt 1048576 ]; then
	refused 'more memory than the machine has' \
		"memory_mb cannot be 1048576 on this machine; allowed: up to [0-9]*" \
		measure --set memory_mb=1048576
	refused 'which --check finds' \
		"memory_mb cannot be 1048576 on this machine" \
		measure --check --set memory_mb=1048576
	refused 'guests that do not fit together' \
		"jobs cannot be '2': 2 guests of $total_mb MiB .* exceed the $total_mb MiB" \
		measure --set memory_mb="$total_mb" --jobs 2
fi

# --check reads everything and measures nothing.
refused '--check with an unknown mode' "set: unknown mode 'gobal'" \
	measure --check --set mode=gobal
refused '--check with an unknown venue' "unknown venue 'moon'" \
	measure --check --venue moon
refused '--check with a kernel folder that is not there' \
	"kernel '/no/where': No such file" measure --check --kernel /no/where
refused '--check with a kernel in venue host' 'measures the running kernel' \
	measure --check --venue host --kernel debian
refused '--check with a mode that the kernel cannot have' \
	"mode kvm is not available on kernel '.*/fake'" \
	measure --check --kernel "$tmp/fake" --set mode=kvm
refused '--check with a result in a folder that is not there' \
	'cannot store /no/x.json' \
	"$mnbench" run --check --plan "$tmp/p.ini" -o /no/x.json
# checked NAME OPTION...: --check with the options succeeds, and says nothing.
checked() {
	name=$1
	shift
	run measure --check "$@"
	cat "$tmp/out" "$tmp/err" >"$tmp/said"
	check "--check of $name" [ "$status" -eq 0 -a ! -s "$tmp/said" ]
}
checked 'a good plan'
checked 'a plan on a kernel' --kernel debian
checked 'a plan on a kernel that is not prepared yet' \
	--kernel not-yet --set mode=kvm
checked 'a plan in another venue' --venue tcg
check 'the stored result is as it was' grep -qx precious "$stored"

refused 'unknown command' "unknown command 'shw'; did you mean 'show'\?$" \
	"$mnbench" shw
refused 'a command like no other' \
	"unknown command 'frobnicate'; see mnbench help" "$mnbench" frobnicate
refused 'help of an unknown command' \
	"unknown command 'comprae'; did you mean 'compare'\?$" \
	"$mnbench" help comprae
refused 'an option in place of the command' 'the command comes first' \
	"$mnbench" --plan quick
refused 'unknown list' \
	"unknown list 'mods'; did you mean 'modes'\? Allowed: modes, workloads" \
	"$mnbench" list mods
refused 'two lists' "'plans' is one list too many; allowed: one" \
	"$mnbench" list modes plans

# Options: one line, which says what was meant.
refused 'unknown option' \
	"mnbench: unknown option '--widht'; did you mean '--width'\?$" \
	"$mnbench" show --widht 70 "$stored"
refused 'an option like no other' \
	"unknown option '--moon'; see mnbench show --help" \
	"$mnbench" show --moon "$stored"
refused 'unknown short option' "unknown option '-x'; see mnbench show --help" \
	"$mnbench" show -cx "$stored"
refused 'option without its value' "option '--width' needs a value: N" \
	"$mnbench" show "$stored" --width
refused 'short option without its value' "option '-w' needs a value: N" \
	"$mnbench" show "$stored" -w
refused 'option with a value that it does not take' \
	"option '--csv' takes no value" "$mnbench" show --csv=yes "$stored"
refused 'option that is cut too short' \
	"option '--s' may be '--set' or '--shard'" "$mnbench" run --s 1
run "$mnbench" bisect --good quick --bad x.json
check 'bisect with a plan as the good result' \
	[ "$status:$(grep -c "'quick' is a plan, not a result" "$tmp/err")" = \
	128:1 ]
run "$mnbench" bisect --goof x
check 'bisect ends with the status that stops git bisect' \
	[ "$status" -eq 128 ]

# What was given in place of something else.
for command in show report validate history compare reference; do
	set -- quick
	case $command in
	compare) set -- quick quick ;;
	report | reference) set -- quick -o "$tmp/x" ;;
	esac
	refused "$command of a plan" \
		"^mnbench: 'quick' is a plan, not a result; " \
		"$mnbench" $command "$@"
done
refused 'a plan file as a result' "'$tmp/p.ini' is a plan, not a result" \
	"$mnbench" show "$tmp/p.ini"
for command in show validate reference; do
	set --
	[ $command != reference ] || set -- -o "$tmp/x"
	refused "$command of a folder" \
		"'tests/golden' is a folder; mnbench $command takes result files, such as 'tests/golden/mnbench-1.json'" \
		"$mnbench" $command tests/golden "$@"
done
refused 'show of one mode' \
	"'tests/golden/mnbench-1.json:global' is one mode of a result, which only mnbench compare takes" \
	"$mnbench" show tests/golden/mnbench-1.json:global
refused 'run of a plan without --plan' \
	"unexpected argument 'quick'; did you mean '--plan quick'\?$" \
	"$mnbench" run quick
refused 'run of a plan file without --plan' "did you mean '--plan x\.ini'\?$" \
	"$mnbench" run x.ini
refused 'run with a venue' "did you mean '--venue tcg'\?$" \
	"$mnbench" run tcg
refused 'run with what is a plan and a venue' \
	"did you mean '--plan host' or '--venue host'\?$" "$mnbench" run host
refused 'run with a pair' "did you mean '--set samples=1'\?$" \
	"$mnbench" run samples=1
refused 'run with a word' "unexpected argument 'moon'; a plan is given as" \
	"$mnbench" run moon
# shellcheck disable=SC2317 # called by refused
show_in_folder() {
	(cd "$tmp" && "$mnbench" show "$1")
}
mkdir "$tmp/results"
cp tests/golden/mnbench-1.json "$tmp/results/quick-icount-debian.json"
refused 'show of a plan that has a result' \
	"did you mean its result, 'results/quick-icount-debian.json'\?$" \
	show_in_folder quick
refused 'foreign result' 'stored.json: no result of mnbench' \
	"$mnbench" show "$stored"
printf '{"schema": "mnbench/1", "venue": "ic' >"$tmp/cut.json"
refused 'truncated result' 'cut.json: the file is truncated' \
	"$mnbench" show "$tmp/cut.json"
echo '{"schema": "mnbench/2"}' >"$tmp/new.json"
: >"$tmp/empty.json"
refused 'empty result' 'empty.json: the file is empty' \
	"$mnbench" show "$tmp/empty.json"
refused 'result without a name' "the name of a result cannot be ''" \
	"$mnbench" show ''
refused 'newer result' 'new.json: written by a newer mnbench' \
	"$mnbench" show "$tmp/new.json"
refused 'result that is not there' 'no.json: cannot read: No such file' \
	"$mnbench" show "$tmp/no.json"

# damaged NAME PATTERN COMMAND SED: the golden result, changed by sed, is
# refused.
golden=tests/golden/mnbench-1.json
damaged() {
	sed "$4" "$golden" >"$tmp/damaged.json"
	if cmp -s "$golden" "$tmp/damaged.json"; then
		ok 1 "$1: nothing is changed"
	else
		refused "$1" "damaged.json: $2" "$mnbench" "$3" \
			"$tmp/damaged.json"
	fi
}
echo null >"$tmp/null.json"
refused 'result of null' 'null.json: no result of mnbench: it holds null' \
	"$mnbench" show "$tmp/null.json"
damaged 'number of samples that no memory holds' \
	'plan\.samples is 2305843009213693952; allowed: an integer from 1 to 1000' \
	validate 's/"samples": 2,/"samples": 2305843009213693952,/'
damaged 'number of samples that are not there' \
	'batches have 12 samples in all; the plan has 6 cells with 1000 each' \
	validate 's/"samples": 2,/"samples": 1000,/'
damaged 'latency whose sum is infinite' \
	'cells\[0\]\.samples\[0\]\.ns\[0\] is 1e308; allowed: a number from 0 to' \
	show '0,/"ns": \[[0-9]*/s//"ns": [1e308/'
damaged 'negative latency' 'cells\[0\]\.samples\[0\]\.ns\[0\] is -1;' \
	show '0,/"ns": \[[0-9]*/s//"ns": [-1/'
damaged 'latency that is NaN' 'no result of mnbench: line [0-9]* is no JSON' \
	show '0,/"ns": \[[0-9]*/s//"ns": [NaN/'
damaged 'counter that is a text' \
	'cells\[0\]\.samples\[0\]\.counters\.spurious is "0"; allowed: an integer' \
	show \
	'0,/"id": 0/s/\("counters": {"callbacks": {[^}]*}, "spurious": \)0/\1"0"/'
damaged 'cell that occurs twice' \
	'cells\[3\]\.cell has the same keys as cells\[0\]' \
	show \
	's/"workload": "touch", "mode": "none"/"workload": "munmap", "mode": "none"/'
damaged 'unknown unit' \
	'unit is "parsec"; allowed: vns, the unit of venue icount' \
	show 's/"unit": "vns"/"unit": "parsec"/'
damaged 'unknown workload' \
	"cells\[0\]\.cell\.workload is an unknown workload 'unmap'; allowed: .* did you mean 'munmap'" \
	validate '0,/"workload": "munmap"/s//"workload": "unmap"/'
damaged 'unknown mode' \
	"cells\[2\]\.cell\.mode is an unknown mode 'chonked'; allowed: .*chunked" \
	validate 's/"mode": "chunked"/"mode": "chonked"/'
damaged 'unknown key of a cell' \
	"cells\[0\]\.cell has the unknown key 'page'; did you mean 'pages'\?" \
	validate 's/"pages":/"page":/'
sed 's/"mode": "chunked"/"mode": "chonked"/' "$golden" >"$tmp/unknown.json"
run "$mnbench" show "$tmp/unknown.json"
check 'other commands read names that they do not know' \
	sh -c "[ $status -eq 0 ] && grep -q chonked '$tmp/out'"
damaged 'unknown venue' 'venue is "moon"; allowed: icount, host' \
	show 's/"venue": "icount"/"venue": "moon"/'

# bad_part NAME PATTERN SED: a part, changed by sed, is refused.
bad_part() {
	sed "$3" tests/golden/mnbench-partial-1-1.jsonl >"$tmp/part.jsonl"
	refused "$1" "$2" "$mnbench" merge -o "$stored" "$tmp/part.jsonl" \
		tests/golden/mnbench-partial-1-2.jsonl
}
bad_part 'part whose plan was set to a number' \
	'part.jsonl:1: plan\.set\[0\] is 7; allowed: a text' \
	's/"set":\[\]/"set":[7]/'
bad_part 'part with a batch that the run does not have' \
	'part.jsonl:2: batch is 9; allowed: an integer from 0 to 1' \
	's/"batch":[0-9]*/"batch":9/'
bad_part 'part that took less than no time' \
	'part.jsonl:2: effort\.wall_s is -1;' 's/"wall_s":[0-9.]*/"wall_s":-1/'
bad_part 'part of an unknown venue' 'part.jsonl:1: venue is "moon";' \
	's/"venue":"icount"/"venue":"moon"/'
bad_part 'part of two runs' 'different runs: their unit|unit is' \
	's/"unit":"vns"/"unit":"ns"/'
check 'the stored result is still as it was' grep -qx precious "$stored"

run sh -c "'$mnbench' list keys >/dev/full"
check 'full disk under standard output' [ "$status" -eq 2 ]

finish
