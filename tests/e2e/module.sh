#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what the module demands of a kernel's configuration: a missing option
# is a compile error with a sentence, and is in the list that kernel.sh checks.
set -u
. tests/e2e/lib.sh

demands='CONFIG_64BIT CONFIG_MODULES CONFIG_MMU_NOTIFIER CONFIG_HMM_MIRROR'

# compile OPTION...: as in a kernel with these.
# shellcheck disable=SC2317,SC2046 # check runs it; a list
compile() {
	gcc $(printf -- '-D%s ' "$@") \
		-fsyntax-only -include module/requirements.h \
		-x c /dev/null 2>"$tmp/err"
}
# shellcheck disable=SC2086 # a list
check 'a configuration with all options is accepted' compile $demands
for option in $demands; do
	others=$(echo " $demands " | sed "s/ $option / /")
	# shellcheck disable=SC2086 # a list
	compile $others
	check "without $option there is one error, a sentence that names it" \
		[ "$?:$(grep -c error: "$tmp/err"):$(grep -Ec \
		"error: .*$option" "$tmp/err")" = 1:1:1 ]
	check "$option is in the list of needed options" \
		grep -q "^$option	" vm/kernel-options
done

own=$tmp/own
mkdir -p "$own/arch/x86/boot" "$own/include/config"
echo 9.9 >"$own/include/config/kernel.release"
touch "$own/arch/x86/boot/bzImage" "$own/Module.symvers"
top=$PWD
# shellcheck source=vm/kernel-needs.sh
. vm/kernel-needs.sh
needed_options x86_64 module guest | sed 's/$/=y/' >"$tmp/needed"
grep -v 'HMM_MIRROR' "$tmp/needed" >"$own/.config"
refused 'an own kernel without CONFIG_HMM_MIRROR' \
	'does not have =y for CONFIG_HMM_MIRROR, see vm/kernel-options' \
	vm/kernel.sh "$own"
for option in SMP ACPI MEM_SOFT_DIRTY; do
	grep -v "_$option=" "$tmp/needed" >"$own/.config"
	refused "an own kernel without CONFIG_$option" \
		"does not have =y for CONFIG_$option, see" vm/kernel.sh "$own"
done
for option in CROSS_MEMORY_ATTACH PREEMPT_DYNAMIC; do
	check "CONFIG_$option is asked for by the tests alone" \
		[ "$(needed_options x86_64 module guest | grep -c "_$option"
	):$(needed_options x86_64 tests | grep -c "_$option")" = 0:1 ]
done
check 'what is for one architecture is not asked for on another' \
	[ "$(needed_options x86_64 module guest tests | grep -c ARM64
	):$(needed_options arm64 module guest tests | grep -c ARM64)" = 0:1 ]
rm -rf "build/kernel/own-9.9"

finish
