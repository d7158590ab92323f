# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# cache.sh: set cache, the folder of what can be made again: prepared kernels
# and downloads. Scripts read this file after they have set top.
#
# It is $MNBENCH_CACHE, else build/ of a source tree. An installed suite, whose
# agent is beside vm/, is only read: there it is the user's XDG folder.
# bench/lib/suite_layout.h does the same.
#
# shellcheck disable=SC2154 # the script that reads this sets top
# shellcheck disable=SC2034 # and uses cache
if [ -n "${MNBENCH_CACHE:-}" ]; then
	cache=$MNBENCH_CACHE
elif [ ! -e "$top/agent" ]; then
	cache=$top/build
else
	case ${XDG_CACHE_HOME:-} in
	/*) cache=$XDG_CACHE_HOME/mnbench ;;
	*) cache=${HOME:?is not set}/.cache/mnbench ;;
	esac
fi
