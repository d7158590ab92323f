// SPDX-License-Identifier: GPL-2.0-only
/* Finding what stands against loading our module into the running kernel. */
#include "host/module_check.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/kernel_config.h"
#include "host/module.h"
#include "lib/modinfo.h"
#include "lib/path.h"

#define CAP_SYS_MODULE 16
#define SIGNED         "~Module signature appended~\n"
#define ADVICE         "docs/host.md says how to sign it"

/* The first line of a file; false if it cannot be read. */
static bool read_line(const struct host_paths *paths, const char *file,
		      char *line, int size)
{
	char path[PATH_ROOM];
	bool read = false;
	FILE *from;

	path_print(path, sizeof(path), "%s/%s", paths->root, file);
	from = fopen(path, "re");
	if (from)
		read = fgets(line, size, from);
	if (from)
		fclose(from);
	return read;
}

static int check_permission(const struct host_paths *paths, struct error *error)
{
	unsigned long long capabilities = 0;
	char path[PATH_ROOM], line[256];
	FILE *file;

	path_print(path, sizeof(path), "%s/proc/self/status", paths->root);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "CapEff: %llx", &capabilities) == 1)
			break;
	if (file)
		fclose(file);
	if (capabilities & 1ULL << CAP_SYS_MODULE)
		return 0;
	return error_set(error,
			 "this user may not load a module (CAP_SYS_MODULE); "
			 "allowed: root");
}

static int check_kernel(const struct host_paths *paths, const char *release,
			struct error *error)
{
	char path[PATH_ROOM], line[64];

	path_print(path, sizeof(path), "%s/proc/modules", paths->root);
	if (access(path, F_OK))
		return error_set(error,
				 "kernel %s cannot load modules: it was built "
				 "without CONFIG_MODULES",
				 release);
	if (read_line(paths, "proc/sys/kernel/modules_disabled", line,
		      sizeof(line)) &&
	    line[0] == '1')
		return error_set(error,
				 "kernel %s loads no module until it reboots: "
				 "kernel.modules_disabled is 1",
				 release);
	if (module_is_loaded(paths))
		return error_set(error,
				 "a module mnbench is loaded already, and not "
				 "by this run; 'rmmod mnbench' unloads it");
	return 0;
}

/* "6.1.0 SMP preempt mod_unload": the first word is the release. */
static int check_file(const char *module, const char *release,
		      struct error *error)
{
	struct modinfo info;
	const char *magic;
	size_t length;
	int ret = 0;

	if (access(module, R_OK))
		return error_set(
			error,
			"no module for kernel %s: %s: %s; 'make module "
			"KDIR=/lib/modules/%s/build' builds it",
			release, module, strerror(errno), release);
	if (modinfo_load(&info, module))
		return error_set(error, "%s is no kernel module", module);
	magic = modinfo_value(&info, "vermagic");
	length = magic ? strcspn(magic, " ") : 0;
	if (strlen(release) != length || strncmp(magic, release, length))
		ret = error_set(error,
				"%s was built for kernel %.*s, and this is %s; "
				"'make module KDIR=/lib/modules/%s/build' "
				"builds it",
				module, (int)length, magic ? magic : "",
				release, release);
	modinfo_free(&info);
	return ret;
}

static bool is_signed(const char *module)
{
	char end[sizeof(SIGNED)] = "";
	FILE *file = fopen(module, "re");
	bool same;

	if (!file)
		return false;
	same = !fseek(file, -(long)(sizeof(SIGNED) - 1), SEEK_END) &&
	       fread(end, 1, sizeof(SIGNED) - 1, file) == sizeof(SIGNED) - 1 &&
	       strcmp(end, SIGNED) == 0;
	fclose(file);
	return same;
}

/* Whose key a signature has is known to the kernel only, when it loads it. */
static int check_signature(const struct host_paths *paths, const char *module,
			   struct error *error)
{
	char line[128];

	if (is_signed(module))
		return 0;
	if (read_line(paths, "sys/module/module/parameters/sig_enforce", line,
		      sizeof(line)) &&
	    line[0] == 'Y')
		return error_set(
			error,
			"the kernel loads only signed modules "
			"(module.sig_enforce), and %s is not signed; " ADVICE,
			module);
	if (read_line(paths, "sys/kernel/security/lockdown", line,
		      sizeof(line)) &&
	    !strstr(line, "[none]"))
		return error_set(
			error,
			"the kernel is locked down and loads only "
			"signed modules, and %s is not signed; " ADVICE,
			module);
	return 0;
}

int module_check_kernel(const struct host_paths *paths, const char *release,
			const char *options, struct error *error)
{
	if (check_permission(paths, error) ||
	    check_kernel(paths, release, error))
		return -1;
	return kernel_config_check(paths, release, options, error);
}

int module_check_file(const struct host_paths *paths, const char *release,
		      const char *module, struct error *error)
{
	if (check_file(module, release, error))
		return -1;
	return check_signature(paths, module, error);
}
