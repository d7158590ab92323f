// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of what a run changes on a machine, on made-up folders /proc and /sys.
 * What needs a kernel is tested in a guest (tests/userland).
 */
#include "unit.h"

#include <pty.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/setting.h"
#include "host/change.h"
#include "host/confirm.h"
#include "host/kernel_config.h"
#include "host/module_check.h"
#include "host/session.h"
#include "host/state_file.h"
#include "host/taint.h"

#define CPU "/sys/devices/system/cpu"

static struct error error;

/* The paths of a made-up machine; the next call overwrites them. */
static struct host_paths paths_of(void **state)
{
	static char root[PATH_MAX], own[PATH_MAX];

	snprintf(root, sizeof(root), "%s/root", (char *)*state);
	snprintf(own, sizeof(own), "%s/run", (char *)*state);
	return (struct host_paths){root, own};
}

static char *path_of(void **state, const char *file)
{
	static char path[2 * PATH_MAX];

	snprintf(path, sizeof(path), "%s%s", paths_of(state).root, file);
	return path;
}

static void put(void **state, const char *file, const char *text)
{
	char *path = path_of(state, file);
	FILE *to;

	for (char *at = path + 1; (at = strchr(at, '/')); at++) {
		*at = '\0';
		mkdir(path, 0777);
		*at = '/';
	}
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static void holds(void **state, const char *file, const char *text)
{
	char found[SETTING_TEXT_MAX];

	assert_int_equal(setting_read_file(path_of(state, file), found,
					   sizeof(found)),
			 0);
	assert_string_equal(found, text);
}

/* A machine with two processors that change their frequency, as Intel's do. */
static int make_machine(void **state)
{
	if (unit_folder(state))
		return -1;
	put(state, CPU "/online", "0-7\n");
	put(state, CPU "/isolated", "3\n");
	put(state, CPU "/nohz_full", "\n");
	put(state, CPU "/cpufreq/policy0/scaling_governor", "powersave\n");
	put(state, CPU "/cpufreq/policy1/scaling_governor", "schedutil\n");
	put(state, CPU "/intel_pstate/no_turbo", "0\n");
	put(state, CPU "/cpufreq/boost", "1\n");
	put(state, "/sys/kernel/mm/transparent_hugepage/enabled",
	    "[always] madvise never\n");
	put(state, "/sys/kernel/mm/ksm/run", "1\n");
	put(state, "/proc/sys/kernel/numa_balancing", "1\n");
	put(state, "/proc/irq/1/smp_affinity_list", "0-7\n");
	put(state, "/proc/irq/20/smp_affinity_list", "3\n");
	return 0;
}

static void settings_are_words(void **state)
{
	static const struct {
		const char *name, *value;
	} expected[] = {
		{"governor", "powersave schedutil"},
		{"turbo", "on"},
		{"thp", "always"},
		{"ksm", "on"},
		{"aslr", "absent"},
		{"isolated_cpus", "3"},
		{"nohz_full_cpus", "none"},
		{"irq_affinity", "0-7 3"},
	};
	char value[SETTING_VALUE_MAX];

	for (size_t i = 0; i < COUNT(expected); i++) {
		setting_read(setting_find(expected[i].name),
			     paths_of(state).root, value);
		assert_string_equal(value, expected[i].value);
	}
}

static json_t *changed(void **state, const char *text)
{
	struct host_paths paths = paths_of(state);
	json_t *changes = changes_list(&paths, text, &error);

	if (!changes || changes_make(changes, &error))
		fail_msg("%s", error_text(&error));
	return changes;
}

static void quiet_is_made_and_undone(void **state)
{
	json_t *changes = changed(state, "quiet");

	holds(state, CPU "/cpufreq/policy0/scaling_governor", "performance");
	holds(state, CPU "/cpufreq/policy1/scaling_governor", "performance");
	holds(state, CPU "/intel_pstate/no_turbo", "1");
	holds(state, CPU "/cpufreq/boost", "1");
	holds(state, "/sys/kernel/mm/transparent_hugepage/enabled", "never");
	holds(state, "/sys/kernel/mm/ksm/run", "0");
	holds(state, "/proc/sys/kernel/numa_balancing", "0");
	holds(state, "/proc/irq/1/smp_affinity_list", "0-2,4-7");
	holds(state, "/proc/irq/20/smp_affinity_list", "0-2,4-7");
	assert_int_equal(changes_undo(changes, &error), 0);
	holds(state, CPU "/cpufreq/policy0/scaling_governor", "powersave");
	holds(state, CPU "/cpufreq/policy1/scaling_governor", "schedutil");
	holds(state, CPU "/intel_pstate/no_turbo", "0");
	holds(state, "/sys/kernel/mm/ksm/run", "1");
	holds(state, "/proc/irq/20/smp_affinity_list", "3");
	json_decref(changes);
}

static void a_later_word_counts(void **state)
{
	json_t *changes = changed(state, "quiet turbo=on ksm=unmerge");

	holds(state, CPU "/intel_pstate/no_turbo", "0");
	holds(state, "/sys/kernel/mm/ksm/run", "2");
	assert_int_equal(changes_undo(changes, &error), 0);
	json_decref(changes);
}

static void what_others_change_stays(void **state)
{
	json_t *changes = changed(state, "ksm=off turbo=off");

	put(state, "/sys/kernel/mm/ksm/run", "2\n");
	assert_int_equal(changes_undo(changes, &error), 0);
	holds(state, "/sys/kernel/mm/ksm/run", "2");
	holds(state, CPU "/intel_pstate/no_turbo", "0");
	json_decref(changes);
}

static void bad_settings_are_refused(void **state)
{
	static const struct {
		const char *text, *message;
	} bad[] = {
		{"", "'' is no setting that can be changed; allowed: quiet"},
		{"fan=off", "'fan' is no setting that can be changed"},
		{"isolated_cpus=3", "'isolated_cpus' is no setting that can"},
		{"ksm", "'ksm' has no value; allowed: ksm=VALUE with off, on"},
		{"ksm=maybe", "ksm cannot be 'maybe'; allowed: off, on"},
		{"irq_affinity=x", "irq_affinity cannot be 'x'; allowed: away"},
		{"aslr=off", "this machine has no setting aslr"},
	};
	struct host_paths paths = paths_of(state);

	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_null(changes_list(&paths, bad[i].text, &error));
		assert_contains(error_text(&error), bad[i].message);
	}
}

