/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of /proc and /sys, read and written without the buffers of stdio: those
 * might make the heap grow, which a fork would then copy.
 */
#ifndef SUPPORT_KERNEL_FILE_H
#define SUPPORT_KERNEL_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Write @text by one system call. Returns 0 or -errno. */
int kernel_write(const char *path, const char *text);
int kernel_write_number(const char *path, uint64_t number);

/* Read the first line without its newline; cut to fit. Returns 0 or -errno. */
int kernel_read(const char *path, char *text, size_t size);

/* The number that a file begins with; 0 if there is none. */
uint64_t kernel_number(const char *path);

/*
 * The number behind a word at the start of a line: "thp_split_pmd" in
 * /proc/vmstat, "MemFree:" in /proc/meminfo. 0 if there is none.
 */
uint64_t kernel_number_of(const char *path, const char *word);

#endif
