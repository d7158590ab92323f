/* SPDX-License-Identifier: GPL-2.0-only */
/* The processor on which a kernel with other users is measured. */
#ifndef MEASURED_CPU_H
#define MEASURED_CPU_H

/*
 * The last isolated processor; without any, the last on which this process may
 * run (its cpuset). @root: of the machine's files, "" is /. Returns -1 if there
 * is none.
 */
int measured_cpu(const char *root);

/* One more than the number of the last processor that is online. */
int cpus_online(const char *root);

#endif
