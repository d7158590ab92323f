#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# deps.sh [PART]: install with apt the packages that building, running and
# testing need, and those that a slower test needs: PART is fuzz, page, fleet,
# packages or debug, for make fuzz, check-page, check-fleet, check-packages or
# check-debug.
#
# ARCH: the architecture of guests (default: that of this machine). For another
# one its emulator and a cross compiler are installed, too.
#
# Where apt offers no QEMU that is new enough, backports are added to its
# sources. Without apt the script lists what is missing and installs nothing.
# Exit status 2 if packages cannot be installed.
set -eu
export LC_ALL=C

packages="build-essential libjansson-dev libinih-dev libgsl-dev libcmocka-dev
libnuma-dev libelf-dev libjemalloc-dev gnuplot-nox parallel xz-utils zstd sparse
shellcheck clang-format busybox-static libxml2-utils python3-jsonschema
python3-yaml e2fsprogs"
qemu_wanted=8.1

bad() {
	echo "$0: $*" >&2
	exit 2
}

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=vm/arch.sh
. "$top/vm/arch.sh"
read_arch "$(native_arch)"
native_debian=$arch_debian
packages="$packages $arch_qemu_package"
commands=$arch_qemu
if [ "${ARCH:-$(native_arch)}" != "$(native_arch)" ]; then
	known_arch "$ARCH" || bad "ARCH is '$ARCH'; allowed: $(known_archs)"
	read_arch "$ARCH"
	packages="$packages $arch_qemu_package $arch_compiler $arch_libc"
	commands="$commands $arch_qemu ${arch_tools}gcc"
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	missing=
	for command in gcc make patch gnuplot xz zstd sparse shellcheck \
		clang-format $commands flock setpriv; do
		command -v "$command" >/dev/null || missing="$missing $command"
	done
	if [ "${1:-}" = fuzz ] && ! command -v clang >/dev/null; then
		missing="$missing clang"
	fi
	for command in chromium pdftotext pdfinfo; do
		[ "${1:-}" != page ] || command -v "$command" >/dev/null ||
			missing="$missing $command"
	done
	for command in bc bison flex; do
		[ "${1:-}" != debug ] || command -v "$command" >/dev/null ||
			missing="$missing $command"
	done
	for header in jansson ini gsl/gsl_version cmocka numa libelf; do
		echo "#include <$header.h>" >"${TMPDIR:-/tmp}/mnbench-$$.c"
		cc -include stdarg.h -include stddef.h -include stdint.h \
			-include setjmp.h -fsyntax-only \
			"${TMPDIR:-/tmp}/mnbench-$$.c" 2>/dev/null ||
			missing="$missing $header.h"
		rm -f "${TMPDIR:-/tmp}/mnbench-$$.c"
	done
	[ -n "$missing" ] || exit 0
	bad \
		"no apt here; install what is missing (QEMU >= $qemu_wanted):$missing"
fi

# Print the packages with libFuzzer and the sanitizers of apt's default clang.
fuzz_packages() {
	version=$(apt-cache depends clang 2>/dev/null |
		sed -n 's/^ *Depends: clang-\([0-9]*\)$/\1/p' | head -n 1)
	echo "clang libclang-rt-${version:-14}-dev"
}
case ${1:-} in
fuzz) packages="$packages $(fuzz_packages)" ;;
page) packages="$packages chromium poppler-utils fonts-dejavu-core" ;;
fleet) packages="$packages slurm-wlm munge" ;;
debug) packages="$packages bc bison flex" ;;
packages) packages="$packages debhelper dh-dkms lintian mmdebstrap" ;;
esac

# Print those of the given packages that are not installed, or too old.
missing() {
	for package; do
		version=$(dpkg-query -W -f '${db:Status-Status} ${Version}' \
			"$package" 2>/dev/null) || version=
		case $package,$version in
		qemu-system-*,installed\ *)
			new_enough "${version#* }" || echo "$package"
			;;
		*,installed\ *) ;;
		*) echo "$package" ;;
		esac
	done
}

