#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test that a new result has exactly the fields that docs/results.md documents,
# and that the same result always gives the same report.
set -u
. tests/e2e/lib.sh

cat >"$tmp/small.ini" <<-END
	[plan]
	summary = what every result has
	samples = 1
	[cells]
	workload = munmap touch
	mode = none ruler-global global chunked
	device_ns = 0 5us
	ops = 5
	warmup = 1
END
run "$mnbench" run --plan "$tmp/small.ini" -o "$tmp/r.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
ok "$status" 'measured'
check 'progress shows the time left' grep -q 'about [0-9:]* left' "$tmp/err"

# What the module itself adds to a callback is what global costs more than a
# bare subscriber, which does nothing.
"$mnbench" show --csv "$tmp/r.json" >"$tmp/csv"
own=$(awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
	$c["workload"] == "munmap" && $c["device_ns"] == 0 {
		p50[$c["mode"]] = $c["p50"]
	}
	END { print p50["global"] - p50["ruler-global"] }' "$tmp/csv")
check "the module takes at most 150 instructions for a callback ($own)" \
	[ "$own" -gt 0 -a "$own" -le 150 ]

cat >"$tmp/fault.ini" <<-END
	[plan]
	summary = kinds of timing that other results do not have
	samples = 1
	[cells fault]
	workload = idle
	mode = global whole
	timed = fault
	threads = 0
	pages = 1 8 64
	chunk_size = 1G
	region_size = 4M
	region_run = 2M
	ops = 5
	warmup = 1
	[cells registration]
	workload = idle
	mode = none chunked
	timed = attach detach
	vmas = 0 10 100
	ops = 2
	warmup = 1
	[cells 1]
	workload = munmap-all
	mode = none global chunked
	region_size = 2M
	ops = 2
	warmup = 1
	[cells 2]
	workload = munmap-all
	mode = none global chunked
	region_size = 4M
	ops = 2
	warmup = 1
	[cells 3]
	workload = munmap-all
	mode = none global chunked
	region_size = 8M
	ops = 2
	warmup = 1
END
check 'faults and registration are measured' \
	"$mnbench" run --plan "$tmp/fault.ini" -o "$tmp/fault.json" 2>/dev/null
cat >"$tmp/refault.ini" <<-END
	[plan]
	summary = times of two parts
	samples = 1
	[cells]
	workload = dontneed
	mode = none global
	timed = operation+refault
	placement = overlap
	ops = 2
	warmup = 1
END
check 'and refaults' "$mnbench" run --plan "$tmp/refault.ini" \
	-o "$tmp/refault.json" 2>/dev/null

run "$mnbench" run --plan "$tmp/small.ini" --venue host --set mode=none \
	-o "$tmp/timed.json"
check 'and a timed run' [ -e "$tmp/timed.json" ]
run "$mnbench" run --plan "$tmp/small.ini" --venue host --set mode=none \
	--shard 1/1 \
	-o "$tmp/part.json"
check 'and a part of one' [ "$status" -eq 0 ]

# Fields in the files are names before a colon. In a text, quotes have a
# backslash.
grep -ho '"[a-z_][a-z_0-9]*":' "$tmp/r.json" "$tmp/fault.json" \
	"$tmp/refault.json" "$tmp/timed.json" "$tmp/part.json" |
	tr -d '":' | sort -u >"$tmp/fields"
# shellcheck disable=SC2016 # backquotes of the documents
# Fields in the documents are words of the tables, and the keys of cells.
{
	grep '^|' docs/results.md
	grep -E '^\| `kernel` ' docs/protocol.md | cut -d '|' -f 3
	sed -n '/^| setting |/,/^$/p' docs/host.md | cut -d '|' -f 2
} | grep -o '`[a-z_0-9.]*`' | tr -d '`' | tr . '\n' >"$tmp/words"
"$mnbench" list keys | grep -o '^[a-z][^ ]*' >>"$tmp/words"
# These words are values, lines of the agent, or not stored in a result.
printf '%s\n' absent adaptive fifo none null ns preset sva vns type \
	sample regressed improved unchanged >"$tmp/values"
# A run until cells are decided has these, and one with the address space of a
# program the last: see sequential.sh and address-space.sh.
printf '%s\n' decided high look looks low ratio verdict address_spaces \
	>>"$tmp/values"
# These need the module on the running kernel, KVM or counters of the processor.
printf '%s\n' after before changed taint kvm cache_misses cycles dtlb_misses \
	instructions ipis >>"$tmp/values"
sort -u "$tmp/words" | grep -vxFf "$tmp/values" >"$tmp/documented"
echo ns >>"$tmp/documented"
sort -o "$tmp/documented" "$tmp/documented"
check 'no field but the documented ones' \
	sh -c "! comm -23 '$tmp/fields' '$tmp/documented' | grep ."
check 'every documented field' \
	sh -c "! comm -13 '$tmp/fields' '$tmp/documented' | grep ."

# report DIR [OPTION...]: make a report.
report() {
	folder=$1
	shift
	run "$mnbench" report "$tmp/r.json" -o "$folder" "$@"
}
report "$tmp/a"
check 'a report is made, and its path printed' \
	[ "$status:$(cat "$tmp/out")" = "0:$tmp/a/index.html" ]
for file in index.html overhead.svg overhead.png data/overhead.dat \
	data/cells.csv; do
	check "it has $file" [ -s "$tmp/a/$file" ]
done
check 'the page shows the picture' grep -q '<figure id="overhead">' \
	"$tmp/a/index.html"
check 'the file follows a dark screen' \
	grep -q 'prefers-color-scheme: dark' "$tmp/a/overhead.svg"
check 'a row for each cell' [ "$(wc -l <"$tmp/a/data/cells.csv")" -eq 13 ]
check 'a plot that the run has no data for is left out' \
	[ ! -e "$tmp/a/chunk-size.svg" ]
check 'and the page says which plan has it' \
	grep -q 'make bench PLAN=chunk-size' "$tmp/a/index.html"
report "$tmp/b"
check 'a second report is the same, byte for byte' diff -r "$tmp/a" "$tmp/b"
report "$tmp/c" --format svg
check 'only the pictures that were asked for' \
	[ "$status:$(find "$tmp/c" -name '*.png')" = 0: ]

run "$mnbench" report "$tmp/fault.json" -o "$tmp/f"
for file in fault-pages.svg fault-pages.png registration-vmas.svg \
	registration-vmas.png range-chunks.svg range-chunks.png; do
	check "it has $file" [ -s "$tmp/f/$file" ]
done
check 'an operation is in no picture of faults' \
	[ ! -e "$tmp/f/overhead.svg" ]
check 'the page has their tables' \
	[ "$(grep -c '^<h3>Time of ' "$tmp/f/index.html")" -eq 3 ]
check 'with a row for each cell' \
	[ "$(grep -c '^<tr id="c' "$tmp/f/index.html")" -eq 27 ]

# In parts, a row would be there several times.
run "$mnbench" show --width 200 "$tmp/fault.json"
for kind in fault attach detach; do
	check "show has a table of timed $kind" grep -qx "timed $kind" \
		"$tmp/out"
done
# shellcheck disable=SC2016 # fields of awk
check 'a fault of 64 pages costs less a page than one of 1' \
	awk '/^pages=/ { pages = $1; sub(/pages=/, "", pages) }
		$1 == "global" || $2 == "global" {
			gsub(/,/, ""); of[pages] = $(NF - 2) }
		END { exit !(of[64] > 0 && of[64] < of[1] / 4) }' "$tmp/out"
"$mnbench" show --width 200 "$tmp/refault.json" >"$tmp/out"
check 'show has both parts of a refault' \
	grep -Eq '^ .* operation .* refault' "$tmp/out"
"$mnbench" show --csv "$tmp/fault.json" >"$tmp/out"
check 'the CSV has a row for each cell' [ "$(wc -l <"$tmp/out")" -eq 28 ]
check 'and all columns in each' \
	[ "$(awk -F, '{ print NF }' "$tmp/out" | sort -u | wc -l)" -eq 1 ]
"$mnbench" show --width 70 "$tmp/r.json" >"$tmp/out"
check 'tables are as narrow as wanted' \
	[ "$(awk '{ print length }' "$tmp/out" | sort -n | tail -1)" -le 70 ]
COLUMNS=70 "$mnbench" show "$tmp/r.json" | cmp -s - "$tmp/out"
ok $? 'COLUMNS says so, too'
refused 'a width that is no number' \
	'--width cannot be .wide.; allowed: a number of char' \
	"$mnbench" show --width=wide "$tmp/r.json"

refused 'a report without results' 'give the result files' "$mnbench" report \
	-o "$tmp/d"
refused 'a report without -o' 'give -o FOLDER' "$mnbench" report "$tmp/r.json"
refused 'a report of what is no result' 'is a plan, not a result' \
	"$mnbench" report "$tmp/small.ini" -o "$tmp/d"
refused 'an unknown format' '--format cannot be .*; allowed: svg, png' \
	"$mnbench" report "$tmp/r.json" -o "$tmp/d" --format gif
refused 'a folder that is a file' '-o cannot be .*; allowed: a folder' \
	"$mnbench" report "$tmp/r.json" -o "$tmp/r.json"
check 'nothing was begun' [ ! -e "$tmp/d" ]

finish
