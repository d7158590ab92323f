#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# predict.sh [OPTION...]: measure PLAN in icount on the prepared KERNEL, and in
# VENUE, which has a clock; then show how well instructions predict time. The
# run in VENUE gets the options, such as --settings quiet.
#
# In icount one process of a cell is enough, and each operation waits for RCU,
# which makes it exact; the plan says what is done in VENUE. Results are in
# results/predict; a run that was interrupted goes on.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

case $VENUE in
icount)
	echo "$0: VENUE cannot be 'icount', which has no clock;" \
		"allowed: host, kvm, tcg" >&2
	exit 2
	;;
esac
prepared=$(vm/kernel.sh --name "$KERNEL")
name=$(basename "$PLAN" .ini)
folder=results/predict
exact=$folder/$name-icount-$prepared.json
mkdir -p "$folder"
build/mnbench run --plan "$PLAN" --venue icount --set samples=1 \
	--set quiesce=rcu --kernel "$prepared" --resume -o "$exact"
if [ "$VENUE" = host ]; then
	timed=$folder/$name-host-$(uname -r).json
	build/mnbench run --plan "$PLAN" --venue host --resume -o "$timed" "$@"
else
	timed=$folder/$name-$VENUE-$prepared.json
	build/mnbench run --plan "$PLAN" --venue "$VENUE" --kernel "$prepared" \
		--resume -o "$timed" "$@"
fi
echo
build/mnbench predict "$exact" "$timed" -o "$folder/$name-$VENUE.picture"
