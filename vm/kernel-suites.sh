# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions that let kernel.sh ask the package lists of any suite of
# Debian, whatever suite this system is. Lists and packages are below
# build/download/apt: the state of the system's own apt is not changed, and no
# root is needed. The archive is the one from which the system itself installs.
# shellcheck disable=SC2034 # callers use suite and why
# shellcheck disable=SC2154 # kernel.sh sets cache and the architecture

# The suites that kernel.sh looks through, the oldest first.
debian_suites='bookworm trixie'

# Print Debian's name for the suite of this system; nothing if it is no Debian.
this_suite() {
	! grep -qx 'ID=debian' /etc/os-release 2>/dev/null ||
		sed -n 's/^VERSION_CODENAME=//p' /etc/os-release
}

# Print in which order to look: the lists that the system's apt has now (-), all
# lists of this suite, then the other suites, the newest first.
suites_to_ask() {
	# The system's apt has no lists of another architecture.
	[ -n "$arch_suffix" ] || echo -
	own=$(this_suite)
	[ -n "$own" ] || return 0
	echo "$own"
	newest_first=
	for each in $debian_suites; do
		[ "$each" = "$own" ] || newest_first="$each $newest_first"
	done
	# shellcheck disable=SC2086 # a list
	[ -z "$newest_first" ] || printf '%s\n' $newest_first
}

# Print where this system's apt finds component main of suite $1.
archive_of() {
	# shellcheck disable=SC2016 # apt expands it
	apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' \
		'Created-By: Packages' 2>/dev/null |
		sed -n "s/^$1 main //p" | head -n 1
}

# Run apt with the state of the suite that is open.
apt_run() {
	if [ -n "$state" ]; then
		APT_CONFIG=$state/apt.conf "$@"
	else
		"$@"
	fi
}

# Write the configuration and the sources of suite $1.
write_state() {
	own=$(this_suite)
	archive=$(archive_of "$own")
	security=$(archive_of "$own-security")
	if [ -z "$archive" ]; then
		why="apt has read no lists of '$own': run 'make deps'"
		return 1
	fi
	keyring=
	for each in /usr/share/keyrings/debian-archive-keyring.gpg \
		/usr/share/keyrings/debian-archive-keyring.pgp; do
		[ ! -e "$each" ] || keyring=$each
	done
	option=${keyring:+"[signed-by=$keyring] "}
	for each in "$1" "$1-updates" "$1-backports"; do
		echo "deb $option$archive $each main"
	done >"$state/sources.list"
	[ -z "$security" ] ||
		echo "deb $option$security $1-security main" \
			>>"$state/sources.list"
	: >"$state/status"
	this_arch=$(dpkg --print-architecture)
	{
		# How to reach the archive is all that the system says.
		apt-config dump Acquire
		cat <<-END
			Dir::Etc::main "/dev/null";
			Dir::Etc::parts "/dev/null";
			Dir::Etc::sourcelist "$state/sources.list";
			Dir::Etc::sourceparts "/dev/null";
			Dir::Etc::preferences "/dev/null";
			Dir::Etc::preferencesparts "/dev/null";
			Dir::State "$state";
			Dir::State::status "$state/status";
			Dir::Cache "$state";
			Dir::Log "$state";
			APT::Architecture "$for_arch";
			APT::Architectures { "$for_arch"; "$this_arch"; };
			APT::Sandbox::User "root";
			APT::Install-Recommends "false";
			APT::Update::Error-Mode "any";
		END
	} >"$state/apt.conf"
}

# Open the lists of suite $1, for packages of Debian's architecture $2: set
# suite, and state to the folder of its state; both are empty for the lists of
# the system (-). Lists older than half a day are read again. Fails and sets why
# if there are none.
open_suite() {
	suite=
	state=
	[ "$1" != - ] || return 0
	suite=$1
	for_arch=${2:-$arch_debian}
	state=$cache/download/apt/$1-$for_arch
	mkdir -p "$state/lists/partial" "$state/archives/partial"
	exec 8>"$state/lock"
	flock 8
	# A folder that was copied here has the paths of the other place.
	if grep -qsxF "Dir::State \"$state\";" "$state/apt.conf" &&
		[ -n "$(find "$state/updated" -mmin -720 2>/dev/null)" ]; then
		return 0
	fi
	echo "kernel: reading the package lists of $1" >&2
	write_state "$1" || return
	if apt_run apt-get -qq update >"$state/log" 2>&1; then
		touch "$state/updated"
	elif [ -e "$state/updated" ]; then
		echo "kernel: they cannot be read now, so those of" \
			"$(date -r "$state/updated" +%F) are used" >&2
	else
		why="the package lists of $1 cannot be read: $(
			sed -n 's/^[EW]: *//p' "$state/log" | head -n 1
		)"
		return 1
	fi
}

# Let others use the lists of the suite.
close_suite() {
	exec 8>&-
}
