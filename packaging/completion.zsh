#compdef mnbench
# SPDX-License-Identifier: GPL-2.0-only
#
# Completion of mnbench for zsh, which calls this file as a function when it
# first completes a command line of mnbench. The command prints what fits its
# own options.
eval "$(mnbench completion zsh)"
_mnbench "$@"
