// SPDX-License-Identifier: GPL-2.0-only
/* What holds the subscription of a driver of the kernel. */
#include <sys/mman.h>
#include <unistd.h>

#include "agent/agent_mode.h"

#define FILES (sizeof(((struct subscription *)0)->fds) / sizeof(int))

void subscription_init(struct subscription *s)
{
	*s = (struct subscription){.fds = {-1, -1}};
}

/* Unmap first: a mapping holds its file, too. */
void subscription_close(struct subscription *s)
{
	if (s->memory)
		munmap(s->memory, s->memory_size);
	for (size_t i = FILES; i-- > 0;)
		if (s->fds[i] >= 0)
			close(s->fds[i]);
	subscription_init(s);
}

int subscription_map(struct subscription *s, int fd, size_t size)
{
	int flags = fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (memory == MAP_FAILED)
		return -1;
	s->memory = memory;
	s->memory_size = size;
	return madvise(memory, size, MADV_DONTFORK);
}
