#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# snapshot.sh [PID]: print the address space of a process, for the key
# address_space of a plan. Of the names of files it keeps the last part, and
# files get new numbers.
#
# Without PID: make the files of this folder, from programs of Debian 12 that
# wait for input: python3, postgres (as user nobody) and java. Their addresses
# are not random.
set -eu
export LC_ALL=C

# Print /proc/$1/maps, with a comment that says what the program is.
snapshot() {
	maps=$(cat "/proc/$1/maps" 2>/dev/null) || maps=
	[ -n "$maps" ] || {
		echo "$0: cannot read the address space of process $1" >&2
		exit 1
	}
	echo '# SPDX-License-Identifier: GPL-2.0-only'
	echo "# $2"
	printf '%s\n' "$maps" | awk '
	{
		name = $6
		for (i = 7; i <= NF; i++)
			name = name " " $i
		sub(/.*\//, "", name)
		if ($5 == 0)
			number = 0
		else {
			if (!(($4, $5) in known))
				known[$4, $5] = ++files
			number = known[$4, $5]
		}
		line = $1 " " $2 " " $3 " 00:00 " number " " name
		sub(/ $/, "", line)
		print line
	}'
}

# Wait until process $1 has the file $2 mapped, and has then settled.
wait_for() {
	tries=0
	until grep -q "$2" "/proc/$1/maps"; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || {
			echo "$0: process $1 does not map $2" >&2
			exit 1
		}
		sleep 0.1
	done
	sleep 3
}

[ $# -le 1 ] || {
	echo "usage: $0 [PID]" >&2
	exit 2
}
if [ $# -eq 1 ]; then
	case $1 in
	'' | *[!0-9]*)
		echo "$0: '$1' is no process; allowed: its number" >&2
		exit 2
		;;
	esac
	snapshot "$1" "process $1"
	exit
fi

cd "$(dirname "$0")"
tmp=$(mktemp -d)
pid=
# shellcheck disable=SC2317 # called by trap
end() {
	[ -z "$pid" ] || kill "$pid" || true
	rm -rf "$tmp"
}
trap end EXIT

# make NAME WHAT FILE COMMAND...: NAME.maps of a program that maps FILE.
make() {
	name=$1 what=$2 file=$3
	shift 3
	setarch -R "$@" >"$tmp/$name.log" 2>&1 &
	pid=$!
	wait_for "$pid" "$file"
	snapshot "$pid" "$what" >"$tmp/$name.maps"
	kill "$pid"
	wait "$pid" || true
	pid=
	mv "$tmp/$name.maps" "$name.maps"
}

make python3 "$(/usr/bin/python3 --version), with modules of its library" \
	_ssl /usr/bin/python3 -c '
import asyncio, ctypes, decimal, email, json, sqlite3, ssl, time
import xml.etree.ElementTree
time.sleep(1000)'
java=/usr/lib/jvm/java-17-openjdk-amd64/bin
make java "OpenJDK $("$java/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p'
), its rmiregistry" libnet.so "$java/rmiregistry" 41099
postgres=/usr/lib/postgresql/15/bin
chmod 755 "$tmp"
mkdir "$tmp/data"
chown nobody "$tmp/data"
as_nobody='setpriv --reuid=nobody --clear-groups'
$as_nobody "$postgres/initdb" -D "$tmp/data" >"$tmp/initdb.log"
# shellcheck disable=SC2086 # it is several words
make postgres "$("$postgres/postgres" --version)" data \
	$as_nobody "$postgres/postgres" -D "$tmp/data" -k "$tmp/data" \
	-c listen_addresses=
