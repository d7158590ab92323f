#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# parts.sh VMAS WARMUPS PARTS FOLDER: make up the parts of a run with
# VMAS x WARMUPS cells (each at most 10000) and 100 cells in a batch, as shards
# would store them: FOLDER/part1 and so on. No guest runs. The cells are
# munmap in mode none, with one sample of one operation each.
set -eu
vmas=$1
warmups=$2
parts=$3
folder=$4

mkdir -p "$folder"
awk -v vmas="$vmas" -v warmups="$warmups" -v parts="$parts" \
	-v folder="$folder" '
	function list(key, from, to, text, i) {
		text = key " ="
		for (i = from; i <= to; i++)
			text = text (i % 20 == 19 ? "\\n " : " ") i
		return text "\\n"
	}
	function sample(id, zero) {
		zero = "\"callbacks\":{\"unmap\":0,\"clear\":0," \
			"\"protection_vma\":0,\"protection_page\":0," \
			"\"soft_dirty\":0,\"release\":0,\"migrate\":0," \
			"\"exclusive\":0,\"other\":0},\"spurious\":0," \
			"\"invalidations\":0,\"pages_invalidated\":0"
		return sprintf("\"%d\":{\"id\":%d,\"attach_ns\":1," \
			"\"fill_ns\":2,\"detach_ns\":3,\"bytes\":4," \
			"\"chunks_now\":0,\"chunks_peak\":0," \
			"\"counters\":{%s},\"expected\":{%s},\"ns\":[%d]}",
			id, id, zero, zero, 1000 + id % 997)
	}
	BEGIN {
		cells = vmas * warmups
		batches = int((cells + 99) / 100)
		text = "[plan]\\nsummary = made up\\nsamples = 1\\n" \
			"batch_cells = 100\\n[cells]\\nworkload = munmap\\n" \
			"mode = none\\nplacement = far\\nops = 1\\n" \
			list("vmas", 0, vmas - 1) list("warmup", 0, warmups - 1)
		header = "{\"schema\":\"mnbench-partial/1\"," \
			"\"venue\":\"icount\",\"unit\":\"vns\",\"plan\":{" \
			"\"name\":\"made-up\",\"text\":\"" text "\"," \
			"\"set\":[],\"seed\":1,\"samples\":1," \
			"\"batch_cells\":100},\"batches\":" batches "," \
			"\"config_sha256\":\"0\",\"build\":{}}"
		for (part = 1; part <= parts; part++)
			print header >(folder "/part" part)
		for (batch = 0; batch < batches; batch++) {
			file = folder "/part" (batch % parts + 1)
			printf "{\"batch\":%d,\"machine\":{\"qemu\":\"none\"" \
				",\"command\":[\"none\"],\"memory_mb\":1024}," \
				"\"effort\":{\"wall_s\":1.0,\"boots\":2," \
				"\"differed\":0},\"answers\":{\"samples\":{",
				batch >file
			end = (batch + 1) * 100
			if (end > cells)
				end = cells
			for (id = batch * 100; id < end; id++)
				printf "%s%s", id % 100 ? "," : "",
					sample(id) >file
			print "},\"errors\":{},\"kernel\":{\"release\":\"1\"," \
				"\"cpus\":2},\"end\":{\"samples\":0," \
				"\"tainted\":0,\"log\":[]}}}" >file
		}
	}'
