/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Address spaces of programs in a batch. The process that reads the batch keeps
 * the lines of each in a file in memory, from which a sample reads them.
 */
#ifndef SPACE_LINES_H
#define SPACE_LINES_H

/* Keep a line of a batch, if it is one of an address space. */
void space_lines_take(const char *line);

/*
 * The file of the address space that the cell of a sample has; -1: none. It is
 * closed by exec, unless the caller changes that.
 */
int space_lines_file(const char *sample);

/* Let this program know the address space in a file, and close that. */
void space_lines_read(int file);

#endif
