#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Test of the table of modes: what userspace is built with is what the compiled
# module says of itself, in whatever form of C a mode is written.
set -u
. tests/e2e/lib.sh

ko=build/kernel/$(vm/kernel.sh --name "${KERNEL:-debian}")/mnbench.ko

# Standard input is a table; each row is printed with single spaces.
squeeze() {
	tr -s ' ' | sed 's/^ //; s/ $//' | sort
}
objcopy -O binary --only-section=.modinfo "$ko" "$tmp/info"
tr '\0' '\n' <"$tmp/info" >"$tmp/lines"
sed -n 's/^mode_table=//p' "$tmp/lines" | squeeze >"$tmp/module"
for source in bench/agent/mode_*.c; do
	basename "$source" .c | sed 's/^mode_/^/; s/_/[_-]/g; s/$/,/'
done >"$tmp/agent"
sed 's/^MNBENCH_MODE *(//; s/);$//' build/gen/modes.inc |
	grep -v -f "$tmp/agent" | squeeze >"$tmp/userspace"
check 'the module has a table of modes' [ "$(wc -l <"$tmp/module")" -ge 14 ]
check 'userspace has the same, with coverage, flags and texts' \
	diff "$tmp/module" "$tmp/userspace"

sed -n 's/^mode=//p' "$tmp/lines" | sort >"$tmp/names"
"$mnbench" list modes | grep -o '^[^ ]*' | sed 's/$/,/' |
	grep -v -f "$tmp/agent" | sed 's/,$//' | sort >"$tmp/listed"
check 'mnbench lists the modes of the module' diff "$tmp/names" "$tmp/listed"

cat >"$tmp/mode_odd.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
#include <linux/no_such_header.h>
#include "compat.h"
#include "mode.h"
#define NAME "odd"
/* MNBENCH_MODE(no, "no", MODE_COVERS_NOTHING, 0, "in a comment", ""); */
static int x; MNBENCH_MODE ( odd ,
	NAME, MODE_COVERS_CHUNKS, MODE_FILTERS
	| MODE_KEEPS, "a );" "text", "who"
	); static int y;
END
run module/mode_table.sh "$tmp/headers" "$tmp/mode_odd.c"
check 'a mode is found in any C layout' [ "$status" -eq 0 ]
tr -d ' \n' >"$tmp/expected" <<'END'
MNBENCH_MODE( odd , "odd", MODE_COVERS_CHUNKS, (1U << 0) | (1U << 1),
"a );" "text", "who" );
END
echo >>"$tmp/expected"
check 'and read as the compiler does' \
	sh -c "tr -d ' ' <'$tmp/out' | diff '$tmp/expected' -"
echo '#include "mode.h"' >"$tmp/mode_none.c"
run module/mode_table.sh "$tmp/headers" "$tmp/mode_odd.c" "$tmp/mode_none.c"
check 'a source without a mode is an error, in one line' \
	[ "$status:$(wc -l <"$tmp/err")" = 1:1 ]

finish
