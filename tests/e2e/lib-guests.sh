# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A suite folder (MNBENCH_HOME) whose guests are scripts that write the output
# that a test wants. Read this file after lib.sh.
# shellcheck disable=SC2154 # which sets tmp

export MNBENCH_HOME="$tmp/home"
home=$MNBENCH_HOME
mkdir -p "$home/vm" "$home/build/kernel/fake" "$home/plans"
ln -s "$PWD"/vm/*.sh "$PWD/vm/arch" "$home/vm/"
for file in vmlinuz config mnbench.ko; do
	echo "$file" >"$home/build/kernel/fake/$file"
done
echo agent >"$home/build/agent"

counted='"callbacks":{"unmap":0,"clear":0,"protection_vma":0,"protection_page":0,"soft_dirty":0,"release":0,"migrate":0,"exclusive":0,"other":0},"spurious":0,"invalidations":0,"pages_invalidated":0'

# guests COMMAND...: make guests whose operations take what the shell commands
# print for sample $id: numbers with commas between them. The commands run in
# the folder of the boot.
guests() {
	rm -f "$home/vm/boot.sh"
	cat >"$home/vm/boot.sh" <<-END
		#!/bin/sh
		cd "\$1" || exit 2
		echo true >command
		{
			echo '{"type":"kernel","release":"1","cpus":2}'
			grep '^sample ' ../batch | tr = ' ' |
				while read -r _ _ id _ cell _; do
					ns=\$($*)
					echo "{\"type\":\"start\",\"id\":\$id}"
					printf '{"type":"sample","id":%d,"cell":%d,' "\$id" "\$cell"
					printf '"attach_ns":1,"fill_ns":2,"detach_ns":3,"bytes":4,'
					printf '"chunks_now":0,"chunks_peak":0,'
					printf '"counters":{%s},"expected":{%s},' '$counted' '$counted'
					echo "\"ns\":[\$ns]}"
				done
			echo '{"type":"end","samples":0,"tainted":0,"log":[]}'
		} >answers
	END
	chmod +x "$home/vm/boot.sh"
}
