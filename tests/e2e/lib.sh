# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Functions that all end-to-end tests use: they print TAP and keep what a
# command printed. A test starts in the top folder; $tmp is an empty folder.

export LC_ALL=C
# So wide that no line is broken, and a test finds a text in one line.
export COLUMNS=1000
export mnbench="$PWD/build/mnbench"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tap_count=0
tap_failed=0

# ok STATUS NAME: report that a test passed if STATUS is 0, else that it failed.
ok() {
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
	fi
}

# check NAME COMMAND...: test that the command succeeds.
check() {
	tap_name=$1
	shift
	tap_status=0
	"$@" || tap_status=1
	ok $tap_status "$tap_name"
}

# not COMMAND...: the command fails.
not() {
	! "$@"
}

# raw FILE: control characters are in it.
raw() {
	grep -q "$(printf '[\001-\010\013-\037\177]')" "$1"
}

# run COMMAND...: run it, and leave $status and the files $tmp/out and $tmp/err.
run() {
	status=0
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

# refused NAME PATTERN COMMAND...: test that the exit status is 2, that nothing
# is on stdout, and that stderr is one line that matches the extended regular
# expression.
refused() {
	tap_name=$1
	tap_pattern=$2
	shift 2
	run "$@"
	tap_status=0
	[ "$status" -eq 2 ] || tap_status=1
	[ ! -s "$tmp/out" ] || tap_status=1
	[ "$(wc -l <"$tmp/err")" -eq 1 ] || tap_status=1
	grep -Eq -- "$tap_pattern" "$tmp/err" || tap_status=1
	[ $tap_status -eq 0 ] || {
		echo "# status $status"
		sed 's/^/# /' "$tmp/out" "$tmp/err"
	}
	ok $tap_status "$tap_name"
}

# without_host FILE: print a result without what may differ between equal runs.
without_host() {
	sed '/^ "host": {/,$d' "$1"
}

# value FILE COLUMN KEY=VALUE...: print the value of each cell in the CSV file
# that matches, as a whole number.
value() {
	value_file=$1
	value_of=$2
	shift 2
	awk -F, -v name="$value_of" -v keys="$*" '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		{
			n = split(keys, key, " ")
			for (i = 1; i <= n; i++) {
				split(key[i], pair, "=")
				if ($c[pair[1]] != pair[2])
					next
			}
			printf "%.0f\n", $c[name]
		}' "$value_file"
}

# more A FACTOR B: A is more than FACTOR times B.
# shellcheck disable=SC2317 # check calls it
more() {
	awk -v a="$1" -v factor="$2" -v b="$3" \
		'BEGIN { exit !(a != "" && b != "" && a > factor * b) }'
}

finish() {
	echo "1..$tap_count"
	[ $tap_failed -eq 0 ]
	exit
}
