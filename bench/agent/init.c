// SPDX-License-Identifier: GPL-2.0-only
/* What a program does as the init process of a guest. */
#include "agent/init.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "agent/agent_mode.h"
#include "agent/kernel_modules.h"

#define CONSOLE     "/dev/ttyS0"
#define OUTPUT_PORT "/dev/ttyS1"

void guest_power_off(void)
{
	fflush(NULL);
	tcdrain(STDOUT_FILENO);
	sync();
	/* QEMU exits at a reboot. A power off would need ACPI and PCI. */
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

static void must(int ret, const char *what)
{
	if (!ret)
		return;
	fprintf(stderr, "init: %s: %s\n", what, strerror(errno));
	guest_power_off();
}

/* Use a port for plain bytes: no echo, and line ends as they are. */
static int open_serial(const char *path, int fd)
{
	struct termios tio;
	int serial = open(path, O_RDWR | O_NOCTTY);

	if (serial < 0 || tcgetattr(serial, &tio))
		return -1;
	cfmakeraw(&tio);
	if (tcsetattr(serial, TCSANOW, &tio) || dup2(serial, fd) != fd)
		return -1;
	if (serial != fd)
		close(serial);
	return 0;
}

int guest_load_module(const char *parameters)
{
	int fd = open("/mnbench.ko", O_RDONLY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0 || syscall(SYS_finit_module, fd, parameters, 0))
		ret = -errno;
	if (fd >= 0)
		close(fd);
	return ret;
}

int guest_unload_module(void)
{
	return syscall(SYS_delete_module, "mnbench", O_NONBLOCK) ? -errno : 0;
}

static int mount_at(const char *type, const char *path)
{
	mkdir(path, 0755);
	/* devtmpfs may be there already. */
	return mount(type, path, type, 0, NULL) && errno != EBUSY;
}

/*
 * Seed the random generator of the kernel with the same bytes in each boot.
 * Until it is seeded it takes longer, and a fork would become cheaper in the
 * middle of a batch.
 */
static int seed_random(void)
{
	struct {
		struct rand_pool_info info;
		char bytes[64];
	} seed = {.info = {.entropy_count = 8 * 64, .buf_size = 64}};
	int fd = open("/dev/urandom", O_WRONLY | O_CLOEXEC), ret;

	if (fd < 0)
		return -1;
	ret = ioctl(fd, RNDADDENTROPY, &seed);
	close(fd);
	return ret;
}

void guest_start(void)
{
	must(mount_at("devtmpfs", "/dev"), "/dev");
	must(mount_at("proc", "/proc"), "/proc");
	must(mount_at("sysfs", "/sys"), "/sys");
	must(mount_at("tmpfs", "/tmp"), "/tmp");
	must(open_serial(CONSOLE, STDERR_FILENO), CONSOLE);
	must(open_serial(OUTPUT_PORT, STDOUT_FILENO), OUTPUT_PORT);
	must(seed_random(), "/dev/urandom");
	must(guest_load_module(""), "/mnbench.ko");
	kernel_modules_load();
	agent_modes_start();
}