static bool is_repaired(const struct host_paths *paths)
{
	const struct timespec step = {.tv_nsec = 10000000};

	for (int i = 0; i < 1000 && state_exists(paths); i++)
		nanosleep(&step, NULL);
	return !state_exists(paths);
}

static void begin(void **state, struct host_session *session)
{
	struct host_paths paths = paths_of(state);

	if (host_session_begin(session, &paths, NULL, "ksm=off", &error))
		fail_msg("%s", error_text(&error));
	holds(state, "/sys/kernel/mm/ksm/run", "0");
}

static void a_session_ends_as_it_began(void **state)
{
	struct host_session session;
	json_t *json;

	put(state, "/sys/kernel/mm/ksm/run", "1\n");
	begin(state, &session);
	json = host_session_json(&session);
	assert_int_equal(json_object_size(json_object_get(json, "settings")),
			 1);
	json_decref(json);
	assert_int_equal(host_session_end(&session, &error), 0);
	holds(state, "/sys/kernel/mm/ksm/run", "1");
	assert_false(state_exists(&session.paths));
}

/* A process that begins a session and is killed. Returns its guardian. */
static pid_t begin_and_die(void **state, bool guardian_too)
{
	struct host_session session;
	int pipes[2], status;
	pid_t pid, guardian = 0;

	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		begin(state, &session);
		if (guardian_too)
			kill(session.guardian.pid, SIGKILL);
		if (write(pipes[1], &session.guardian.pid, sizeof(pid)) > 0)
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(read(pipes[0], &guardian, sizeof(guardian)),
			 sizeof(guardian));
	close(pipes[0]);
	close(pipes[1]);
	return guardian;
}

static void the_guardian_restores_what_a_killed_run_left(void **state)
{
	struct host_paths paths = paths_of(state);

	begin_and_die(state, false);
	assert_true(is_repaired(&paths));
	holds(state, "/sys/kernel/mm/ksm/run", "1");
}

