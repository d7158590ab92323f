// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of which records of the kernel log report a defect. */
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>

#include "agent/kernel_log.h"

/* How many of these records of /dev/kmsg report one. */
static int defects_in(const char *const *records, size_t count)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int log[2], found;

	assert_non_null(out);
	/* As for /dev/kmsg, one read returns what one write wrote. */
	assert_int_equal(pipe2(log, O_DIRECT | O_NONBLOCK | O_CLOEXEC), 0);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(write(log[1], records[i], strlen(records[i])),
				 strlen(records[i]));
	close(log[1]);
	found = kernel_log_defects(out, log[0]);
	fclose(out);
	free(text);
	return found;
}

static void reports_are_found(void **state)
{
	static const char *const reports[] = {
		"4,1,0,-;WARNING: possible circular locking dependency "
		"detected\n",
		"4,2,0,-;WARNING: suspicious RCU usage\n",
		"3,3,0,-;BUG: KASAN: slab-use-after-free in f+0x1/0x2\n",
		"3,4,0,-;BUG: sleeping function called from invalid context\n",
		"3,5,0,-;INFO: trying to register non-static key.\n",
		"4,6,0,-;turning off the locking correctness validator.\n",
		"3,7,0,-;INFO: task init:1 blocked for more than 120 seconds\n",
		"3,8,0,-;rcu: INFO: rcu_preempt self-detected stall on CPU\n",
		"3,9,0,-;rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:"
		"\n",
		"4,10,0,-;ODEBUG: free active (active state 0) object\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(reports); i++)
		if (defects_in(&reports[i], 1) != 1)
			fail_msg("not found: %s", reports[i]);
	assert_int_equal(defects_in(reports, 3), 3);
}

static void other_records_are_not(void **state)
{
	static const char *const records[] = {
		"6,1,0,-;Linux version 6.1.0\n",
		"6,2,0,-;lockdep: the lock validator is on\n",
		"6,3,0,-;kmemleak: Automatic memory scanning thread started\n",
		"6,4,0,-;mnbench: loading out-of-tree module taints kernel.\n",
	};

	(void)state;
	assert_int_equal(defects_in(records, COUNT(records)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_found),
		cmocka_unit_test(other_records_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
