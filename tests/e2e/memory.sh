#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of the memory that an activity acts on: huge pages and files, by the
# user's command, and what is refused.
set -u
. tests/e2e/lib.sh

cat >"$tmp/memory.ini" <<'INI'
[plan]
summary = every kind of memory
samples = 1

[cells pages]
workload = fork
mode = none global
page_size = 4K thp 2M
pages = 512
ops = 3
warmup = 1

[cells files]
workload = munmap
mode = none chunked
activity_backing = anonymous shared memfd tmpfs ext4
ops = 3
warmup = 1

[cells disk]
workload = msync
mode = none global
activity_backing = anonymous ext4
ops = 3
warmup = 1
INI
run "$mnbench" run --plan "$tmp/memory.ini" -o "$tmp/x.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'all memory is measured, and counted as predicted' [ "$status" -eq 0 ]
for words in '"page_size": *"thp"' '"page_size": *"2M"' \
	'"activity_backing": *"ext4"'; do
	check "the result has $words" grep -q "$words" "$tmp/x.json"
done

# A disk in memory keeps what was written to it, so each sample gives it back.
cat >"$tmp/large.ini" <<'INI'
[plan]
summary = a large file on a disk, and then other memory
samples = 1
[cells disk]
workload = munmap
mode = none
activity_backing = ext4
pages = 100000
ops = 1
warmup = 0
[cells other]
workload = cow
mode = none global
pages = 100000
ops = 1
warmup = 0
INI
run "$mnbench" run --plan "$tmp/large.ini" -o "$tmp/large.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'a disk takes no memory from later samples' [ "$status" -eq 0 ]

# refuse NAME PATTERN ARGUMENT...: refused is a run of one workload with these.
refuse() {
	name=$1
	pattern=$2
	shift 2
	refused "$name" "$pattern" "$mnbench" run --plan quick \
		--set workload=munmap -o "$tmp/no.json" "$@"
}

refuse 'pages that are no huge page' \
	'pages cannot be .4. with page_size thp; allowed: a multiple of 512' \
	--set page_size=thp
refuse 'a page size that there is not' "page_size.*'64K'.*4K, thp, 2M, 1G" \
	--set page_size=64K
refuse 'memory that a workload cannot act on' \
	'activity_backing cannot be .memfd. with workload cow; allowed: anonymous' \
	--set workload=cow --set activity_backing=memfd
refuse 'a file system on a machine' \
	'activity_backing cannot be .tmpfs. in venue host' \
	--set mode=none --set activity_backing=tmpfs \
	--venue host
refuse 'a guest without the memory for pages of 1 GiB' 'memory_mb' \
	--set page_size=1G --set pages=262144

# A kernel that was prepared by an older mnbench has no file system.
fake=$tmp/fake
mkdir "$fake"
for file in build/kernel/debian/*; do
	case $file in
	*/needs) ;;
	*) ln -s "$PWD/$file" "$fake/" ;;
	esac
done
mkdir "$fake/needs"
ln -s "$PWD/build/kernel/debian/needs/disk" "$fake/needs/"
refuse 'memory that the kernel lacks' \
	'activity_backing ext4 is not available on kernel .*: its folder is older' \
	--set activity_backing=ext4 --kernel "$fake"

"$mnbench" list workloads >"$tmp/out"
check 'the list has the pages that a workload takes' \
	grep -q 'page_size: 4K, thp, 2M, 1G' "$tmp/out"
check 'and the memory' grep -q \
	'activity_backing: anonymous, shared, memfd, tmpfs, ext4' "$tmp/out"
finish
