#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of KERNEL=running where the system has all files of its kernel. In a
# namespace of its own, Debian's packages look as if they were installed, and
# uname says that their kernel runs.
set -u
. tests/e2e/lib.sh

kernel=$PWD/build/kernel/debian
root=$kernel/root
release=$(cat "$kernel/release") || exit 1
mkdir "$tmp/bin" "$tmp/home"
cp -r vm module workloads plans build/agent "$tmp/home/"
cat >"$tmp/bin/uname" <<-END
	#!/bin/sh
	[ "\$1" = -r ] || exec $(command -v uname) "\$@"
	echo $release
END
chmod +x "$tmp/bin/uname"
mkdir -p "$tmp/home/build"
mv "$tmp/home/agent" "$tmp/home/build/"

# lay FOLDER...: a command that shows what is in these folders in the last of
# them, unless that is the only one that exists.
lay() {
	lay_folders=
	for lay_folder; do
		[ ! -d "$lay_folder" ] ||
			lay_folders=$lay_folders${lay_folders:+:}$lay_folder
	done
	[ "$lay_folders" != "$lay_folder" ] ||
		return 0
	echo "mount -t overlay -o ro,lowerdir=$lay_folders overlay $lay_folder"
}
{
	echo 'set -eu'
	lay "$root/lib" "$root/usr/lib" /usr/lib
	lay "$root/usr/src" /usr/src
	lay "$root/boot" /boot
	echo 'exec "$@"'
} >"$tmp/installed.sh"

as_root=
[ "$(id -u)" -eq 0 ] || as_root=--map-root-user

# installed COMMAND...: run it where the kernel is installed and runs.
# shellcheck disable=SC2317 # called by check and run
installed() {
	PATH=$tmp/bin:$PATH MNBENCH_HOME=$tmp/home \
		unshare ${as_root:+"$as_root"} --mount \
		sh "$tmp/installed.sh" "$@"
}

if ! unshare ${as_root:+"$as_root"} --mount mount -t overlay overlay \
	-o "ro,lowerdir=$tmp/bin:$tmp/home" "$tmp/home" 2>"$tmp/err"; then
	echo "# skipped: no overlay: $(head -n 1 "$tmp/err")"
	check 'the test of the running kernel is skipped' true
	finish
fi
check 'the kernel looks installed' installed test -r "/lib/modules/$release"

run installed "$tmp/home/vm/kernel.sh" --name running
name=$(cat "$tmp/out")
check 'its name' [ "$name" = "running-$release" ]
run installed "$tmp/home/vm/kernel.sh" running
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/err"
check 'the running kernel is prepared' [ "$status" -eq 0 ]
check 'it has that release' \
	[ "$(cat "$tmp/home/build/kernel/$name/release")" = "$release" ]
for file in vmlinuz config; do
	check "$file is that of the packages" \
		cmp "$kernel/$file" "$tmp/home/build/kernel/$name/$file"
done
check 'it is measured in a guest' installed "$mnbench" run --plan quick \
	--set workload=munmap --set device_ns=0 --kernel running \
	-o "$tmp/result.json" 2>"$tmp/log"
run "$mnbench" show "$tmp/result.json"
[ "$status" -eq 0 ] || sed 's/^/# /' "$tmp/log" "$tmp/err"
check 'the result names its kernel' grep -q "kernel $release" "$tmp/out"

finish
