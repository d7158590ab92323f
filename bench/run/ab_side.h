/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A side of mnbench ab: a kernel build, a commit or folder of this suite, or a
 * result that is kept. vm/side.sh knows what each is and prepares it.
 */
#ifndef AB_SIDE_H
#define AB_SIDE_H

#include "lib/error.h"
#include "lib/path.h"

enum ab_kind {
	AB_KERNEL, /* a kernel, with the module and agent of this tree */
	AB_MODULE, /* a module and an agent, on a kernel that both sides have */
	AB_RESULT, /* a result, or a folder of results */
};

#define AB_LABEL_MAX 128

struct ab_side {
	const char *spec; /* as the user wrote it */
	enum ab_kind kind;
	char lasting[PATH_ROOM];  /* the same, so that it stays what it is */
	char kernel[PATH_ROOM];   /* as in run_options; empty for AB_RESULT */
	char label[AB_LABEL_MAX]; /* what results are named after */
	char result[PATH_ROOM];   /* the result, or the folder of results */
};

/*
 * Find out what @spec is. @kernel: what a module is measured on. Builds
 * nothing. Returns 0, or -1 with a message that names @spec.
 */
int ab_side_find(struct ab_side *side, const char *suite_dir,
		 const char *kernel, const char *spec, struct error *error);

/*
 * Build what is missing and find the label. What is built prints to standard
 * error. Returns 0, or -1 with a message.
 */
int ab_side_prepare(struct ab_side *side, const char *suite_dir,
		    const char *kernel, struct error *error);

#endif
