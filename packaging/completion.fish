# SPDX-License-Identifier: GPL-2.0-only
#
# Completion of mnbench for fish, which reads this file when it first completes
# a command line of mnbench. The command prints what fits its own options.
mnbench completion fish | source
