#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what vm/deps.sh prints, with a fake apt.
set -u
. tests/e2e/lib.sh

mkdir "$tmp/bin"
fake() {
	{
		echo '#!/bin/sh'
		cat
	} >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}
# The fake dpkg-query knows no installed package.
fake dpkg-query <<-'END'
	exit 1
END
fake apt-cache <<-'END'
	case $1 in
	policy) echo '  Candidate: 1:10.0.2' ;;
	esac
END
fake apt-get <<-'END'
	echo "debconf: chatter" >&2
	echo "Setting up chatter"
	for argument; do
		[ "$argument" != "$APT_FAILS" ] || exit 100
	done
END
fake id <<-'END'
	echo "$APT_USER"
END
fake sudo <<-'END'
	exec "$@"
END
export APT_FAILS='' APT_USER=0
# shellcheck disable=SC2317 # called by run and refused
deps() {
	PATH="$tmp/bin:$PATH" vm/deps.sh
}

run deps
check 'packages are installed' [ "$status" -eq 0 ]
check 'the packages are named before apt runs' \
	[ "$(sed -n 's/^deps: \([a-z]*\) .*/\1/p' "$tmp/out" | xargs)" = \
	'updating installing' ]
check 'the packages are named' grep -q '^deps: installing .*qemu-system-x86' \
	"$tmp/out"
top=$PWD
. vm/arch.sh
ARCH=arm64
[ "$(native_arch)" != arm64 ] || ARCH=x86_64
read_arch "$ARCH"
check 'but not those for guests of another architecture' \
	sh -c "! grep -q '$arch_compiler' '$tmp/out'"
export ARCH
run deps
check 'ARCH installs them' grep -q \
	"^deps: installing .*$arch_qemu_package $arch_compiler $arch_libc" \
	"$tmp/out"
# One emulator is installed, of a newer suite than apt prefers.
mv "$tmp/bin/dpkg-query" "$tmp/bin/apt-cache" "$tmp/bin/apt-get" "$tmp"
native_qemu=$(read_arch "$(native_arch)" && echo "$arch_qemu_package")
fake dpkg-query <<-END
	for package; do :; done
	[ "\$package" = $native_qemu ] || exit 1
	echo 'installed 1:10.0.2~bpo'
END
fake apt-cache <<-END
	case \$1,\$2 in
	policy,$native_qemu) echo '  Candidate: 1:10.0.2~bpo' ;;
	policy,*) echo '  Candidate: 1:7.2' ;;
	madison,*) echo "\$2 | 1:10.0.2~bpo | backports" ;;
	esac
END
fake apt-get <<-END
	echo "\$*" >>"$tmp/asked"
END
run deps
check 'the other emulator comes from the same suite' grep -Eq \
	" install .*-t [a-z]*-backports $arch_qemu_package\$" "$tmp/asked"
mv "$tmp/dpkg-query" "$tmp/apt-cache" "$tmp/apt-get" "$tmp/bin"
ARCH=z80
refused 'an unknown ARCH' "ARCH is 'z80'; allowed: arm64, x86_64" deps
unset ARCH
run deps
check 'the output of what succeeded is not shown' \
	sh -c "! cat '$tmp/out' '$tmp/err' | grep chatter"

# fails NAME ARGUMENT: the first line says what failed, the rest is apt's
# output.
fails() {
	APT_FAILS=$2
	run deps
	check "$1" [ "$status" -eq 2 ]
	check "$1: one line says so" \
		[ "$(grep -c "^vm/deps.sh: 'apt-get $2' failed; it said:" "$tmp/err")" \
		-eq 1 ]
	check "$1: apt's words" grep -q '^    debconf: chatter' "$tmp/err"
}
fails 'package lists that cannot be had' update
fails 'packages that cannot be installed' install
APT_FAILS=

APT_USER=1000
run deps
check 'sudo is used by those who are not root' [ "$status" -eq 0 ]
rm "$tmp/bin/sudo"
# PATH has no folder of the system, so that only these programs are found.
for program in sh sed tr dpkg cat mktemp rm dirname uname; do
	ln -s "$(command -v $program)" "$tmp/bin/$program"
done
# shellcheck disable=SC2317
alone() {
	PATH="$tmp/bin" vm/deps.sh
}
refused 'neither root nor sudo' \
	'neither root nor sudo: install these as root: .*gnuplot' alone
rm "$tmp/bin/apt-get"
refused 'no apt' \
	'no apt here; install what is missing .*: gcc make .*jansson.h' alone

finish
