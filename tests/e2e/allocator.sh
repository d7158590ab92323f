#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of the allocators that a process can have: each is really used, gives
# memory back, and what has no other allocator is refused.
set -u
. tests/e2e/lib.sh

cat >"$tmp/plan.ini" <<'PLAN'
[plan]
summary = allocators
samples = 1
[cells]
workload = allocator-realloc allocator-threads allocator-trim
allocator = glibc jemalloc
mode = none global
region_size = 8M
ops = 4
warmup = 2
PLAN

refused 'a workload that does not allocate' \
	"allocator cannot be 'jemalloc' with workload munmap, which does not" \
	"$mnbench" run --plan "$tmp/plan.ini" --set workload=munmap \
	-o "$tmp/x.json"
refused 'an allocator that is not known' \
	"allocator.*'tcmalloc'.*glibc, jemalloc" \
	"$mnbench" run --plan "$tmp/plan.ini" --set allocator=tcmalloc \
	-o "$tmp/x.json"

# A suite without the library, whose guests say what their initramfs has.
home=$tmp/home
mkdir -p "$home/vm" "$home/build/kernel/debian" "$home/plans"
ln -s "$PWD"/vm/*.sh "$PWD/vm/arch" "$home/vm/"
rm "$home/vm/boot.sh"
for file in vmlinuz config mnbench.ko; do
	echo "$file" >"$home/build/kernel/debian/$file"
done
echo agent >"$home/build/agent"
cat >"$home/vm/boot.sh" <<'BOOT'
#!/bin/sh
grep -aq '070701[0-9A-F]*1ED[0-9A-F]*agent-jemalloc' "$1/initrd" ||
	echo 'one agent' >&2
echo 'two agents' >&2
exit 1
BOOT
chmod +x "$home/vm/boot.sh"
in_home() {
	run env MNBENCH_HOME="$home" "$mnbench" "$@"
}
in_home list workloads
check 'a workload says that jemalloc is missing' \
	grep -q 'jemalloc is unavailable: no .*/home/build/agent-jemalloc$' \
	"$tmp/out"
refused 'and so does a plan that needs it' \
	"allocator cannot be 'jemalloc': no .*/agent-jemalloc; install a" \
	env MNBENCH_HOME="$home" "$mnbench" run --plan "$tmp/plan.ini" \
	--set mode=none -o "$tmp/x.json"
echo agent >"$home/build/agent-jemalloc"
in_home run --plan "$tmp/plan.ini" --set mode=none -o "$tmp/x.json"
check 'a guest has the other agent' grep -q 'failed: two agents' "$tmp/err"
in_home run --plan "$tmp/plan.ini" --set mode=none --set allocator=glibc \
	-o "$tmp/x.json"
check 'only if a cell needs it' grep -q 'failed: one agent' "$tmp/err"

if [ ! -e build/agent-jemalloc ]; then
	echo '# no static libjemalloc: the rest is left out'
	finish
fi
run "$mnbench" list workloads
check 'a workload lists its allocators' grep -q 'allocator: glibc, jemalloc' \
	"$tmp/out"
run "$mnbench" run --plan "$tmp/plan.ini" -o "$tmp/x.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'they are measured' [ "$status" -eq 0 ]
run "$mnbench" show --csv "$tmp/x.json"
awk -F, 'NR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
}
$2 == "global" {
	print $1, $at["allocator"], $at["callbacks_per_op"]
}' "$tmp/out" >"$tmp/calls"
sed 's/^/# /' "$tmp/calls"
# Every other block, and then the rest.
check 'jemalloc purges each block that is free' \
	grep -qx 'allocator-trim jemalloc 64' "$tmp/calls"
check 'the C library shrinks its heap in the end' \
	grep -qx 'allocator-trim glibc 33' "$tmp/calls"
check 'jemalloc discards what a large block loses' \
	grep -Eqx 'allocator-realloc jemalloc [1-9][0-9.]*' "$tmp/calls"
check 'all make calls' [ "$(grep -c ' [1-9][0-9.]*$' "$tmp/calls")" -eq 6 ]
python3 - "$tmp/x.json" <<'PYTHON' >"$tmp/unmaps"
import json, sys
for cell in json.load(open(sys.argv[1]))["cells"]:
    keys, sample = cell["cell"], cell["samples"][0]
    if keys["mode"] == "global":
        print(keys["allocator"], sample["counters"]["callbacks"]["unmap"])
PYTHON
check 'jemalloc never unmaps' not grep -q 'jemalloc [1-9]' "$tmp/unmaps"
check 'the C library does' grep -q 'glibc [1-9]' "$tmp/unmaps"
finish
