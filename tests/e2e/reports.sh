#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that the plans of plans/reports/ can be measured, and that what
# docs/reports.md says of them goes in the direction that it says.
#
# A boot takes longer than the cells of most plans, so those for the same kernel
# become one plan, with few operations.
set -u
. tests/e2e/lib.sh

newer=debian-7
newer_plans=' twopass pagemap-scan '

# merge PLAN...: print one plan with the sections of all.
merge() {
	printf '[plan]\nsummary = reports\n'
	printf 'samples = 1\nmemory_mb = 2048\nbatch_cells = 400\n'
	for merged; do
		awk -v plan="$merged" '
			/^\[cells/ {
				name = $0
				gsub(/^\[cells *|\].*/, "", name)
				$0 = "[cells " plan " " name "]"
				sub(/ \]/, "]")
				inside = 1
			}
			inside' "plans/reports/$merged.ini"
	done
}

# measure NAME KERNEL PLAN...: measure the plans on the kernel, and leave
# $tmp/NAME.csv.
measure() {
	measured=$1
	kernel=$2
	shift 2
	merge "$@" >"$tmp/$measured.ini"
	run "$mnbench" run --plan "$tmp/$measured.ini" --kernel "$kernel" \
		--set ops=1 --set warmup=0 -o "$tmp/$measured.json"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	check "the plans for $kernel are measured, and no cell has failed" \
		[ "$status" -eq 0 ]
	"$mnbench" show --csv "$tmp/$measured.json" >"$tmp/$measured.csv"
	check "cells of $kernel" [ "$(wc -l <"$tmp/$measured.csv")" -gt 20 ]
}

# first COLUMN KEY=VALUE...: print the value of the first cell in $csv.
first() {
	value "$csv" "$@" | head -n 1
}

older=
for file in plans/reports/*.ini; do
	name=$(basename "$file" .ini)
	check "$name: the first lines name the report" \
		[ "$(sed -n '2s/^; .*[0-9].*/yes/p' "$file")" = yes ]
	check "$name is in the document" \
		grep -q "^| \`$name\` " docs/reports.md
	case $newer_plans in
	*" $name "*)
		refused "$name needs a newer kernel, and says so" \
			'debian.*: needs Linux [67]\.[0-9]' "$mnbench" run \
			--plan "reports/$name" --kernel debian -o "$tmp/x.json"
		;;
	*)
		run "$mnbench" run --check --plan "reports/$name" \
			--kernel debian
		check "$name is a plan for Debian's kernel" [ "$status" -eq 0 ]
		older="$older $name"
		;;
	esac
done

run "$mnbench" run --plan reports/nouveau-one-page --kernel debian \
	--set ops=2 --set warmup=0 -o "$tmp/one.json"
check 'a plan in a folder is measured' [ "$status" -eq 0 ]
check 'its result has its name' \
	grep -q '"name": "nouveau-one-page"' "$tmp/one.json"

# shellcheck disable=SC2086 # words
measure older debian $older
csv=$tmp/older.csv

# Both at once: what is far from the device, and what the driver looks at.
over() {
	first over_none "$@" workload=munmap timed=operation device_ns=8000000
}
check 'free: a buffer does not notice memory that is not its own' \
	more 1000 1 "$(over mode=region placement=far)"
check 'free: global waits for the device there' \
	more "$(over mode=global placement=far)" 1 8000000
check 'free: it stands still for 8 ms on its own memory' \
	[ "$(first stopped_per_op mode=region placement=overlap \
		workload=munmap device_ns=8000000)" -eq 8000000 ]

calls() {
	first invalidations_per_op workload=fork timed=operation "$@"
}
check 'fork: MADV_DONTFORK avoids each invalidation' \
	[ "$(calls mode=region dontfork=yes device_ns=20000)" -eq 0 ]
check 'fork: without it there is one for each buffer' \
	[ "$(calls mode=region dontfork=no device_ns=20000)" -eq 32 ]
check 'fork: a global notifier is called with it, too' \
	[ "$(calls mode=global dontfork=yes device_ns=20000)" -eq 1 ]

attach() {
	first over_none timed=attach mode="$1" vmas="$2"
}
check 'attach: global grows with the VMAs' \
	more "$(attach global 10000)" 100 "$(attach global 0)"
check 'attach: an interval does not' \
	more 2 1 "$(($(attach region 10000) / $(attach region 0)))"

gpus() {
	first over_none workload=munmap-all mode=region region_size=65536 \
		devices="$1"
}
check 'GPUs: the waits of eight add up' more "$(gpus 8)" 7 "$(gpus 1)"
one() {
	first p50 timed=fault threads=0 mode=hybrid fault_ns=0 pages="$1"
}
check 'nouveau: a fault of 64 pages costs less than ten of one page' \
	more "$(one 1)" 0.1 "$(one 64)"
gave_up() {
	first gave_up_per_op timed=fault threads=1 workload=dontneed mode="$1"
}
check 'copy: a fault beside unrelated changes never ends in mode whole' \
	[ "$(gave_up whole)" -eq 1 ]
check 'copy: it does with a notifier of the buffer' \
	[ "$(gave_up region)" -eq 0 ]

# These need a kernel that is not always prepared.
if [ -e "build/kernel/$newer/mnbench.ko" ]; then
	# shellcheck disable=SC2086 # words
	measure newer "$newer" $newer_plans
	csv=$tmp/newer.csv
	passes() {
		first over_none workload=munmap-all mode="$1" devices=8 \
			region_size=65536
	}
	check 'two passes: eight devices wait at the same time' \
		more "$(passes chunked)" 4 "$(passes twopass)"
	scan() {
		first "$1" workload="$2" mode=chunked chunk_size=2097152
	}
	check 'scan: no callback far from the device' \
		[ "$(scan callbacks_per_op pagemap-scan)" -eq 0 ]
	check 'scan: soft-dirty has one for each chunk' \
		[ "$(scan callbacks_per_op soft-dirty)" -eq 32 ]
else
	echo "# without kernel $newer, which is not prepared"
fi
finish
