#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of the scripts of make lint: each finds its kind of mistake. Each is run
# in a small tree with one mistake.
set -u
. tests/e2e/lib.sh

tree=$tmp/tree
mkdir -p "$tree/tests" "$tree/workloads" "$tree/docs"
cp -r tests/lint "$tree/tests/"
# Nothing is exempt in the small tree.
sed -i 's/^pending=.*/pending=/' "$tree"/tests/lint/*.sh
id='SPDX-License-Identifier: GPL-2.0-only'
wide=$(printf '%081d' 0)

# found NAME CHECK FILE TEXT: the check names the file that holds the text.
found() {
	printf '%s\n' "$4" >"$tree/$3"
	run "$tree/tests/lint/$2.sh"
	check "$1" grep -q "^$3:" "$tmp/out"
	check "$1: it fails" [ "$status" -ne 0 ]
	rm "$tree/$3"
}
# passed NAME CHECK FILE TEXT: the check has nothing against it.
passed() {
	printf '%s\n' "$4" >"$tree/$3"
	run "$tree/tests/lint/$2.sh"
	check "$1" [ "$status:$(wc -c <"$tmp/out")" = 0:0 ]
	rm "$tree/$3"
}

run "$tree/tests/lint/spdx.sh"
check 'a good tree' [ "$status" -eq 0 ]
found 'a .c file with a comment of the other style' spdx workloads/x.c \
	"/* $id */"
found 'a .h file with //' spdx workloads/x.h "// $id"
found 'a script without a licence' spdx docs/x.sh '#!/bin/sh'
found 'a licence too far down' spdx docs/x.sh \
	"$(printf '#!/bin/sh\n\n# %s' "$id")"
found 'another licence' spdx workloads/x.c '// SPDX-License-Identifier: MIT'
passed 'a .c file with //' spdx workloads/x.c "// $id"
passed 'a .h file with a comment' spdx workloads/x.h "/* $id */"
passed 'a script' spdx docs/x.sh "$(printf '#!/bin/sh\n# %s' "$id")"
passed 'a plan' spdx docs/x.ini "# $id"

found 'a line of 81 columns' columns workloads/x.c "//${wide#??}"
found 'a tab is 8 columns' columns workloads/x.c \
	"$(printf '\t//%s' "${wide#??????????}")"
found 'a wide line of a document' columns docs/x.md "$wide"
passed 'a line of 80 columns' columns workloads/x.c "//${wide#???}"
passed 'characters are not bytes' columns docs/x.md "µ${wide#??}"
passed 'a wide row of a table' columns docs/x.md "| $wide |"
passed 'a URL' columns docs/x.md "https://example.org/$wide"
passed 'a wide string in a script' columns docs/x.sh "	'$wide' \\"

found 'a source without a first comment' first-sentence workloads/x.c \
	"$(printf '// %s\n#include <x.h>\n/* Too late. */' "$id")"
found 'a script without a first comment' first-sentence docs/x.sh \
	"$(printf '#!/bin/sh\n# %s\nset -eu\n# Too late.' "$id")"
found 'a plan without a first comment' first-sentence docs/x.ini \
	"$(printf '# %s\n[plan]\n; Too late.' "$id")"
found 'a first comment without a sentence' first-sentence workloads/x.h \
	"$(printf '/* %s */\n/* TODO */' "$id")"
passed 'a source with a sentence' first-sentence workloads/x.c \
	"$(printf '// %s\n/* The table of x. */' "$id")"
passed 'a long first comment' first-sentence workloads/x.h \
	"$(printf '/* %s */\n/*\n * The table\n * of x.\n */' "$id")"
passed 'a script with a sentence' first-sentence docs/x.sh \
	"$(printf '#!/bin/sh\n# %s\n#\n# x.sh: print x.' "$id")"
passed 'a plan with a sentence' first-sentence docs/x.ini \
	"$(printf '# %s\n; This plan measures x.\n[plan]' "$id")"
finish
