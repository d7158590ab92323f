// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of finding the modes of a prepared kernel. The test program itself
 * stands for the module.
 */
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lib/modinfo.h"
#include "run/prepared_kernel.h"
#include "unit.h"

#define MODINFO(name, text)                                                   \
	__attribute__((section(".modinfo"), used)) static const char name[] = \
		text

MODINFO(first, "license=GPL");
MODINFO(second, "mode=global");
MODINFO(third, "mode=filtered");
MODINFO(fourth, "mode_unsupported=filtered: needs Linux 9.9 or newer");

static void finds_strings(void **state)
{
	struct modinfo info;

	(void)state;
	assert_int_equal(modinfo_load(&info, "/proc/self/exe"), 0);
	assert_string_equal(modinfo_find(&info, "mode", "global"), "");
	assert_string_equal(modinfo_find(&info, "mode_unsupported", "filtered"),
			    ": needs Linux 9.9 or newer");
	assert_null(modinfo_find(&info, "mode", "glob"));
	assert_null(modinfo_find(&info, "mode", "globally"));
	assert_null(modinfo_find(&info, "mod", "e=global"));
	modinfo_free(&info);
}

static void refuses_other_files(void **state)
{
	char *text = unit_file(state, "text", "mode=global");
	char *empty = unit_file(state, "empty", "");
	struct modinfo info;

	assert_int_equal(modinfo_load(&info, text), -1);
	assert_int_equal(modinfo_load(&info, empty), -1);
	assert_int_equal(modinfo_load(&info, "/bin/true"), -1);
	assert_int_equal(modinfo_load(&info, "/no/such"), -1);
	free(text);
	free(empty);
}

static bool has(const char *folder, const char *mode, const char *why)
{
	char text[128] = "";
	bool available = prepared_kernel_has_mode(folder, mode_find(mode), text,
						  sizeof(text));

	if (!available)
		assert_non_null(strstr(text, why));
	return available;
}

static void knows_modes(void **state)
{
	const char *folder = *state;
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/mnbench.ko", folder);
	assert_int_equal(symlink("/proc/self/exe", path), 0);
	assert_true(has(folder, "global", ""));
	assert_false(has(folder, "filtered", "needs Linux 9.9 or newer"));
	assert_false(has(folder, "chunked", "run 'mnbench kernel'"));
	unlink(path);
	assert_false(has(folder, "global", "no kernel module"));
	assert_true(has(folder, "none", ""));
}

static void knows_drivers(void **state)
{
	const char *folder = *state;
	char path[PATH_MAX];

	assert_false(has(folder, "kvm", "run 'mnbench kernel'"));
	snprintf(path, sizeof(path), "%s/modes", folder);
	assert_int_equal(mkdir(path, 0777), 0);
	free(unit_file(state, "modes/kvm", ""));
	assert_true(has(folder, "kvm", ""));
	free(unit_file(state, "modes/kvm.unsupported", "needs it\nmore\n"));
	assert_false(has(folder, "kvm", "needs it"));
}

static void finds_folders(void **state)
{
	char path[PATH_MAX], folder[PATH_MAX];
	struct error error = {0};
	struct utsname names;

	assert_int_equal(prepared_kernel_find("/no", "x", folder, &error), -1);
	assert_string_equal(error_text(&error),
			    "kernel 'x' is not prepared: no folder "
			    "/no/build/kernel/x; run 'mnbench kernel x'");
	assert_int_equal(
		prepared_kernel_find("/no", "debian:6.12", folder, &error), -1);
	assert_non_null(strstr(error_text(&error),
			       "no folder /no/build/kernel/debian-6.12; run "
			       "'mnbench kernel debian:6.12'"));
	assert_int_equal(
		prepared_kernel_find("/no", "debian-7", folder, &error), -1);
	assert_non_null(strstr(error_text(&error), "kernel debian:7'"));
	assert_int_equal(prepared_kernel_find("/no", "running", folder, &error),
			 -1);
	assert_int_equal(uname(&names), 0);
	snprintf(path, sizeof(path), "/build/kernel/running-%s;",
		 names.release);
	assert_non_null(strstr(error_text(&error), path));
	assert_int_equal(prepared_kernel_find("/no", *state, folder, &error),
			 -1);
	assert_non_null(
		strstr(error_text(&error), "/vmlinuz; run 'mnbench kernel"));
	free(unit_file(state, "vmlinuz", ""));
	free(unit_file(state, "mnbench.ko", ""));
	snprintf(path, sizeof(path), "%s/", (char *)*state);
	assert_int_equal(prepared_kernel_find("/no", path, folder, &error), 0);
	assert_string_equal(folder, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_strings),
		cmocka_unit_test(refuses_other_files),
		cmocka_unit_test(knows_modes),
		cmocka_unit_test(knows_drivers),
		cmocka_unit_test(finds_folders),
	};

	return cmocka_run_group_tests(tests, unit_folder, unit_remove_folder);
}
