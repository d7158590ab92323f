// SPDX-License-Identifier: GPL-2.0-only
/* Making an rxe link over netlink, and finding one. */
#include "agent/rdma_link.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <rdma/rdma_netlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define DRIVER    "/sys/module/rdma_rxe"
#define VERBS     "/sys/class/infiniband_verbs"
#define INTERFACE "lo"
#define LINK      "mnbench"

static int fail_with(struct error *error, const char *what)
{
	return error_set(error, "mode rxe: %s: %s", what, strerror(errno));
}

static int set_up_interface(void)
{
	struct ifreq request = {.ifr_name = INTERFACE};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int ret = -1;

	if (fd < 0)
		return -1;
	if (!ioctl(fd, SIOCGIFFLAGS, &request)) {
		request.ifr_flags |= IFF_UP;
		ret = ioctl(fd, SIOCSIFFLAGS, &request);
	}
	close(fd);
	return ret;
}

struct message {
	struct nlmsghdr header;
	char attributes[128];
};

static void add_string(struct message *message, unsigned int type,
		       const char *text)
{
	char *at = (char *)message + message->header.nlmsg_len;
	struct nlattr attribute = {
		.nla_len = NLA_HDRLEN + strlen(text) + 1,
		.nla_type = type,
	};

	memcpy(at, &attribute, sizeof(attribute));
	strcpy(at + NLA_HDRLEN, text);
	message->header.nlmsg_len += NLA_ALIGN(attribute.nla_len);
}

/* Send a message, and set errno to what the kernel answers. */
static int ask(int fd, const struct message *message)
{
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[sizeof(struct message)];
	} answer = {0};

	if (send(fd, message, message->header.nlmsg_len, 0) < 0 ||
	    recv(fd, &answer, sizeof(answer), 0) < 0)
		return -1;
	errno = -answer.error.error;
	return errno ? -1 : 0;
}

static int add_link(void)
{
	struct message message = {
		.header = {
			.nlmsg_len = NLMSG_HDRLEN,
			.nlmsg_type = RDMA_NL_GET_TYPE(RDMA_NL_NLDEV,
						       RDMA_NLDEV_CMD_NEWLINK),
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
		}};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_RDMA);
	int ret;

	if (fd < 0)
		return -1;
	add_string(&message, RDMA_NLDEV_ATTR_DEV_NAME, LINK);
	add_string(&message, RDMA_NLDEV_ATTR_LINK_TYPE, "rxe");
	add_string(&message, RDMA_NLDEV_ATTR_NDEV_NAME, INTERFACE);
	ret = ask(fd, &message);
	close(fd);
	return ret;
}

int rdma_link_make(struct error *error)
{
	if (access(DRIVER, F_OK))
		return 0;
	if (set_up_interface())
		return fail_with(error, "setting up interface " INTERFACE);
	if (add_link() && errno != EEXIST)
		return fail_with(error, "rxe link on " INTERFACE);
	return 0;
}

/* Whether file @name of @VERBS is that of an rxe link: it has a parent. */
static bool is_of_rxe(const char *name)
{
	char path[PATH_MAX], device[NAME_MAX + 1];
	FILE *file;
	bool read;

	snprintf(path, sizeof(path), VERBS "/%s/ibdev", name);
	file = fopen(path, "re");
	read = file && fscanf(file, "%255s", device) == 1;
	if (file)
		fclose(file);
	snprintf(path, sizeof(path), "/sys/class/infiniband/%s/parent",
		 read ? device : "");
	return read && access(path, F_OK) == 0;
}

int rdma_link_open(struct error *error)
{
	char path[PATH_MAX] = "";
	DIR *folder = opendir(VERBS);
	struct dirent *entry;
	int fd;

	while (folder && !path[0] && (entry = readdir(folder)))
		if (is_of_rxe(entry->d_name))
			snprintf(path, sizeof(path), "/dev/infiniband/%s",
				 entry->d_name);
	if (folder)
		closedir(folder);
	if (!path[0])
		return error_set(error,
				 "mode rxe: there is no rxe link (the modules "
				 "rdma_rxe and ib_uverbs, and 'rdma link add "
				 "NAME type rxe netdev INTERFACE', make one)");
	fd = open(path, O_RDWR | O_CLOEXEC);
	return fd < 0 ? fail_with(error, path) : fd;
}
