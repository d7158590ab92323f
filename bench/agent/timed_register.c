// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed=register and timed=unregister: a buffer is made known to the device, which
 * already knows those of the region, and forgotten. It holds no page of it. Modes
 * without buffers do nothing: there it is the price of the command.
 */
#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

static int timed_command(struct measurement *m, const char *what,
			 int (*command)(int fd, uintptr_t addr, size_t size),
			 uint64_t *ns)
{
	const struct activity *a = &m->layout.activity;
	uint64_t begin = clock_ns();
	int ret;

	ret = m->fd < 0 ? 0 : command(m->fd, a->target, a->target_size);
	*ns = clock_ns() - begin;
	return ret ? measurement_fail(m, what, ret) : 0;
}

static int run_register(struct measurement *m, uint64_t *ns,
			struct mnbench_counters *sum)
{
	uint64_t unused;

	if (measurement_count(m) ||
	    timed_command(m, "register", device_register, ns) ||
	    measurement_counted(m, sum))
		return -1;
	return timed_command(m, "unregister", device_unregister, &unused);
}

static int run_unregister(struct measurement *m, uint64_t *ns,
			  struct mnbench_counters *sum)
{
	uint64_t unused;

	if (timed_command(m, "register", device_register, &unused) ||
	    measurement_count(m) ||
	    timed_command(m, "unregister", device_unregister, ns))
		return -1;
	return measurement_counted(m, sum);
}

static int expect(struct measurement *m)
{
	const struct prediction nothing = {0};

	return measurement_expect(m, false, m->sample->ops, &nothing);
}

const struct timed_kind timed_register = {
	.run = run_register,
	.expect = expect,
};

const struct timed_kind timed_unregister = {
	.run = run_unregister,
	.expect = expect,
};
