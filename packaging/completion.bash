# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Completion of mnbench for bash, which reads this file when it first completes
# a command line of mnbench. The command prints what fits its own options.
eval "$(mnbench completion bash)"
