/* SPDX-License-Identifier: GPL-2.0-only */
/* Options in the configuration of a kernel. */
#ifndef KERNEL_OPTION_H
#define KERNEL_OPTION_H

/*
 * What the configuration, as text, says of an option, such as "CONFIG_ZRAM":
 * 'y', 'm' for a module, or 0 if it has none of these.
 */
char kernel_option(const char *config, const char *option);

#endif
