#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# host.sh DIR: measure the batch in DIR on the running kernel, and wait until it
# is done. Nothing is loaded into that kernel and no setting is changed.
#
# Read from DIR: agent and batch. Written to DIR: console (errors of the agent),
# answers (its output), and command (the command line of the agent, one argument
# on each line).
#
# Exit status 0: the agent wrote {"type":"end".... 1: it did not, and the
# first line on stderr says why. 2: the agent cannot be run.
set -eu
export LC_ALL=C

bad() {
	echo "$0: $*" >&2
	exit 2
}

[ $# -eq 1 ] || bad "usage: $0 DIR"
for file in agent batch; do
	[ -r "$1/$file" ] || bad "cannot read '$1/$file'"
done
cd "$1"
echo agent >./command

pid=
trap '[ -z "$pid" ] || kill -KILL "$pid"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The agent must not outlive this script, however the script ends. It ends
# samples that take too long by itself.
setpriv --pdeathsig KILL ./agent <./batch >answers 2>console &
pid=$!
status=0
wait "$pid" || status=$?
pid=

if [ "$status" -eq 0 ] && grep -q '^{"type": *"end"' answers; then
	exit 0
fi
echo "the agent ended with status $status" >&2
tail -n 20 console | sed 's/^/    /' >&2
exit 1
