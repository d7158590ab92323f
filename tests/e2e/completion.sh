#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of mnbench completion: the scripts know every command and option of the
# help, and bash completes lines with its script, fish and zsh if they are
# installed.
set -u
. tests/e2e/lib.sh

for shell in bash zsh fish; do
	run "$mnbench" completion $shell
	check "completion $shell" \
		[ "$status" -eq 0 -a -s "$tmp/out" -a ! -s "$tmp/err" ]
	mv "$tmp/out" "$tmp/$shell"
done
refused 'completion of no shell' 'name the shell: bash, zsh or fish' \
	"$mnbench" completion
refused 'completion of an unknown shell' \
	"unknown shell 'ksh'; allowed: bash, zsh, fish" \
	"$mnbench" completion ksh

# Every option of every command is in each script.
"$mnbench" help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p' >"$tmp/commands"
check 'the help has commands' [ "$(wc -l <"$tmp/commands")" -ge 11 ]
while read -r command; do
	"$mnbench" "$command" --help | grep -oE '^ +(-., )?--[a-z-]+' |
		sed 's/.*--//' | grep -vx usage >"$tmp/options"
	awk -v command="$command" '
		/^_mnbench_options/ { inside = 1 }
		inside && $1 == command ")" {
			gsub(/.*words=.|. ;;$/, "")
			print
		}
		/^}/ { inside = 0 }' "$tmp/bash" | tr ' ' '\n' |
		sed 's/^--//' >"$tmp/bash.options"
	awk -v command="$command" '
		/^_mnbench\(\)/ { inside = 1 }
		inside && $1 == command ")" { of = 1 }
		of && /;;/ { of = 0 }
		of' "$tmp/zsh" | sed -n 's/.*\*--\([a-z-]*\).*/\1/p' \
		>"$tmp/zsh.options"
	grep "seen_subcommand_from $command'" "$tmp/fish" |
		sed -n 's/.* -l \([a-z-]*\) .*/\1/p' >"$tmp/fish.options"
	for shell in bash zsh fish; do
		sort "$tmp/$shell.options" >"$tmp/known"
		sort "$tmp/options" | comm -3 - "$tmp/known" >"$tmp/missing"
		sed 's/^/# /' "$tmp/missing"
		check "$shell has the options of $command" \
			[ ! -s "$tmp/missing" -a -s "$tmp/known" ]
	done
done <"$tmp/commands"

# A folder with a result, a plan, another file, and a folder named as a list.
here=$tmp/here
mkdir -p "$here/modes" "$here/old results"
touch "$here/a.json" "$here/own.ini" "$here/notes.txt" \
	"$here/old results/b.json"

# completes NAME EXPECTED WORD...: bash completes the last word to these words,
# which are all of them, in any order. bash cuts lines at '=' and ':', too.
cat >"$tmp/complete" <<'END'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
function=$(complete -p mnbench | sed 's/.*-F \([^ ]*\).*/\1/')
$function
printf '%s\n' "${COMPREPLY[@]}"
END
completes() {
	name=$1
	expected=$2
	shift 2
	(cd "$here" && bash "$tmp/complete" "$tmp/bash" "$@") >"$tmp/got" \
		2>"$tmp/err"
	got=$(sort "$tmp/got" | tr '\n' ' ')
	[ "$got" = "$expected " ] || echo "# $got"
	check "bash: $name" [ "$got" = "$expected " -a ! -s "$tmp/err" ]
}
if command -v bash >/dev/null; then
	check 'bash: the script is correct' bash -n "$tmp/bash"
	completes 'a command' 'reference report' mnbench re
	completes 'a command behind help' 'history' mnbench help hi
	completes 'an option' '--plan' mnbench run --pl
	completes 'a list, not the folder of that name' 'modes' mnbench list mo
	completes 'a plan' 'quick' mnbench run --plan q
	completes 'a plan behind =' 'quick' mnbench run --plan = q
	completes 'a plan in a folder' 'reports/twopass' \
		mnbench run --plan reports/tw
	completes 'a plan file' 'old results others own.ini' \
		mnbench run --plan o
	completes 'a venue' 'icount' mnbench run -v ic
	completes 'a key' 'mode= module=' mnbench run --set mo
	completes 'a mode as a value' 'global' mnbench run --set mode = glo
	completes 'a choice' 'overlap' mnbench run --set placement = o
	completes 'a choice behind two =' 'overlap' \
		mnbench run --set = placement = o
	completes 'a preset' 'mlx5' mnbench run --set preset = m
	completes 'a preset behind the list of them' 'test-hmm' \
		mnbench list presets te
	completes 'no preset behind another list' '' mnbench list modes te
	completes 'a number' '' mnbench run --set ops = 1
	completes 'a key of a plan' 'seed=' mnbench run --set see
	completes 'results and folders' 'a.json modes old results' \
		mnbench show ''
	completes 'a second result' 'a.json' mnbench compare a.json a
	completes 'a mode of a result' 'global' mnbench compare a.json : glo
	completes 'all modes of a result' \
		"$("$mnbench" list modes | grep -o '^[^ ]*' | sort |
			tr '\n' ' ' | sed 's/ $//')" \
		mnbench compare a.json :
	completes 'a folder' 'modes' mnbench report -o mo
	completes 'an order' 'time' mnbench history --by t
	completes 'a shell' 'fish' mnbench completion f
	completes 'nothing where a number is due' '' mnbench run --jobs ''
fi
if command -v zsh >/dev/null; then
	check 'zsh: the script is correct' zsh -n "$tmp/zsh"
fi
if command -v fish >/dev/null; then
	check 'fish: the script is correct' fish --no-execute "$tmp/fish"
	for line in 'run --pl:--plan' 'run --plan q:quick' \
		'run --plan reports/tw:reports/twopass' 'list mo:modes' \
		're:reference' 'run --set placement=o:placement=overlap' \
		'list presets te:test-hmm' 'show a:a.json'; do
		(cd "$here" && fish -c "source '$tmp/fish'
			complete -C 'mnbench ${line%:*}'") >"$tmp/got" 2>&1
		check "fish: mnbench ${line%:*}" \
			grep -q -- "^${line#*:}" "$tmp/got"
	done
fi

# A plan whose name a shell would take apart is left out.
mkdir -p "$tmp/home/plans"
cp plans/quick.ini "$tmp/home/plans/it's; touch x.ini"
cp plans/quick.ini "$tmp/home/plans/fine.ini"
MNBENCH_HOME=$tmp/home "$mnbench" completion bash >"$tmp/bash"
check 'no name is code' sh -c "! grep -q "touch x" '$tmp/bash'"
completes 'the other plan' 'fine' mnbench run --plan fin
finish
