#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh: test the packages that make deb left in build/packages. They are
# installed in a clean build root, where a user who is not root measures PLAN
# (default: quick); mnbench-dkms builds the module for a kernel of Debian; and
# purging both leaves nothing. It needs root, for mounting, and downloads what
# the packages depend on.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/e2e/lib.sh

plan=${PLAN:-quick}
packages=$PWD/build/packages
[ "$(id -u)" -eq 0 ] || {
	echo "$0: needs root, to enter a build root" >&2
	exit 2
}
# What is mounted here ends with this script.
if [ "${1:-}" != --unshared ]; then
	rm -rf "$tmp"
	exec unshare --mount --propagation private "$0" --unshared
fi
check 'lintian finds no error and no warning' \
	lintian --allow-root --fail-on error,warning "$packages"/*.changes
tests/packages/root.sh || exit

root=$tmp/root
mkdir "$root"
trap 'umount -R "$root"; rm -rf "$tmp"' EXIT
mount -t tmpfs -o size=8G packages "$root"
tar -x -C "$root" -f build/packages/root.tar
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir "$root/packages"
cp "$packages"/*.deb "$root/packages/"
rm -f "$root"/packages/*dbgsym*

# shellcheck disable=SC2317 # run calls both
inside() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TERM=dumb \
		DEBIAN_FRONTEND=noninteractive /usr/sbin/chroot "$root" "$@"
}
# shellcheck disable=SC2317
as_user() {
	env -i PATH=/usr/bin:/bin HOME=/home/user LC_ALL=C.UTF-8 \
		MNBENCH_SILENCE_S="${MNBENCH_SILENCE_S:-300}" \
		/usr/sbin/chroot --userspec=user:user "$root" "$@"
}
# works NAME COMMAND...: it succeeds; else show what it printed.
works() {
	tap_name=$1
	shift
	run "$@"
	[ "$status" -eq 0 ] || tail -n 20 "$tmp/out" "$tmp/err" | sed 's/^/# /'
	check "$tap_name" [ "$status" -eq 0 ]
}
files() {
	(cd "$root" && find etc usr opt var/lib/mnbench lib/modules \
		2>/dev/null | sort)
}

works 'a user is made' inside useradd -m user
# Only apt's own lists say what there is.
run inside apt-get -q update
files >"$tmp/before"
package=$(cd "$root/packages" && ls mnbench_*.deb)
works 'mnbench is installed with what it depends on' \
	inside apt-get -q -y install "./packages/$package"
works 'its man pages are found' inside man -w mnbench mnbench-results
works 'so is the completion of bash' inside test -s \
	/usr/share/bash-completion/completions/mnbench
works 'a user lists plans' as_user mnbench list plans
works 'and validates the references' as_user sh -c \
	'mnbench validate /usr/lib/mnbench/results/reference/*.json'

touch "$tmp/now"
begin=$(date +%s)
works "a user measures the plan $plan" as_user mnbench run --plan "$plan"
sed 's/^/# /' "$tmp/err" | grep -v ' samples, '
echo "# in $(($(date +%s) - begin)) s, with downloading a kernel"
state=$root/home/user/.local/state/mnbench
check 'the result is in the XDG folder' \
	[ -s "$state/results/$plan-icount-debian.json" ]
check 'the kernel is in the XDG folder' \
	[ -s "$root/home/user/.cache/mnbench/kernel/debian/mnbench.ko" ]
works 'the user sees it' as_user mnbench show \
	"/home/user/.local/state/mnbench/results/$plan-icount-debian.json"
sed 's/^/# /' "$tmp/out"
works 'and has a page' as_user sh -c \
	"cd && mnbench report .local/state/mnbench/results/*.json -o page"
check 'which has its pictures' \
	[ -n "$(find "$root/home/user/page" -name '*.svg')" ]
check 'nothing was written elsewhere' [ -z "$(find "$root/usr" "$root/etc" \
	"$root/var" "$root/opt" -newer "$tmp/now" ! -type d)" ]

# DKMS, for the kernel whose headers are installed.
dkms=$(cd "$root/packages" && ls mnbench-dkms_*.deb)
works 'mnbench-dkms and headers are installed' inside apt-get -q -y install \
	--no-install-recommends "./packages/$dkms" linux-headers-amd64
release=$(basename "$(echo "$root"/lib/modules/*)")
works 'the module is built for them' inside dkms status -m mnbench
check 'and installed' grep -q "^mnbench/.*, $release, .*: installed" "$tmp/out"
works 'modinfo finds it' inside modinfo -k "$release" mnbench
check 'for that kernel' grep -q "^vermagic: *$release " "$tmp/out"
grep -E '^(filename|version|license|vermagic):' "$tmp/out" | sed 's/^/# /'

# What the dependencies installed stays.
works 'both are purged' inside apt-get -q -y purge mnbench mnbench-dkms
files >"$tmp/after"
comm -13 "$tmp/before" "$tmp/after" | grep -i mnbench >"$tmp/left"
sed 's/^/# /' "$tmp/left"
check 'nothing of mnbench is left' [ ! -s "$tmp/left" ]
check 'but what the user has' \
	[ -s "$state/results/$plan-icount-debian.json" ]
finish
