#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench predict on made-up results: an added instruction takes 0.25
# ns, except in one workload, and everything that the command writes says so.
set -u
. tests/e2e/lib.sh

# made [NAME=VALUE]...: print a result in which kvm adds 400 instructions to the
# first workload, 800 to the second and so on, and none to touch. Names and
# defaults:
#	venue	icount, or host: 30 samples of each cell, with noise of 0.3 %
#	seed	of the noise (1)
#	far	what an instruction takes longer in mremap, as a factor (1)
#	release	of the kernel (6.1), machine (x86_64), boot (1)
#	calls	callbacks of an operation of mremap under kvm (1)
#	wait	device_ns of mremap under kvm (0)
made() {
	for made_pair; do
		set -- "$@" -v "$made_pair"
		shift
	done
	awk -v venue=icount -v seed=1 -v far=1 -v release=6.1 -v boot=1 \
		-v machine=x86_64 -v calls=1 -v wait=0 "$@" '
		function uniform() {
			seed = (seed * 16807) % 2147483647
			return seed / 2147483647
		}
		function normal(  sum, n) {
			for (n = 0; n < 12; n++)
				sum += uniform()
			return sum - 6
		}
		# Write text; @ stands for a double quote.
		function put(text) {
			gsub(/@/, "\"", text)
			printf "%s", text
		}
		function put_cell(name, mode, arm) {
			put(cells++ ? ",\n" : "\n")
			put("{@cell@: {@workload@: @" name "@, ")
			put("@mode@: @" mode "@, @arm@: @" arm "@, ")
			put("@quiesce@: @" (exact ? "rcu" : "none") "@, ")
			put("@device_ns@: " (is_far ? wait : 0) "}, ")
			put("@batch@: 0, @failed@: null, @samples@: [")
		}
		function put_sample(id, value, count) {
			put("{@id@: " id ", @attach_ns@: 1, @fill_ns@: 1, ")
			put("@detach_ns@: 1, @bytes@: 0, @chunks_now@: 0, ")
			put("@chunks_peak@: 0, @counters@: {")
			put("@callbacks@: {@unmap@: " count "}, ")
			put("@spurious@: 0, @invalidations@: 0}, ")
			put("@ns@: [" sprintf("%.3f", value) "]}")
		}
		function put_head(  i) {
			put("{@schema@: @mnbench/1@, @venue@: @" venue "@, ")
			put("@unit@: @" (exact ? "vns" : "ns") "@, ")
			put("@plan@: {@name@: @made-up@, @text@: @@, ")
			put("@set@: [], @seed@: 1, @samples@: " samples ", ")
			put("@batch_cells@: 64}, @environment@: {")
			put("@kernel@: {@release@: @" release "@, ")
			put("@machine@: @" machine "@, ")
			put("@config_sha256@: @0@}, @machine@: {@qemu@: @@, ")
			put("@command@: [], @memory_mb@: 1024}, @build@: {")
			put("@mnbench@: @0@, @compiler@: @gcc@, ")
			put("@module_sha256@: @0@, @agent_sha256@: @0@}},\n")
			put("@batches@: [{@order@: [")
			for (i = 0; i < all; i++)
				put((i ? ", " : "") order[i])
			put("], @log@: [], @tainted@: 0}],\n@cells@: [")
		}
		function put_tail() {
			put("],\n@host@: {@started@: @2026-01-01T00:00:00Z@, ")
			put("@finished@: @2026-01-01T00:00:00Z@, ")
			put("@hostname@: @x@, @cpu@: @x@, ")
			put("@boot_id@: @" boot "@}}\n")
		}
		function shuffle(  i, k, id) {
			for (i = 0; i < all; i++)
				order[i] = i
			for (i = all - 1; i > 0; i--) {
				k = int(uniform() * (i + 1))
				id = order[i]
				order[i] = order[k]
				order[k] = id
			}
		}
		# What kvm adds to workload @w.
		function added(w) {
			if (workload[w] == "touch")
				return 0
			return 400 * w * (exact ? 1 : is_far ? far / 4 : 1 / 4)
		}
		BEGIN {
			exact = venue == "icount"
			samples = exact ? 1 : 30
			arms = exact ? 2 : 3
			noise = exact ? 0 : 0.003
			n = split("munmap mprotect dontneed cow mremap touch",
				workload)
			seed = seed * 7919 + 1
			all = n * arms * samples
			shuffle()
			put_head()
			for (w = 1; w <= n; w++)
				for (a = 0; a < arms; a++) {
					kvm = a == arms - 1
					is_far = kvm && workload[w] == "mremap"
					put_cell(workload[w],
						kvm ? "kvm" : "none",
						!kvm && a ? "b" : "a")
					value = exact ? 10000 : 2500
					value += kvm ? added(w) : 0
					for (s = 0; s < samples; s++) {
						put(s ? ",\n" : "\n")
						put_sample(id++,
							value * (1 + noise * \
							normal()),
							is_far ? calls : kvm)
					}
					put("]}")
				}
			put_tail()
		}'
}

