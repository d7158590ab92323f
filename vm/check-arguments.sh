#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# check-arguments.sh: check the variables of make, before anything is installed,
# downloaded, built or booted. It needs a shell and awk.
#
# Checked, if they are set and not empty: PLAN (its file, sections and keys),
# VENUE (one of VENUES), ARCH, KERNEL (its name, or a folder, its architecture
# and its configuration), MEMORY_MB and the plan's memory_mb (against the memory
# and swap of this machine), and the numbers THRESHOLD, STEPS, KILLS, PAIRS,
# SEED and BOOTS. With SIDES, also BASE and NEW, which must be given. mnbench
# checks the values of the keys as soon as it is built.
#
# Exit status 2 with one line if something is wrong.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# shellcheck disable=SC2034 # arch.sh uses it
top=$PWD
# shellcheck source=vm/arch.sh
. vm/arch.sh
# shellcheck source=vm/kernel-needs.sh
. vm/kernel-needs.sh

bad() {
	echo "make: $*" >&2
	exit 2
}

# number WHAT VALUE LEAST: an empty value stands for the default.
number() {
	case $2 in
	'') return 0 ;;
	*[!0-9]* | ???????????*)
		bad "$1 is '$2'; allowed: a number of at most 10 digits"
		;;
	esac
	[ "$2" -ge "$3" ] || bad "$1 is $2; allowed: $3 or more"
}

# memory WHAT VALUE: MiB of a guest on this machine.
memory() {
	number "$1" "$2" 1
	machine_mb=$(awk '/^(MemTotal|SwapTotal):/ { kb += $2 }
		END { print int(kb / 1024) }' /proc/meminfo 2>/dev/null) ||
		machine_mb=
	[ -z "$2" ] || [ "$2" -le "${machine_mb:-$2}" ] ||
		bad "$1 is $2; allowed: at most $machine_mb MiB, the memory" \
			"and swap of this machine"
}

# Print what is wrong with the sections and keys of plan $1, else nothing. The
# keys that a plan may have are those that docs/plans.md lists, one or several
# in the first column of a row.
plan_error() {
	awk -v plan="$1" '
	function fail(text) {
		print plan ":" FNR ": " text
		exit
	}
	FNR == NR {
		if (/^## /)
			section = /^## Keys of `\[plan\]`/ ? "plan" : \
				/^## Keys of `\[cells\]`/ ? "cells" : ""
		if (section && match($0, /^\| `[a-z_`, ]+\|/)) {
			count = split(substr($0, 1, RLENGTH), words, "`")
			for (i = 2; i < count; i += 2) {
				known[section, words[i]]
				names[section] = names[section] ", " words[i]
			}
		}
		next
	}
	FNR == 1 { section = "" }
	# A comment, an empty line, or one that goes on with a list.
	/^[;#]/ || /^[ \t\r]*$/ || /^[ \t]/ { next }
	/^\[plan\]/ { section = "plan"; next }
	/^\[cells[] \t]/ { section = "cells"; next }
	/^\[/ { fail("unknown section \047" $0 \
		"\047; allowed: [plan], [cells], [cells NAME]") }
	/=/ && section {
		key = $0
		sub(/[ \t]*=.*/, "", key)
		if (!((section, key) in known))
			fail("unknown key \047" key "\047; allowed: " \
				substr(names[section], 3))
	}' docs/plans.md "$1"
}

check_plan() {
	case $PLAN in
	*.ini | /* | ./* | ../*) file=$PLAN ;;
	*/*)
		file=$PLAN
		[ ! -d "plans/${PLAN%/*}" ] || file=plans/$PLAN.ini
		;;
	*) file=plans/$PLAN.ini ;;
	esac
	[ "$file" = "$PLAN" ] || [ -f "$file" ] ||
		bad "PLAN is '$PLAN'; allowed: $(
			echo plans/*.ini plans/*/*.ini |
				sed 's,plans/,,g; s/\.ini//g; s/ /, /g'
		), or a file whose name has a slash or ends in .ini"
	{ [ -f "$file" ] && [ -r "$file" ]; } ||
		bad "PLAN is '$PLAN'; there is no such file to read"
	error=$(plan_error "$file")
	[ -z "$error" ] || bad "$error"
	# Venue host boots no guest.
	[ "${VENUE:-}" = host ] || memory "$file: memory_mb" \
		"$(sed -n 's/^memory_mb *= *\([0-9][0-9]*\) *$/\1/p' "$file" |
			tail -n 1)"
}

check_venue() {
	for venue in ${VENUES:-$VENUE}; do
		[ "$venue" != "$VENUE" ] || return 0
	done
	bad "VENUE is '$VENUE'; allowed: $(
		echo "$VENUES" | sed 's/ /, /g'
	)"
}

# The folder of an own kernel, and the options that its configuration needs.
check_kernel() {
	name=$(vm/kernel.sh --name "$KERNEL" 2>&1) || bad "KERNEL: ${name#*: }"
	arch=$(vm/kernel.sh --arch "$KERNEL")
	[ "${ARCH:-$arch}" = "$arch" ] ||
		bad "ARCH is '$ARCH', and KERNEL '$KERNEL' is for $arch"
	case $KERNEL in
	debian:* | running) return 0 ;;
	debian*) [ -e "$KERNEL/.config" ] || return 0 ;;
	esac
	missing=$(missing_options "$KERNEL/.config" "$arch" module guest)
	[ -z "$missing" ] ||
		bad "KERNEL is '$KERNEL', which was built without$missing;" \
			"vm/kernel-options lists what is needed"
}

# side NAME VALUE: a side of make ab.
side() {
	[ -n "$2" ] || bad "$1 is missing; allowed: the folder of a kernel" \
		"build, debian, debian:VERSION, running, a commit or a folder" \
		"of mnbench, or a result"
	[ ! -f "$2" ] || return 0
	[ -z "$(find "$2" -maxdepth 1 -name '*.json' 2>/dev/null)" ] || return 0
	why=$(vm/side.sh --check "${KERNEL:-debian}" "$2" 2>&1) ||
		bad "$1: $why"
}

[ $# -eq 0 ] || bad "usage: $0"
[ -z "${ARCH:-}" ] || known_arch "$ARCH" ||
	bad "ARCH is '$ARCH'; allowed: $(known_archs)"
case ${VENUE:-} in
host | kvm)
	[ "${ARCH:-$(native_arch)}" = "$(native_arch)" ] ||
		bad "ARCH is '$ARCH'; venue $VENUE measures this machine," \
			"which is $(native_arch)"
	;;
esac
[ -z "${PLAN:-}" ] || check_plan
[ -z "${VENUE:-}" ] || check_venue
# Venue host measures the running kernel.
[ -z "${KERNEL:-}" ] || [ "${VENUE:-}" = host ] || check_kernel
memory MEMORY_MB "${MEMORY_MB:-}"
number STEPS "${STEPS:-}" 1
number KILLS "${KILLS:-}" 1
number PAIRS "${PAIRS:-}" 1
number BOOTS "${BOOTS:-}" 1
if [ -n "${SIDES:-}" ]; then
	[ "${VENUE:-}" != host ] ||
		bad "VENUE is 'host', which measures the running kernel;" \
			"allowed: venues that boot guests"
	side BASE "${BASE:-}"
	side NEW "${NEW:-}"
fi
number SEED "${SEED:-}" 0
case ${THRESHOLD:-0} in
*[!0-9.]* | *.*.* | .)
	bad "THRESHOLD is '$THRESHOLD'; allowed: a percentage"
	;;
esac
