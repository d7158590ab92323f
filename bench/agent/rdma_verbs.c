// SPDX-License-Identifier: GPL-2.0-only
/* The calls of an RDMA device. */
#include "agent/rdma_verbs.h"

#include <errno.h>
#include <rdma/ib_user_ioctl_cmds.h>
#include <rdma/ib_user_ioctl_verbs.h>
#include <rdma/ib_user_verbs.h>
#include <rdma/rdma_user_ioctl.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A command is a header, and a body that holds the address of the answer. */
#define WORDS(type) (sizeof(type) / sizeof(uint32_t))

static int write_command(int fd, const void *command, size_t size)
{
	ssize_t written = write(fd, command, size);

	if (written == (ssize_t)size)
		return 0;
	if (written >= 0)
		errno = EIO;
	return -1;
}

int rdma_take(int fd, int *events)
{
	struct ib_uverbs_get_context_resp answer = {0};
	struct {
		struct ib_uverbs_cmd_hdr header;
		struct ib_uverbs_get_context body;
	} command = {
		.header = {.command = IB_USER_VERBS_CMD_GET_CONTEXT,
			   .in_words = WORDS(command),
			   .out_words = WORDS(answer)},
		.body = {.response = (uintptr_t)&answer},
	};

	if (write_command(fd, &command, sizeof(command)))
		return -1;
	*events = answer.async_fd;
	return 0;
}

int rdma_create_domain(int fd, uint32_t *domain)
{
	struct ib_uverbs_alloc_pd_resp answer = {0};
	struct {
		struct ib_uverbs_cmd_hdr header;
		struct ib_uverbs_alloc_pd body;
	} command = {
		.header = {.command = IB_USER_VERBS_CMD_ALLOC_PD,
			   .in_words = WORDS(command),
			   .out_words = WORDS(answer)},
		.body = {.response = (uintptr_t)&answer},
	};

	if (write_command(fd, &command, sizeof(command)))
		return -1;
	*domain = answer.pd_handle;
	return 0;
}

int rdma_register(int fd, uint32_t domain, uintptr_t start, size_t size,
		  uint32_t *key)
{
	struct ib_uverbs_reg_mr_resp answer = {0};
	struct {
		struct ib_uverbs_cmd_hdr header;
		struct ib_uverbs_reg_mr body;
	} command = {
		.header = {.command = IB_USER_VERBS_CMD_REG_MR,
			   .in_words = WORDS(command),
			   .out_words = WORDS(answer)},
		.body = {.response = (uintptr_t)&answer,
			 .start = start,
			 .length = size,
			 .hca_va = start,
			 .pd_handle = domain,
			 .access_flags = IB_UVERBS_ACCESS_LOCAL_WRITE |
					 IB_UVERBS_ACCESS_ON_DEMAND},
	};

	if (write_command(fd, &command, sizeof(command)))
		return -1;
	*key = answer.lkey;
	return 0;
}

/* One attribute of an ioctl; up to 8 bytes stand in the data itself. */
static struct ib_uverbs_attr attribute(unsigned int id, size_t size,
				       uint64_t data)
{
	return (struct ib_uverbs_attr){
		.attr_id = id,
		.len = size,
		.flags = UVERBS_ATTR_F_MANDATORY,
		.data = data,
	};
}

static int advise(int fd, uint32_t domain, const struct ib_uverbs_sge *part,
		  bool write)
{
	enum { ATTRIBUTES = 4 };
	const uint64_t advice =
		write ? IB_UVERBS_ADVISE_MR_ADVICE_PREFETCH_WRITE
		      : IB_UVERBS_ADVISE_MR_ADVICE_PREFETCH;
	struct {
		struct ib_uverbs_ioctl_hdr header;
		struct ib_uverbs_attr attributes[ATTRIBUTES];
	} command = {
		.header = {.length = sizeof(command),
			   .object_id = UVERBS_OBJECT_MR,
			   .method_id = UVERBS_METHOD_ADVISE_MR,
			   .num_attrs = ATTRIBUTES,
			   .driver_id = RDMA_DRIVER_RXE},
		.attributes = {
			attribute(UVERBS_ATTR_ADVISE_MR_PD_HANDLE, 0, domain),
			attribute(UVERBS_ATTR_ADVISE_MR_ADVICE,
				  sizeof(uint64_t), advice),
			attribute(UVERBS_ATTR_ADVISE_MR_FLAGS, sizeof(uint32_t),
				  IB_UVERBS_ADVISE_MR_FLAG_FLUSH),
			attribute(UVERBS_ATTR_ADVISE_MR_SGE_LIST, sizeof(*part),
				  (uintptr_t)part),
		}};

	return ioctl(fd, RDMA_VERBS_IOCTL, &command);
}

int rdma_prefetch(int fd, uint32_t domain, uint32_t key, uintptr_t start,
		  size_t size, bool write)
{
	/* The kernel counts the bytes in an int. */
	const size_t max = 1UL << 30;
	int ret = 0;

	while (!ret && size) {
		struct ib_uverbs_sge part = {
			.addr = start,
			.length = size < max ? size : max,
			.lkey = key,
		};

		ret = advise(fd, domain, &part, write);
		start += part.length;
		size -= part.length;
	}
	return ret;
}