static void the_next_start_restores_it_without_a_guardian(void **state)
{
	struct host_paths paths = paths_of(state);
	bool any;

	begin_and_die(state, true);
	assert_true(state_exists(&paths));
	holds(state, "/sys/kernel/mm/ksm/run", "0");
	assert_int_equal(host_session_repair(&paths, &any, &error), 0);
	assert_true(any);
	holds(state, "/sys/kernel/mm/ksm/run", "1");
	assert_int_equal(host_session_repair(&paths, &any, &error), 0);
	assert_false(any);
}

static void a_session_outlives_its_guardian(void **state)
{
	struct host_session session;

	begin(state, &session);
	kill(session.guardian.pid, SIGKILL);
	assert_int_equal(host_session_end(&session, &error), 0);
	holds(state, "/sys/kernel/mm/ksm/run", "1");
}

/* Only the state file knows what is still to be taken back. */
static void what_is_not_taken_back_stays_known(void **state)
{
	struct host_paths paths = paths_of(state);
	char file[PATH_MAX + 8];
	struct host_session session;
	FILE *to;

	begin_and_die(state, true);
	snprintf(file, sizeof(file), "%s/state", paths.state);
	to = fopen(file, "w");
	assert_non_null(to);
	fputs("{", to);
	fclose(to);
	assert_int_equal(host_session_begin(&session, &paths, NULL, "ksm=off",
					    &error),
			 -1);
	assert_true(state_exists(&paths));
	state_remove(&paths);
	put(state, "/sys/kernel/mm/ksm/run", "1\n");
}

/* Every second of 128 processors: those of one of two nodes. */
static void a_long_text_is_restored_whole(void **state)
{
	struct host_paths paths = paths_of(state);
	struct host_session session;
	char list[SETTING_TEXT_MAX] = "0", line[SETTING_TEXT_MAX + 1];
	size_t n = 1;

	for (int cpu = 2; cpu < 128; cpu += 2)
		n += (size_t)snprintf(list + n, sizeof(list) - n, ",%d", cpu);
	snprintf(line, sizeof(line), "%s\n", list);
	put(state, "/proc/irq/30/smp_affinity_list", line);
	assert_int_equal(host_session_begin(&session, &paths, NULL,
					    "irq_affinity=away", &error),
			 0);
	holds(state, "/proc/irq/30/smp_affinity_list", "0-2,4-7");
	assert_int_equal(host_session_end(&session, &error), 0);
	holds(state, "/proc/irq/30/smp_affinity_list", list);
	assert_int_equal(
		unlink(path_of(state, "/proc/irq/30/smp_affinity_list")), 0);
}

/* An interrupt, or a processor, may go while a run changes it. */
static void what_is_gone_needs_no_restoring(void **state)
{
	struct host_paths paths = paths_of(state);
	struct host_session session;

	put(state, "/proc/irq/30/smp_affinity_list", "0-7\n");
	assert_int_equal(host_session_begin(&session, &paths, NULL,
					    "irq_affinity=away", &error),
			 0);
	assert_int_equal(
		unlink(path_of(state, "/proc/irq/30/smp_affinity_list")), 0);
	assert_int_equal(host_session_end(&session, &error), 0);
	assert_false(state_exists(&paths));
}

static void two_runs_do_not_change_one_machine(void **state)
{
	struct host_paths paths = paths_of(state);
	struct host_session session;

	begin(state, &session);
	assert_int_equal(state_lock(&paths, 0, &error), -1);
	assert_contains(error_text(&error), "another run has changed this");
	assert_int_equal(host_session_end(&session, &error), 0);
}

static void a_folder_of_others_gives_no_orders(void **state)
{
	struct host_paths paths = paths_of(state);

	chmod(paths.state, 0777);
	assert_int_equal(state_lock(&paths, 0, &error), -1);
	assert_contains(error_text(&error), "is not a folder of this user");
	chmod(paths.state, 0700);
}

