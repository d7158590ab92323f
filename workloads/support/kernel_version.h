/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The version of the running kernel, for predictions that differ by kernel.
 * Whether a kernel has a system call is asked of the kernel itself, because
 * distributions bring such calls to older ones.
 */
#ifndef SUPPORT_KERNEL_VERSION_H
#define SUPPORT_KERNEL_VERSION_H

#define KERNEL(major, minor) ((major) << 16 | (minor))

/* As KERNEL(); 0: its release is not a version. */
unsigned int kernel_version(void);

#endif
