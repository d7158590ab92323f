#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# made-up.sh CELLS [KERNEL]: print a made-up result of the exact venue with
# about that many cells, at least 540: 9 workloads in 12 modes at 3 placements,
# with a device of 0 and of 5 us, and with as many numbers of VMAs as it takes.
# KERNEL is its release (default: 6.1).
set -eu
export LC_ALL=C

awk -v cells="${1:-540}" -v kernel="${2:-6.1}" '
	function cell(workload, mode, placement, device, vmas, ns, hits) {
		printf "%s\n{\"cell\": {\"workload\": \"%s\", \"mode\": \"%s\", ", \
			id ? "," : "", workload, mode
		printf "\"placement\": \"%s\", \"device_ns\": %d, ", \
			placement, device
		printf "\"vmas\": %d}, \"batch\": 0, \"failed\": %s, ", vmas, \
			(id == 3 ? "\"4 callbacks instead of 3\"" : "null")
		printf "\"samples\": [{\"id\": %d, \"attach_ns\": 1, ", id++
		printf "\"fill_ns\": 1, \"detach_ns\": 1, \"bytes\": 0, "
		printf "\"chunks_now\": 0, \"chunks_peak\": 0, \"counters\": "
		printf "{\"callbacks\": {\"unmap\": %d}, \"spurious\": %d, ", \
			hits, (hits > 0)
		printf "\"invalidations\": %d}, \"ns\": [%d]}]}", hits, ns
	}
	BEGIN {
		rows = split("munmap munmap-inside mprotect dontneed fork " \
			"cow mremap mixed touch", workload)
		columns = split("none stale armed lifetime global filtered " \
			"whole region chunked level hybrid adaptive", mode)
		places = split("far same-chunk overlap", place)
		repeats = int((cells + 539) / 540)
		printf "{\"schema\": \"mnbench/1\", \"venue\": \"icount\", "
		printf "\"unit\": \"vns\", \"plan\": {\"name\": \"made-up\", "
		printf "\"text\": \"[plan]\\nsummary = numbers that nobody "
		printf "measured\\n\", \"set\": [], \"seed\": 1, "
		printf "\"samples\": 1, \"batch_cells\": 64},\n"
		printf "\"environment\": {\"kernel\": {\"release\": \"%s\", ", \
			kernel
		printf "\"config_sha256\": \"0\"}, \"machine\": {\"qemu\": "
		printf "\"QEMU 8.1\", \"command\": [\"qemu\"], "
		printf "\"memory_mb\": 1024}, \"build\": {\"mnbench\": \"0\", "
		printf "\"compiler\": \"gcc\", \"module_sha256\": \"0\", "
		printf "\"agent_sha256\": \"0\"}},\n\"batches\": [{\"order\": ["
		for (i = 0; i < 540 * repeats; i++)
			printf "%s%d", i ? ", " : "", i
		printf "], \"log\": [], \"tainted\": 0}], \"cells\": ["
		for (v = 0; v < repeats; v++)
		for (w = 1; w <= rows; w++)
		for (p = 1; p <= places; p++)
		for (m = 1; m <= columns; m++) {
			base = 1000 * w * w + 10 * v + length(kernel)
			hits = m > 4 && p > 1
			cell(workload[w], mode[m], place[p], 0, v, \
				base + 37 * (m - 1) * hits, hits)
			if (m > 4)
				cell(workload[w], mode[m], place[p], 5000, v, \
					base + 37 * (m - 1) + 5000 * hits, hits)
		}
		day = "2026-01-01T00:00:00Z"
		print "\n],\n\"host\": {\"started\": \"" day "\", " \
			"\"finished\": \"" day "\", " \
			"\"hostname\": \"x\", \"cpu\": \"x\", " \
			"\"boot_id\": \"1\"}}"
	}'
