# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Made-up results, for commands that only read results. Read this file after
# lib.sh.
# shellcheck disable=SC2154 # which sets tmp and mnbench

# A result of the exact venue: cells 0 to 5 are munmap and touch in none, global
# and chunked, with two samples each.
export golden=tests/golden/mnbench-1.json

# slower CELLS NS FILE: print the result with NS added to each time of the
# cells.
slower() {
	awk -v cells=" $1 " -v more="$2" '
		match($0, /"id": [0-9]+/) && (at = index($0, "\"ns\": [")) {
			id = substr($0, RSTART + 6, RLENGTH - 6)
			if (index(cells, " " int(id / 2) " ")) {
				rest = substr($0, at + 7)
				end = index(rest, "]")
				count = split(substr(rest, 1, end - 1),
					ns, ", ")
				list = ns[1] + more
				for (i = 2; i <= count; i++)
					list = list ", " (ns[i] + more)
				$0 = substr($0, 1, at + 6) list \
					substr(rest, end)
			}
		}
		{ print }' "$3"
}

# timed [NAME=VALUE]...: print a result of a timed venue. It has three workloads
# in none, in none again (the A/A arm) and in global, with 20 samples each in
# random order, and noise of 1 % from sample to sample. munmap takes 10 us.
# Names and defaults:
#	seed	of the noise (1)
#	munmap	what munmap under global takes longer, in percent (0)
#	arm	what all under the second none takes longer, in percent (0)
#	level	what everything takes longer, in percent (0)
#	drift	what the last sample takes longer than the first, in percent (0)
#	boot	which boot it was (1)
#	started	when (2026-01-01T00:00:00Z)
timed() {
	for timed_pair; do
		set -- "$@" -v "$timed_pair"
		shift
	done
	awk -v seed=1 -v munmap=0 -v arm=0 -v level=0 -v drift=0 -v boot=1 \
		-v started=2026-01-01T00:00:00Z "$@" '
		# This random generator is the same in every awk.
		function uniform() {
			seed = (seed * 16807) % 2147483647
			return seed / 2147483647
		}
		function normal(  sum, n) {
			for (n = 0; n < 12; n++)
				sum += uniform()
			return sum - 6
		}
		BEGIN {
			seed = seed * 7919 + 1
			samples = 20
			split("munmap touch fork", workload)
			split("none none global", mode)
			split("a b a", name)
			all = 9 * samples
			for (i = 0; i < all; i++)
				order[i] = i
			for (i = all - 1; i > 0; i--) {
				k = int(uniform() * (i + 1))
				id = order[i]
				order[i] = order[k]
				order[k] = id
			}
			for (i = 0; i < all; i++) {
				cell = int(order[i] / samples)
				ns = 10000 * (1 + int(cell / 3))
				ns *= 1 + level / 100 + drift / 100 * i / all
				if (cell % 3 == 1) ns *= 1 + arm / 100
				if (cell == 2) ns *= 1 + munmap / 100
				value[order[i]] = ns * (1 + 0.01 * normal())
			}
			printf "{\n \"schema\": \"mnbench/1\",\n \"venue\": \"host\",\n \"unit\": \"ns\",\n"
			printf " \"plan\": {\"name\": \"made-up\", \"text\": \"\", \"set\": [], "
			printf "\"seed\": 1, \"samples\": %d, ", samples
			printf "\"batch_cells\": 64},\n"
			printf " \"environment\": {\"kernel\": {\"release\": \"6.1\", \"config_sha256\": \"0\"}, "
			printf "\"machine\": {\"qemu\": \"\", \"command\": [], \"memory_mb\": 1024}, "
			printf "\"build\": {\"mnbench\": \"0\", \"compiler\": \"gcc\", "
			printf "\"module_sha256\": \"0\", \"agent_sha256\": \"0\"}},\n"
			printf " \"batches\": [{\"order\": ["
			for (i = 0; i < all; i++)
				printf "%s%d", i ? ", " : "", order[i]
			printf "], \"log\": [], \"tainted\": 0}],\n \"cells\": ["
			for (cell = 0; cell < 9; cell++) {
				printf "%s\n  {\"cell\": {\"workload\": \"%s\", \"mode\": \"%s\", \"arm\": \"%s\"}, ", \
					cell ? "," : "", \
					workload[int(cell / 3) + 1], \
					mode[cell % 3 + 1], name[cell % 3 + 1]
				printf "\"batch\": 0, \"failed\": null, \"samples\": ["
				for (s = 0; s < samples; s++) {
					id = cell * samples + s
					printf "%s\n   {\"id\": %d, ", \
						s ? "," : "", id
					printf "\"attach_ns\": 1, \"fill_ns\": 1, \"detach_ns\": 1, "
					printf "\"bytes\": 0, \"chunks_now\": 0, \"chunks_peak\": 0, "
					printf "\"counters\": {\"callbacks\": {\"unmap\": 0}, "
					printf "\"spurious\": 0, \"invalidations\": 0}, "
					printf "\"ns\": [%.3f]}", value[id]
				}
				printf "]}"
			}
			printf "],\n \"host\": {\"started\": \"%s\", ", started
			printf "\"finished\": \"%s\", ", started
			printf "\"hostname\": \"x\", \"cpu\": \"x\", "
			printf "\"boot_id\": \"%s\"}\n}\n", boot
		}'
}

# undocumented COMMAND: print the names in $tmp/out, JSON of that command, that
# docs/compare.md does not document. Keys of cells are documented elsewhere.
# shellcheck disable=SC2016 # backquotes of the document
undocumented() {
	"$mnbench" list keys | grep -o '^[^ ]*' >"$tmp/keys"
	grep -o '"[a-z_0-9]*":' "$tmp/out" | tr -d '":' | sort -u |
		grep -vxFf "$tmp/keys" >"$tmp/names"
	sed -n "/^\`$1 --json\`/,/^\$/p" docs/compare.md |
		grep -o '`[a-z_0-9]*`' |
		tr -d '`' | sort -u | comm -23 "$tmp/names" -
}