new_enough() {
	dpkg --compare-versions "${1#*:}" ge "$qemu_wanted"
}

candidate() {
	apt-cache policy "$qemu_package" | sed -n 's/^ *Candidate: //p'
}

# Print the newest version that apt can install, from any of its sources.
newest() {
	apt-cache madison "$qemu_package" | awk '{ print $3 }' |
		{
			best=0
			while read -r version; do
				if dpkg --compare-versions "$version" gt \
					"$best"; then
					best=$version
				fi
			done
			echo "$best"
		}
}

# shellcheck disable=SC2086 # a list
needed=$(missing $packages | tr '\n' ' ')
# QEMU's packages are of one version; this is one that is needed. Of one that is
# installed apt prefers the installed version, but not of the others.
qemu_package=
for package in $needed; do
	case $package in qemu-system-*) qemu_package=$package ;; esac
done
# The package lists must exist, because the guest kernel is downloaded with apt.
# Asking apt takes a second.
if [ -z "$needed" ] && {
	[ -n "$(find /var/lib/apt/lists -name '*_Packages*' -size +0 \
		2>/dev/null | head -n 1)" ] ||
		apt-cache show "linux-image-$native_debian" 2>/dev/null |
		grep -q .
}; then
	exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null ||
		bad "neither root nor sudo: install these as root: $needed"
	as_root=sudo
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Show what apt and the scripts of packages print only if they fail.
apt_get() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
		-o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 && return
	echo "$0: 'apt-get $1' failed; it said:" >&2
	tail -n 20 "$log" | sed 's/^/    /' >&2
	exit 2
}

update() {
	echo "deps: updating apt's package lists"
	apt_get update
}

# Print Debian's name for the suite of this system.
suite() {
	sed -n 's/^VERSION_CODENAME=//p' /etc/os-release
}

# Add backports, from the same archive that the suite itself comes from.
add_backports() {
	suite=$(suite)
	file=/etc/apt/sources.list.d/mnbench-backports.sources
	# shellcheck disable=SC2016 # apt expands it
	uri=$(apt-get indextargets \
		--format '$(CODENAME) $(COMPONENT) $(REPO_URI)' \
		'Created-By: Packages' |
		sed -n "s/^$suite main //p" | head -n 1)
	if [ -z "$suite" ] || [ -z "$uri" ] || [ -e "$file" ]; then
		bad \
			"QEMU >= $qemu_wanted is needed, and apt offers $(candidate): install it by hand"
	fi
	echo \
		"deps: adding $suite-backports to apt's sources, for QEMU >= $qemu_wanted: $file"
	keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	{
		echo "Types: deb"
		echo "URIs: $uri"
		echo "Suites: $suite-backports"
		echo "Components: main"
		[ ! -e "$keyring" ] || echo "Signed-By: $keyring"
	} | $as_root tee "$file" >/dev/null
	update
}

update
case $needed in
*qemu-system-*)
	if ! new_enough "$(candidate)"; then
		new_enough "$(newest)" || add_backports
		version=$(newest)
		new_enough "$version" ||
			bad \
				"QEMU >= $qemu_wanted is needed, and apt offers $version"
	fi
	;;
esac
[ -n "$needed" ] || exit 0
echo "deps: installing $needed"
qemu=
others=
for package in $needed; do
	case $package in
	qemu-system-*) qemu="$qemu $package" ;;
	*) others="$others $package" ;;
	esac
done
# shellcheck disable=SC2086 # a list
[ -z "$others" ] || apt_get install --no-install-recommends $others
if [ -n "$qemu" ]; then
	if new_enough "$(candidate)"; then
		# shellcheck disable=SC2086 # a list
		apt_get install --no-install-recommends $qemu
	else
		# The packages that QEMU needs must be of the same suite.
		# shellcheck disable=SC2086 # a list
		apt_get install \
			--no-install-recommends -t "$(suite)-backports" \
			$qemu
	fi
fi
