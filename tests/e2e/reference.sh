#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of looking for a reference before a run. The guests are scripts.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-guests.sh

# An emulator whose version is asked for, and that is in no other place.
mkdir "$tmp/bin"
printf '#!/bin/sh\necho made-up 1\n' >"$tmp/bin/qemu-system-made-up"
chmod +x "$tmp/bin/qemu-system-made-up"
PATH=$tmp/bin:$PATH
guests 'echo 1,2'
sed -i 's/echo true >command/echo qemu-system-made-up >command/' \
	"$home/vm/boot.sh"
cat >"$home/plans/p.ini" <<-END
	[plan]
	summary = test
	samples = 1
	[cells]
	workload = munmap
	mode = none
	ops = 2
END
echo 1 >"$home/build/kernel/fake/release"
references=$tmp/references
mkdir "$references"
# shellcheck disable=SC2317 # called by refused
check_plan() {
	"$mnbench" run --check --plan p --kernel fake \
		--reference "$references" "$@"
}

refused 'no reference' \
	"no reference for plan p on 1 in $references; 'make reference PLAN=p'" \
	check_plan
run "$mnbench" run --plan p --kernel fake -o "$tmp/result.json"
run "$mnbench" reference "$tmp/result.json" -o "$tmp/whole.json"
check 'a reference is made' [ "$status" -eq 0 ]

# differs KEY: let the only reference have another value of KEY.
differs() {
	sed "s/\"$1\": *\"[^\"]*\"/\"$1\": \"other\"/" "$tmp/whole.json" \
		>"$references/p.json"
}
differs release
refused 'a reference of another release' \
	"on 1 in $references, which has some for other; 'make" check_plan
differs config_sha256
refused 'another configuration' 'p.json has another kernel configuration; ' \
	check_plan
differs compiler
refused 'another compiler' 'p.json has another compiler; ' check_plan
differs qemu
refused 'another emulator' 'p.json has another emulator; ' check_plan
# A program that this file names, and that must not run.
cat >"$tmp/program" <<-END
	#!/bin/sh
	touch "$tmp/has-run"
	echo made-up 1
END
chmod +x "$tmp/program"
sed "s,\"qemu-system-made-up\",\"$tmp/program\"," "$tmp/whole.json" \
	>"$references/p.json"
refused 'a program in place of the emulator' \
	'p.json has another emulator; ' check_plan
check 'it is not run' [ ! -e "$tmp/has-run" ]
cp "$tmp/whole.json" "$references/same.json"
check 'a reference' check_plan
echo '# a comment' >>"$home/plans/p.ini"
check 'a reference of the plan with other comments' check_plan
refused 'a reference of another plan of that name' 'json has another plan;' \
	check_plan --set ops=3
refused 'a venue without references' 'venue host measures the running kernel' \
	env -u MNBENCH_HOME "$mnbench" run --check --venue host --plan host \
	--reference "$references"
refused 'only as a check' '^mnbench run: --reference is for --check' \
	"$mnbench" run --plan p --reference "$references"
finish