# says NAME PATTERN: the output matches.
says() {
	check "$1" grep -Eq -- "$2" "$tmp/out"
}
# slope LOW HIGH: the line says that an instruction takes so many ns.
# shellcheck disable=SC2317 # check calls it
slope() {
	awk -v low="$1" -v high="$2" '/^An instruction that a mode adds takes/ {
		gsub(/[(:)]/, "")
		ok = $8 >= low && $8 <= high && $10 <= 0.25 && $12 >= 0.25
	}
	END { exit !ok }' "$tmp/out"
}

made >"$tmp/exact.json"
made venue=host far=2.5 >"$tmp/host.json"
run "$mnbench" predict "$tmp/exact.json" "$tmp/host.json"
check 'the command succeeds' [ "$status" -eq 0 ]
check 'the line is that of most workloads' slope 0.24 0.26
says 'the number of cells and workloads' ': 6 cells of 6 workloads\.$'
says 'the line goes through the origin' 'which may be 0\.$'
says 'what a mode adds' \
	'^mremap +kvm +\+2,000 +\+1,2[0-9]+ \+-[0-9]+ .* off$'
says 'one that adds nothing has no ratio' \
	'^touch +kvm +\+0 +[^ ]+ \+-[0-9]+ +- '
check 'one cell is off the line' [ "$(grep -c ' off$' "$tmp/out")" -eq 1 ]
says 'it is named, with what is missing to explain it' \
	'^\* mremap under kvm \(\+7[0-9]+ ns\): no reason in these results'
says 'only EXACT waits for RCU' 'it waits for RCU\.$'
check 'nothing of kernels, which are the same' \
	[ "$(grep -c 'kernels differ' "$tmp/out")" -eq 0 ]

other='times those of 6.18.'
made venue=host far=2.5 release=6.18 calls=3 seed=2 >"$tmp/other.json"
run "$mnbench" predict "$tmp/exact.json" "$tmp/other.json"
check 'other kernels are said first' [ "$(head -n 1 "$tmp/out")" = \
	"The kernels differ: instructions are those of 6.1, $other" ]
says 'more callbacks are a reason' \
	'^\* mremap .*: an operation makes 3 callbacks where it is timed, 1 '

made venue=host seed=3 >"$tmp/second.json"
made venue=host seed=4 >"$tmp/third.json"
run "$mnbench" predict "$tmp/exact.json" "$tmp/second.json" "$tmp/third.json"
check 'runs of one boot are one' slope 0.24 0.26
says 'no cell is off' '^No cell is proved to be off the line'
says 'all processes count' ' 60 processes of a cell in 2 runs, 1 boot\.$'
mkdir "$tmp/boots"
for boot in 1 2 3 4 5; do
	made venue=host seed=1$boot boot=$boot >"$tmp/boots/$boot.json"
