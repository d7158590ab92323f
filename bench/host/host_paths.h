/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the files of the machine are that a run changes. */
#ifndef HOST_PATHS_H
#define HOST_PATHS_H

struct host_paths {
	const char *root;  /* below which /proc and /sys are; "": the machine */
	const char *state; /* a folder that is empty after a reboot */
};

/* Those of this machine. */
#define HOST_PATHS ((struct host_paths){"", "/run/mnbench"})

#endif
