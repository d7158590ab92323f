# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions of those that run suites by suite.sh. Who reads this file is
# in the top folder.

suites_log=build/tests/log

suites_begin() {
	mkdir -p "$suites_log"
	rm -f "$suites_log/counts"
}

# Print how many tests passed and failed since suites_begin(). Fails if one did,
# or if there was no suite.
suites_end() {
	[ -e "$suites_log/counts" ] || {
		echo "$0: no suite ran" >&2
		return 1
	}
	awk '{ ok += $1; not_ok += $2 }
		END {
			print ok + 0 " passed, " not_ok + 0 " failed"
			exit not_ok > 0
		}' "$suites_log/counts"
}

# at_once MIB: print how many programs run at a time: one for each processor, as
# far as each has MIB MiB of the memory that is free now, and at least 1.
at_once() {
	awk -v n="$(nproc)" -v kb="$(($1 * 1024))" '
		/^MemAvailable:/ { fit = int($2 / kb) }
		END { print fit < 1 ? 1 : fit < n ? fit : n }' /proc/meminfo
}
