#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of make install and make uninstall: what is installed works at another
# place and for a user who may only read it, and writes to the user's XDG
# folders. The kernel comes from a fake apt. make check-packages does the same
# with packages, a kernel and guests.
#
# It builds in this tree, so no other script may run beside it.
set -u
. tests/e2e/lib.sh

unset MNBENCH_HOME MNBENCH_CACHE MNBENCH_STATE XDG_CACHE_HOME XDG_STATE_HOME
chmod 755 "$tmp"
run make install PREFIX=/opt DESTDIR="$tmp/root"
sed 's/^/# /' "$tmp/err"
check 'make install' [ "$status" -eq 0 ]
files() {
	(cd "$1" && find . ! -type d | sort)
}
files "$tmp/root" >"$tmp/installed"
check 'all is below PREFIX' not grep -qv '^\./opt/' "$tmp/installed"
for file in bin/mnbench lib/mnbench/agent lib/mnbench/plans/quick.ini \
	lib/mnbench/plans/reports/twopass.ini \
	lib/mnbench/plot/page.css lib/mnbench/vm/kernel.sh \
	lib/mnbench/module/Kbuild lib/mnbench/module/mnbench_abi.h \
	share/man/man1/mnbench.1 share/man/man5/mnbench-results.5 \
	share/bash-completion/completions/mnbench \
	share/zsh/site-functions/_mnbench \
	share/fish/vendor_completions.d/mnbench.fish \
	share/doc/mnbench/README.md; do
	check "$file" [ -s "$tmp/root/opt/$file" ]
done
readme=share/doc/mnbench/README.md
grep -o '](docs/[a-z0-9-]*\.md' README.md | sed 's,](docs/,,' |
	sort -u >"$tmp/links"
while read -r document; do
	check "README refers to $document beside it" \
		grep -q "]($document" "$tmp/root/opt/$readme"
done <"$tmp/links"
check 'references are there' [ "$(
	find "$tmp/root/opt/lib/mnbench/results/reference" -name '*.json' |
		wc -l
)" -eq "$(find results/reference -name '*.json' | wc -l)" ]
check 'scripts that start others are installed with them' sh -c "
	grep -ho 'top/vm/[a-z-]*\.sh' vm/*.sh | sort -u | sed 's,top/,,' |
		while read -r script; do
			[ -e '$tmp/root/opt/lib/mnbench/'\"\$script\" ] ||
				exit 1
		done"

# At another place, which nobody may write to. root may write anywhere, so it
# takes another user.
mv "$tmp/root/opt" "$tmp/moved"
chmod -R a-w,a+rX "$tmp/moved"
mkdir -m 777 "$tmp/user" "$tmp/user/home" "$tmp/user/bin"
mnbench=$tmp/moved/bin/mnbench
# shellcheck disable=SC2317 # run calls it
as_user() {
	set -- env HOME="$tmp/user/home" \
		PATH="$tmp/user/bin:$tmp/moved/bin:$PATH" "$@"
	if [ "$(id -u)" -eq 0 ]; then
		set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
	(cd "$tmp/user" && "$@")
}
find "$tmp/moved" | sort >"$tmp/before"
touch "$tmp/now"
# works NAME PATTERN COMMAND...: it succeeds, and prints what matches.
works() {
	tap_name=$1
	tap_pattern=$2
	shift 2
	run as_user "$@"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
	check "$tap_name" [ "$status" -eq 0 ]
	check "$tap_name: its output" grep -Eq -- "$tap_pattern" "$tmp/out"
}
works 'list plans' '^quick ' mnbench list plans
works 'list modes of the running kernel' '^none .*available' \
	mnbench list modes --venue host
run as_user mnbench run --check --plan quick
check 'check a plan' [ "$status" -eq 0 ]
works 'validate the references' ': valid, ' mnbench validate \
	"$tmp"/moved/lib/mnbench/results/reference/*.json
cp tests/golden/*.json "$tmp/user/"
golden=$(cd "$tmp/user" && for file in *.json; do
	if "$mnbench" show "$file" >/dev/null 2>&1; then
		echo "$file"
		break
	fi
done)
works 'show a result' '^ *mnbench run --plan ' mnbench show "$golden"
works 'list the plots' '^overhead ' mnbench report --list
works 'the completion of bash' 'plans.*quick|quick' bash -c \
	". '$tmp/moved/share/bash-completion/completions/mnbench'
	COMP_WORDS=(mnbench run --plan q)
	COMP_CWORD=3
	\$(complete -p mnbench | sed 's/.*-F \([^ ]*\).*/\1/')
	echo \"\${COMPREPLY[@]}\""

