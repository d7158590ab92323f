// SPDX-License-Identifier: GPL-2.0-only
/* Workload shmdt: a segment of System V shared memory is detached. */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "support/page_state.h"
#include "workload.h"

static int attach(struct activity *a, int id)
{
	void *at = shmat(id, (void *)a->target, SHM_REMAP);
	int ret = at == (void *)-1 ? -errno : 0;

	/* It is gone with the detach, also if the process is killed. */
	if (shmctl(id, IPC_RMID, NULL))
		return -errno;
	return ret;
}

static int prepare(struct activity *a)
{
	int id = shmget(IPC_PRIVATE, a->target_size, IPC_CREAT | 0600);
	int ret = id < 0 ? -errno : attach(a, id);

	return ret ? ret : write_target(a);
}

static int operate(struct activity *a)
{
	return shmdt((void *)a->target) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
}

static const char *const needs[] = {"sysvipc", NULL};

const struct workload workload_shmdt = {
	.name = "shmdt",
	.summary = "shmdt(2) of a segment of shared memory",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.needs = needs,
	.own_memory = true,
	.unmaps = true,
	.prepare = prepare,
	.operate = operate,
	.check = target_expect_unmapped,
	.predict = predict,
};
