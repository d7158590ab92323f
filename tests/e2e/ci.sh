#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what docs/ci.md offers: jobs whose commands exist, a package for
# tuxrun, and KTAP of the guest tests.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

# Print the commands of a job for GitHub or GitLab, one a line.
commands_of() {
	/usr/bin/python3 - "$1" <<-'END'
		import sys, yaml
		def commands(value):
		    if isinstance(value, list):
		        for item in value:
		            yield from commands(item)
		    if not isinstance(value, dict):
		        return
		    for key, item in value.items():
		        if key not in ("run", "script", "before_script"):
		            yield from commands(item)
		            continue
		        for text in item if isinstance(item, list) else [item]:
		            yield " ".join(text.split())
		print("\n".join(commands(yaml.safe_load(open(sys.argv[1])))))
	END
}

make -s help >"$tmp/make"
for job in github gitlab; do
	commands_of "docs/ci/$job.yml" >"$tmp/commands"
	check "$job: the job is YAML with commands" [ -s "$tmp/commands" ]
	sed -n 's/^make //p' "$tmp/commands" | tr ' ' '\n' >"$tmp/words"
	while read -r word; do
		case $word in
		*=*) pattern="[ ,]${word%%=*}[ ,]" ;;
		*) pattern="^  $word " ;;
		esac
		check "$job: make knows $word" grep -q -- "$pattern" "$tmp/make"
	done <"$tmp/words"
	sed -n 's,^build/mnbench ,,p' "$tmp/commands" >"$tmp/calls"
	while read -r command rest; do
		"$mnbench" "$command" --help >"$tmp/help" 2>&1
		for word in $rest; do
			case $word in
			--*) check "$job: $command knows $word" \
				grep -qE -- " $word(=| )" "$tmp/help" ;;
			-?) check "$job: $command knows $word" \
				grep -q -- "^ *$word, " "$tmp/help" ;;
			esac
		done
	done <"$tmp/calls"
done
check 'the second has parts' grep -q '^run .*--shard' "$tmp/calls"
parts=$(sed -n 's/^  parallel: //p' docs/ci/gitlab.yml)
run "$mnbench" run --plan default --shard "$parts/$parts" --check
check "and its plan can be cut into $parts" [ "$status" -eq 0 ]
parts=$(sed -n 's/.*--shards \([0-9]*\) .*/\1/p' docs/fleet.md)
run "$mnbench" run --plan default --shard "$parts/$parts" --check
check "and that of docs/fleet.md into $parts" [ "$status" -eq 0 ]
check 'and merges them' grep -q '^merge ' "$tmp/calls"

# A script in place of tuxrun notes its arguments.
mkdir "$tmp/bin"
cat >"$tmp/bin/tuxrun" <<-'END'
	#!/bin/sh
	printf '%s\n' "$@"
END
chmod +x "$tmp/bin/tuxrun"
run env PATH="$tmp/bin:$PATH" docs/ci/tuxrun.sh a-kernel a-rootfs
check 'tuxrun gets a kernel and an overlay' [ "$(grep -cx -e a-kernel \
	-e a-rootfs -e "file://$PWD/build/tuxrun.tar.xz" "$tmp/out")" -eq 3 ]
tar -C "$tmp" -xJf build/tuxrun.tar.xz
run env -i MNBENCH_HOME="$tmp/mnbench" "$tmp/mnbench/ld.so" --library-path \
	"$tmp/mnbench/lib" "$tmp/mnbench/build/mnbench" run --check \
	--plan host --venue host
check 'the overlay has all that mnbench needs' [ "$status" -eq 0 ]
sed 's/^/# /' "$tmp/err"

# ktap STATUS NAME: test the exit status and the text for a guest that writes
# $tmp/guest.
ktap() {
	run tests/ktap.sh "$tmp/guest"
	check "$2: the exit status" [ "$status" -eq "$1" ]
	check "$2: the text" cmp "$tmp/out" "$tmp/expected"
	cmp -s "$tmp/out" "$tmp/expected" || sed 's/^/# /' "$tmp/out"
}
# The example of the document.
printf '%s\r\n' 'KTAP version 1' 'ok 1 abi: an unknown ioctl is refused' \
	'# module/abi.c:12: -25, not -22' 'not ok 2 abi: flags are checked' \
	'ok 3 abi: huge pages # SKIP this kernel has none' \
	'ok 4 end: the kernel log is clean' '1..4' \
	'{"type":"end","failed":1}' >"$tmp/guest"
sed -n '/^    KTAP version 1$/,/^$/s/^    //p' docs/ci.md >"$tmp/expected"
check 'the document has an example' [ "$(wc -l <"$tmp/expected")" -ge 10 ]
ktap 1 'a failed test'
grep -v '^not ok' "$tmp/guest" >"$tmp/died"
printf 'ok 1 abi: a\n1..1\n' >"$tmp/guest"
printf '%s\n' 'KTAP version 1' '1..1' '  KTAP version 1' '  1..1' \
	'  ok 1 a' 'ok 1 abi' >"$tmp/expected"
ktap 0 'all passed'
printf 'ok 1 abi: a # SKIP no\n1..1\n' >"$tmp/guest"
printf '%s\n' 'KTAP version 1' '1..1' '  KTAP version 1' '  1..1' \
	'  ok 1 a # SKIP no' 'ok 1 abi # SKIP' >"$tmp/expected"
ktap 4 'all skipped'
printf 'ok 1 abi: a\nBUG: the guest died\n' >"$tmp/guest"
printf '%s\n' 'KTAP version 1' '1..2' '  KTAP version 1' '  1..1' \
	'  ok 1 a' 'ok 1 abi' '  KTAP version 1' '  1..1' \
	'  # BUG: the guest died' '  not ok 1 the guest reaches its end' \
	'not ok 2 end' >"$tmp/expected"
ktap 1 'a guest that died'
run tests/ktap.sh "$tmp/died"
check 'a test is missing' [ "$status" -eq 1 ]

finish
