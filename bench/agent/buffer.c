// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that is registered while operations are timed. */
#include "agent/buffer.h"

#include "agent/client.h"
#include "agent/clock.h"

static int timed_command(struct measurement *m, const char *what,
			 int (*command)(int fd, uintptr_t addr, size_t size),
			 uint64_t *ns)
{
	const struct activity *a = &m->layout.activity;
	uint64_t begin = clock_ns();
	int ret = 0;

	for (size_t i = 0; !ret && i < m->devices.count; i++)
		ret = command(m->devices.fd[i], a->target, a->target_size);
	*ns = clock_ns() - begin;
	return ret ? measurement_fail(m, what, ret) : 0;
}

int buffer_register(struct measurement *m, uint64_t *ns)
{
	return timed_command(m, "register", device_register, ns);
}

int buffer_unregister(struct measurement *m, uint64_t *ns)
{
	return timed_command(m, "unregister", device_unregister, ns);
}
