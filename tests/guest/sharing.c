// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: sessions and address spaces that several processes have: a file
 * that is passed on, processes that share an mm, and an mm that outlives the
 * process which attached it.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

#define PAGES  8UL
#define ROUNDS 50
#define STACK  (64UL << 10)

/* Buffers for one descriptor as ancillary data, besides one byte. */
struct passing {
	char byte;
	struct iovec data;
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct msghdr message;
};

static void prepare(struct passing *p)
{
	memset(p, 0, sizeof(*p));
	p->data = (struct iovec){&p->byte, 1};
	p->message = (struct msghdr){
		.msg_iov = &p->data,
		.msg_iovlen = 1,
		.msg_control = p->control.bytes,
		.msg_controllen = sizeof(p->control.bytes),
	};
}

static void send_file(int socket, int fd)
{
	struct passing p;

	prepare(&p);
	p.control.header = (struct cmsghdr){
		.cmsg_len = CMSG_LEN(sizeof(fd)),
		.cmsg_level = SOL_SOCKET,
		.cmsg_type = SCM_RIGHTS,
	};
	memcpy(CMSG_DATA(&p.control.header), &fd, sizeof(fd));
	EXPECT(sendmsg(socket, &p.message, 0) == 1, "sendmsg: %d", errno);
}

static int receive_file(int socket)
{
	struct passing p;
	int fd = -1;

	prepare(&p);
	EXPECT(recvmsg(socket, &p.message, 0) == 1, "recvmsg: %d", errno);
	EXPECT(p.control.header.cmsg_type == SCM_RIGHTS, "no file was passed");
	memcpy(&fd, CMSG_DATA(&p.control.header), sizeof(fd));
	return fd;
}

static void wait_for(pid_t pid)
{
	int status;

	EXPECT(waitpid(pid, &status, __WALL) == pid && !status, "child: %#x",
	       status);
}

/* The pages go, and come back, and the device has none that is stale. */
static void use_and_discard(int fd)
{
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	expect_no_stale_page(fd, REGION_BASE, PAGES * PAGE_BYTES);
	EXPECT_OK(madvise((void *)REGION_BASE, PAGES * PAGE_BYTES,
			  MADV_DONTNEED));
	expect_no_stale_page(fd, REGION_BASE, PAGES * PAGE_BYTES);
}

static void pass_on_and_exit(const char *mode, int socket)
{
	int fd = attached(mode);
	char byte;

	map_numbered(REGION_BASE, PAGES);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	send_file(socket, fd);
	EXPECT(read(socket, &byte, 1) == 1, "read: %d", errno);
	use_and_discard(fd);
	/* The receiver still has the file. */
	EXPECT_OK(close(fd));
	_exit(0);
}

/* Who receives the file can neither use the device nor end the session. */
static void passed_file(const void *mode)
{
	struct mnbench_counters counters;
	uint8_t states[PAGES];
	int sockets[2], fd;
	uint64_t value = 0;
	pid_t pid;

	EXPECT_OK(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	pid = fork();
	if (pid == 0)
		pass_on_and_exit(mode, sockets[1]);
	fd = receive_file(sockets[0]);
	map_numbered(REGION_BASE, PAGES);
	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8, 0), -EPERM);
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8, 0), -EPERM);
	EXPECT_RETURN(device_map(fd, REGION_BASE, PAGE_BYTES, 0), -EPERM);
	EXPECT_RETURN(device_snapshot(fd, REGION_BASE,
				      sizeof(states) * PAGE_BYTES, states),
		      -EPERM);
	EXPECT_RETURN(device_detach(fd), -EPERM);
	EXPECT_RETURN(device_counters(fd, &counters, false), -EPERM);
	EXPECT(write(sockets[0], "x", 1) == 1, "write: %d", errno);
	wait_for(pid);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(!counters.pages_now && counters.pages_faulted >= PAGES,
	       "%lu pages left", (unsigned long)counters.pages_now);
}

struct sharer {
	int fd;
	int start[2]; /* a pipe: it starts when there is something to read */
};

static int discard_often(void *data)
{
	const struct sharer *sharer = data;
	char byte;

	EXPECT(read(sharer->start[0], &byte, 1) == 1, "read: %d", errno);
	for (int i = 0; i < ROUNDS; i++)
		use_and_discard(sharer->fd);
	_exit(0);
}

static pid_t start_sharer(struct sharer *sharer, int flags)
{
	char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pid_t pid;

	EXPECT(stack != MAP_FAILED, "mmap: %d", errno);
	EXPECT_OK(pipe(sharer->start));
	pid = clone(discard_often, stack + STACK, CLONE_VM | flags | SIGCHLD,
		    sharer);
	EXPECT(pid > 0, "clone: %d", errno);
	return pid;
}

/* A process of the same mm may use the device as its parent may. */
static void shared_mm(const void *mode)
{
	struct sharer sharer = {.fd = attached(mode)};
	pid_t pid = start_sharer(&sharer, 0);
	uint64_t value;

	map_numbered(REGION_BASE, PAGES);
	EXPECT(write(sharer.start[1], "x", 1) == 1, "write: %d", errno);
	for (int i = 0; i < ROUNDS; i++)
		EXPECT_OK(device_read(sharer.fd,
				      REGION_BASE + i % PAGES * PAGE_BYTES,
				      &value, sizeof(value), 0));
	wait_for(pid);
	use_and_discard(sharer.fd);
}

/* Its parent is the test, which waits for both. */
static void attach_and_leave(const char *mode, int out)
{
	/* Not on the stack, because two processes use it. */
	static struct sharer sharer;
	pid_t pid;

	sharer.fd = attached(mode);
	map_numbered(REGION_BASE, PAGES);
	pid = start_sharer(&sharer, CLONE_PARENT);
	EXPECT(write(out, &pid, sizeof(pid)) == sizeof(pid), "write: %d",
	       errno);
	send_file(out, sharer.start[1]);
	_exit(0);
}

/* The process that attached has ended, but its mm has not. */
static void orphaned_mm(const void *mode)
{
	int sockets[2], start;
	pid_t first, second;

	EXPECT_OK(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	first = fork();
	if (first == 0)
		attach_and_leave(mode, sockets[1]);
	EXPECT(read(sockets[0], &second, sizeof(second)) == sizeof(second),
	       "read: %d", errno);
	start = receive_file(sockets[0]);
	wait_for(first);
	EXPECT(write(start, "x", 1) == 1, "write: %d", errno);
	wait_for(second);
}

void suite_sharing(void)
{
	for_each_device_mode("sharing", "a file that is passed on",
			     passed_file);
	for_each_device_mode("sharing", "two processes with one mm", shared_mm);
	for_each_device_mode("sharing", "an mm without its first process",
			     orphaned_mm);
}