done
run "$mnbench" predict "$tmp/exact.json" "$tmp/boots"
check 'a folder of boots' slope 0.24 0.26
says 'the unit is the boot' ' in 5 runs, 5 boots\.$'

made wait=5000 >"$tmp/waits.json"
made venue=host wait=5000 >"$tmp/timed.json"
run "$mnbench" predict "$tmp/waits.json" "$tmp/timed.json"
says 'a latency of the device is not part of the line' \
	'^Not part of the line \(waits\): 1 cells that wait for a device'
says 'so the line has a cell less' ': 5 cells of 5 workloads\.$'

run "$mnbench" predict --json "$tmp/exact.json" "$tmp/host.json"
check 'JSON' [ "$status" -eq 0 ]
cp "$tmp/out" "$tmp/stored.json"
grep -o '"[a-z_0-9]*":' "$tmp/out" | tr -d '":' | sort -u >"$tmp/names"
"$mnbench" list keys | grep -o '^[^ ]*' >"$tmp/keys"
# shellcheck disable=SC2016 # backquotes of the document
grep -o '`[a-z_0-9]*`' docs/instructions-and-time.md | tr -d '`' |
	sort -u >"$tmp/documented"
check 'each name in it is documented' [ -z "$(grep -vxFf "$tmp/keys" \
	"$tmp/names" | grep -vxFf "$tmp/documented")" ]
"$mnbench" predict "$tmp/exact.json" "$tmp/host.json" >"$tmp/text"
run "$mnbench" predict "$tmp/stored.json"
check 'it is read in place of results' cmp -s "$tmp/out" "$tmp/text"
run "$mnbench" predict --threshold 200 "$tmp/stored.json"
says 'with another threshold' \
	'^No cell is proved to be off the line by more than 200 %'
sed 's/"error": [0-9.e-]*/"error": 0/' "$tmp/stored.json" >"$tmp/bad.json"
refused 'an error of 0 in it' 'bad.json: cells\[0\] has no ns' \
	"$mnbench" predict "$tmp/bad.json"
run "$mnbench" predict --csv "$tmp/stored.json"
check 'CSV: a header and a row for each cell' \
	[ "$status:$(wc -l <"$tmp/out")" = 0:7 ]
says 'with what is known' \
	'^cow,kvm,1600(,[0-9.]+){4},,,10000,2[45]'

refused 'one result' 'give EXACT, .* and TIMED' \
	"$mnbench" predict "$tmp/exact.json"
refused 'none' 'give EXACT and TIMED' "$mnbench" predict
refused 'EXACT from a clock' 'EXACT must be of an exact venue' \
	"$mnbench" predict "$tmp/host.json" "$tmp/host.json"
refused 'TIMED without a clock' 'TIMED must be of a venue with a clock' \
	"$mnbench" predict "$tmp/exact.json" "$tmp/exact.json"
refused 'two kernels in TIMED' 'TIMED must be of one kernel' \
	"$mnbench" predict "$tmp/exact.json" "$tmp/host.json" "$tmp/other.json"
made machine=aarch64 >"$tmp/arm.json"
refused 'another architecture' 'is of arm64, .* of x86_64' \
	"$mnbench" predict "$tmp/arm.json" "$tmp/host.json"

refused 'make predict without a clock' "VENUE cannot be 'icount'" \
	env PLAN=predict VENUE=icount KERNEL=debian vm/predict.sh

if command -v gnuplot >/dev/null; then
	run "$mnbench" predict "$tmp/stored.json" -o "$tmp/picture"
	check 'the picture' [ "$status" -eq 0 -a \
		-s "$tmp/picture/instructions-time.svg" -a \
		-s "$tmp/picture/instructions-time.png" ]
	check 'names the cell off the line' grep -q '>mremap<' \
		"$tmp/picture/instructions-time.svg"
fi
finish
