/* SPDX-License-Identifier: GPL-2.0-only */
/* mnbench report: one HTML page, its pictures and their data, from result
 * files. */
#ifndef REPORT_H
#define REPORT_H

/* argv[0] is the command's name. Returns the exit status: 0, or 2 on an error.
 */
int report_main(int argc, char **argv);

#endif
