# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A shell function that lets apt know the packages of another architecture. The
# configuration and the state of apt on this system stay as they are.

# apt_for ARCH FOLDER: let apt download packages of Debian's architecture ARCH,
# or with the ending :NATIVE those of this system's, from this system's sources.
# Its state is in FOLDER. Lists older than half a day are read again, and the
# old ones are used if that fails.
apt_for() {
	mkdir -p "$2/lists/partial" "$2/cache/archives/partial"
	exec 5>"$2/lock"
	flock 5
	: >"$2/status"
	cat >"$2/apt.conf.new" <<-EOF
		APT::Architecture "$1";
		APT::Architectures { "$1"; "$(dpkg --print-architecture)"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Dir::State "$2";
		Dir::State::lists "$2/lists";
		Dir::State::status "$2/status";
		Dir::Cache "$2/cache";
	EOF
	mv "$2/apt.conf.new" "$2/apt.conf"
	export APT_CONFIG="$2/apt.conf"
	if [ -z "$(find "$2/complete" -mmin -720 2>/dev/null)" ]; then
		echo "kernel: downloading package lists for $1" >&2
		if apt-get -qq update >&2; then
			: >"$2/complete"
		elif [ ! -e "$2/complete" ]; then
			echo "kernel: there are no package lists for $1" >&2
			return 1
		fi
	fi
	exec 5>&-
}
