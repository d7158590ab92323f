// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed=attach and timed=detach: the two calls that begin and end a
 * registration. The first attach of a process, which also readies its mm, is in
 * each sample (attach_ns); these repeat it in a process that has been attached
 * before.
 */
#include <string.h>

#include "agent/client.h"
#include "agent/measurement.h"

/* The device, which is attached, gives all up, and begins anew and empty. */
static int run_attach(struct measurement *m, uint64_t *ns,
		      struct mnbench_counters *sum)
{
	if (measurement_detach(m) || measurement_quiesce(m) ||
	    measurement_attach(m, ns))
		return -1;
	/* They began with the attach. */
	return measurement_counted(m, sum);
}

static int expect_nothing(struct measurement *m)
{
	const struct prediction nothing = {0};

	return measurement_expect(m, false, m->sample->ops, &nothing);
}

/* The device holds the whole region. */
static int run_detach(struct measurement *m, uint64_t *ns,
		      struct mnbench_counters *sum)
{
	if (!m->attached) {
		if (measurement_attach(m, ns) || measurement_register(m) ||
		    measurement_fill(m))
			return -1;
	}
	if (measurement_count(m) || measurement_detach(m))
		return -1;
	*ns = m->sample->detach_ns;
	return measurement_counted(m, sum);
}

/* A global notifier is told when it is unregistered, an interval is not. */
static int expect_release(struct measurement *m)
{
	struct prediction prediction = {0};

	if (m->mode->flags & MODE_RELEASED)
		predict_call(&prediction, MNBENCH_EVENT_RELEASE, 0,
			     UINTPTR_MAX);
	return measurement_expect(m, false, m->sample->ops, &prediction);
}

const struct timed_kind timed_attach = {
	.run = run_attach,
	.expect = expect_nothing,
};

const struct timed_kind timed_detach = {
	.run = run_detach,
	.expect = expect_release,
};