/* What is said to a user who answers on a terminal; @status: of the check. */
static char *asked(const char *answer, int *status)
{
	struct host_paths paths = {"/nowhere", "/nowhere"};
	static char text[4096];
	size_t used = 0;
	int terminal;
	pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
	ssize_t n;

	if (pid == 0)
		_exit(confirm_module(&paths, "6.1", "x.ko", false, &error) ? 1
									   : 0);
	assert_int_equal(write(terminal, answer, strlen(answer)),
			 strlen(answer));
	while ((n = read(terminal, text + used, sizeof(text) - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
	assert_int_equal(waitpid(pid, status, 0), pid);
	close(terminal);
	return text;
}

static void a_terminal_is_asked(void **state)
{
	int status;
	char *text = asked("y\n", &status);

	(void)state;
	assert_int_equal(status, 0);
	assert_contains(text, "x.ko goes into the running kernel 6.1");
	assert_contains(text, "taint until the next reboot: none now; the "
			      "module adds at most: O (out of tree)");
	assert_contains(text, "Load it? [y/N]");
	asked("n\n", &status);
	assert_int_not_equal(status, 0);
	asked("\n", &status);
	assert_int_not_equal(status, 0);
}

static void taint_has_letters(void **state)
{
	char text[TAINT_TEXT_MAX];

	(void)state;
	taint_text(0, text);
	assert_string_equal(text, "none");
	taint_text(1 << 9 | 1 << 12 | 1 << 13, text);
	assert_string_equal(text, "W, O (out of tree), E (unsigned)");
}

static void a_missing_option_is_named(void **state)
{
	struct host_paths paths = paths_of(state);
	char *options = unit_file(state, "options",
				  "# text\nCONFIG_HMM_MIRROR\tmodule\tpages\n"
				  "CONFIG_TMPFS\tguest\t/tmp\n"
				  "CONFIG_OTHER\tmodule/vax\tpages\n"
				  "CONFIG_SMP\ttests\tnot the module\n");

	put(state, "/boot/config-6.1", "CONFIG_HMM_MIRROR=y\n");
	assert_int_equal(kernel_config_check(&paths, "6.1", options, &error),
			 0);
	put(state, "/boot/config-6.1", "# CONFIG_HMM_MIRROR is not set\n");
	assert_int_equal(kernel_config_check(&paths, "6.1", options, &error),
			 -1);
	assert_contains(error_text(&error),
			"kernel 6.1 was built without CONFIG_HMM_MIRROR");
	put(state, "/proc/kallsyms", "0 T hmm_range_fault\n");
	assert_int_equal(kernel_config_check(&paths, "6.2", options, &error),
			 -1);
	assert_contains(error_text(&error),
			"no function mmu_interval_notifier_insert, which");
	free(options);
}

static void a_kernel_without_modules_is_refused(void **state)
{
	struct host_paths paths = paths_of(state);

	put(state, "/proc/self/status", "CapEff:\t0000000000000000\n");
	assert_int_equal(module_check_kernel(&paths, "6.1", "", &error), -1);
	assert_contains(error_text(&error), "allowed: root");
	put(state, "/proc/self/status", "CapEff:\t000001ffffffffff\n");
	assert_int_equal(module_check_kernel(&paths, "6.1", "", &error), -1);
	assert_contains(error_text(&error), "without CONFIG_MODULES");
	put(state, "/proc/modules", "mnbench 16384 0 - Live 0x0\n");
	assert_int_equal(module_check_kernel(&paths, "6.1", "", &error), -1);
	assert_contains(error_text(&error), "is loaded already");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_are_words),
		cmocka_unit_test(quiet_is_made_and_undone),
		cmocka_unit_test(a_later_word_counts),
		cmocka_unit_test(what_others_change_stays),
		cmocka_unit_test(bad_settings_are_refused),
		cmocka_unit_test(a_session_ends_as_it_began),
		cmocka_unit_test(the_guardian_restores_what_a_killed_run_left),
		cmocka_unit_test(the_next_start_restores_it_without_a_guardian),
		cmocka_unit_test(a_session_outlives_its_guardian),
		cmocka_unit_test(what_is_not_taken_back_stays_known),
		cmocka_unit_test(a_long_text_is_restored_whole),
		cmocka_unit_test(what_is_gone_needs_no_restoring),
		cmocka_unit_test(two_runs_do_not_change_one_machine),
		cmocka_unit_test(a_folder_of_others_gives_no_orders),
		cmocka_unit_test(a_terminal_is_asked),
		cmocka_unit_test(taint_has_letters),
		cmocka_unit_test(a_missing_option_is_named),
		cmocka_unit_test(a_kernel_without_modules_is_refused),
	};

	return cmocka_run_group_tests_name("host", tests, make_machine,
					   unit_remove_folder);
}
