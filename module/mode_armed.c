// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode armed: the mm is ready for intervals and has none. From its registration
 * on, each invalidation takes the lock of the empty interval tree. The mm stays
 * so until it dies, so there is nothing to detach.
 */
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(armed, "armed", MODE_COVERS_NOTHING, 0,
	     "interval tree armed, no interval in it",
	     "NVIDIA UVM (__mmu_notifier_register(NULL, mm))");

static int attach(struct mnb_session *session)
{
	return mnb_register(NULL, session->mm);
}

static void detach(struct mnb_session *session)
{
}

const struct mnb_mode mnb_mode_armed = {
	.info = &armed_info,
	.attach = attach,
	.detach = detach,
};
