// SPDX-License-Identifier: GPL-2.0-only
/* Mode none: no subscription, the baseline. */
#include "mode.h"

MNBENCH_MODE(none, "none", MODE_COVERS_NOTHING, 0, "not attached: the baseline",
	     "a process without a device");

static int attach(struct mnb_session *session)
{
	return 0;
}

static void detach(struct mnb_session *session)
{
}

const struct mnb_mode mnb_mode_none = {
	.info = &none_info,
	.attach = attach,
	.detach = detach,
};