# A run in venue host, with its default result.
cat >"$tmp/user/p.ini" <<-'END'
	[plan]
	summary = one cell
	samples = 2
	[cells]
	workload = touch
	mode = none
	ops = 5
	warmup = 1
END
run as_user mnbench run --plan ./p.ini --venue host
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
state=$tmp/user/home/.local/state/mnbench
check 'a result is stored in the XDG folder' \
	[ "$(find "$state/results" -name 'p-host-*.json' | wc -l)" -eq 1 ]
check 'and nothing is left of the run' \
	[ -z "$(find "$state/run" -mindepth 1)" ]

# A kernel that is not prepared. Its module is the agent, which is ELF, too.
fake() {
	{
		echo '#!/bin/sh'
		cat
	} >"$tmp/user/bin/$1"
	chmod 755 "$tmp/user/bin/$1"
}
fake apt-cache <<-'END'
	echo "$2"
	case $2 in
	linux-image-amd64) echo '  Depends: linux-image-6.1.0-9-amd64' ;;
	linux-headers-6*) echo '  Depends: linux-headers-6.1.0-9-common' ;;
	esac
END
fake apt-get <<-'END'
	while [ "$1" != download ]; do shift; done
	shift
	for package; do touch "$package.deb"; done
END
fake dpkg-deb <<-END
	mkdir -p "\$3"
	case \${2##*/} in
	linux-headers-6*-amd64.deb)
		headers=\$3/usr/src/linux-headers-6.1.0-9-amd64
		mkdir -p "\$headers"
		printf 'modules:\n\tcp -f %s \$(M)/mnbench.ko\n' \
			'$tmp/moved/lib/mnbench/agent' >"\$headers/Makefile"
		;;
	linux-image-6*)
		mkdir -p "\$3/boot" "\$3/lib/modules/6.1.0-9-amd64"
		echo image >"\$3/boot/vmlinuz-6.1.0-9-amd64"
		echo CONFIG_HZ=250 >"\$3/boot/config-6.1.0-9-amd64"
		;;
	esac
END
cache=$tmp/user/cache/mnbench
run as_user env XDG_CACHE_HOME="$tmp/user/cache" mnbench run --plan ./p.ini
check 'a run prepares the kernel and says so' \
	grep -q "^kernel 'debian' is not prepared.* in $cache/kernel/debian" \
	"$tmp/err"
check 'downloads it' [ -e "$cache/download/debian/complete" ]
check 'and builds the module for it' [ -s "$cache/kernel/debian/mnbench.ko" ]
works 'mnbench kernel' "^$cache/kernel/debian\$" \
	env XDG_CACHE_HOME="$tmp/user/cache" mnbench kernel
run as_user env XDG_CACHE_HOME="$tmp/user/cache" mnbench run --plan ./p.ini
check 'a prepared kernel is kept' not grep -q 'not prepared' "$tmp/err"
echo 0.0 >"$cache/kernel/debian/prepared-by"
run as_user env XDG_CACHE_HOME="$tmp/user/cache" mnbench run --plan ./p.ini
check 'another version builds the module again' \
	grep -q 'is not prepared for this mnbench' "$tmp/err"
run as_user env MNBENCH_CACHE="$tmp/user/own" mnbench kernel
check 'MNBENCH_CACHE is that folder itself' \
	grep -qx "$tmp/user/own/kernel/debian" "$tmp/out"
refused 'MNBENCH_CACHE must be absolute' "MNBENCH_CACHE is 'x'; allowed" \
	as_user env MNBENCH_CACHE=x mnbench kernel
refused 'no home at all' 'HOME is not set' as_user env -u HOME mnbench kernel

# Nothing was written elsewhere.
find "$tmp/moved" | sort >"$tmp/after"
check 'what is installed has no new file' cmp -s "$tmp/before" "$tmp/after"
check 'nor a changed one' [ -z "$(find "$tmp/moved" -newer "$tmp/now")" ]
find "$tmp/user/home" -mindepth 1 -maxdepth 3 ! -path '*/.local' \
	! -path '*/.local/state' ! -path '*/.local/state/mnbench' >"$tmp/other"
check 'the home folder has only the XDG folder' [ ! -s "$tmp/other" ]

# Without what was installed, nothing is left but what a user made.
chmod -R u+w "$tmp/moved"
mv "$tmp/moved" "$tmp/root/opt"
echo mine >"$tmp/root/opt/share/man/man1/other.1"
run make uninstall PREFIX=/opt DESTDIR="$tmp/root"
check 'make uninstall removes what install has installed' \
	[ "$(files "$tmp/root")" = ./opt/share/man/man1/other.1 ]
finish
