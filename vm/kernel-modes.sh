# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Shell functions with which kernel.sh collects the kernel modules of modes that
# are drivers of the kernel prepared in $dir.
# shellcheck disable=SC2154 # kernel.sh sets dir and the architecture

# Print the file of the kernel's module $1, compressed or not. A dash in its
# name may be an underscore.
find_module() {
	pattern=$(echo "$1" | sed 's/[-_]/[-_]/g')
	path=$(sed -n "s/\.k\{0,1\}o\$//; \,\(^\|/\)$pattern\$,p" \
		"$dir/modules/modules.order" 2>/dev/null | head -n 1)
	[ -n "$path" ] || return 1
	for form in '' .xz .zst .gz; do
		[ -e "$dir/modules/$path.ko$form" ] || continue
		echo "$dir/modules/$path.ko$form"
		return
	done
	return 1
}

# Copy module file $1 to $2, uncompressed, because not all kernels can
# uncompress it, and without debug information.
copy_module() {
	case $1 in
	*.xz) xz -dc "$1" >"$2" ;;
	*.zst) zstd -dcq "$1" >"$2" ;;
	*.gz) gzip -dc "$1" >"$2" ;;
	*) cp "$1" "$2" ;;
	esac && "${arch_tools}strip" --strip-debug "$2"
}

# Copy module $1 and the modules on which it depends to folder $2, and print
# their names in the order to load them. If one is missing, print its name and
# fail.
collect_modules() {
	queue=$1
	order=
	while [ -n "$queue" ]; do
		module=${queue%% *}
		queue=${queue#"$module"}
		queue=${queue# }
		if [ ! -e "$2/$module" ] && { ! file=$(find_module "$module") ||
			! copy_module "$file" "$2/$module"; }; then
			echo "$module"
			return 1
		fi
		# Before all modules until now.
		order="$module $(echo " $order " | sed "s/ $module / /")"
		# Not to /dev/stdout: objcopy removes its output if it fails.
		"${arch_tools}objcopy" -O binary --only-section=.modinfo \
			"$2/$module" "$2/.modinfo"
		depends=$(tr '\0' '\n' <"$2/.modinfo" |
			sed -n 's/^depends=//p' | tr ',' ' ')
		queue="$queue${queue:+${depends:+ }}$depends"
	done
	echo "$order"
}

# The arguments of module $1, if it needs any.
module_arguments() {
	case $1 in
	# Memory is used for what is written alone.
	brd) echo 'rd_nr=1 rd_size=4194304' ;;
	esac
}

# write_modules NAME MODULE...: print the archive NAME with these modules.
write_modules() {
	of=$1
	shift
	newc_folder modules
	i=0
	for module; do
		file=modules/$of-$(printf %02d $i)-$module
		newc_file "$file.ko" "$folder/$module"
		module_arguments "$module" >"$folder/arguments"
		[ ! -s "$folder/arguments" ] ||
			newc_file "$file.ko.arguments" "$folder/arguments"
		i=$((i + 1))
	done
	newc_end
}

# Collect modules $2... with what they depend on in folder $1, and print their
# names in the order to load them. If one is missing, print its name and fail.
collect_all_modules() {
	collected=
	into=$1
	shift
	for root; do
		each=$(collect_modules "$root" "$into") || {
			echo "$each"
			return 1
		}
		for module in $each; do
			case " $collected " in
			*" $module "*) ;;
			*) collected="$collected${collected:+ }$module" ;;
			esac
		done
	done
	echo "$collected"
}

# prepare_modules [--with SYMBOL TEXT] FOLDER/NAME OPTION MODULE...: prepare
# what needs configuration OPTION. If that is =m, load the modules; the first is
# that of OPTION, and must have SYMBOL. TEXT says what a module with it has.
prepare_modules() {
	symbol=
	if [ "$1" = --with ]; then
		symbol=$2
		without=$3
		shift 3
	fi
	archive=$1
	option=$2
	shift 2
	folder=$dir/$archive.new
	rm -rf "$folder"
	mkdir -p "$folder"
	reason=
	order=
	if grep -q "^CONFIG_$option=m" "$dir/config"; then
		if ! order=$(collect_all_modules "$folder" "$@"); then
			reason="needs $order.ko, which is not among this kernel's modules"
		elif [ -n "$symbol" ] && ! "${arch_tools}nm" "$folder/$1" |
			grep -q " $symbol\$"; then
			reason="needs $1.ko $without"
		fi
	elif ! grep -q "^CONFIG_$option=y" "$dir/config"; then
		reason="needs $1.ko, which this kernel does not have (CONFIG_$option)"
	fi
	if [ -n "$reason" ]; then
		echo "$reason" >"$folder/unsupported"
		mv "$folder/unsupported" "$dir/$archive.unsupported"
		rm -f "$dir/$archive"
	else
		# shellcheck disable=SC2086 # a list
		write_modules "${archive#*/}" $order >"$folder/archive"
		mv "$folder/archive" "$dir/$archive"
		rm -f "$dir/$archive.unsupported"
	fi
	rm -rf "$folder"
}
