// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin of QEMU that counts the instructions of a guest by the phases of a
 * sample. A phase begins when the agent enters one of its functions, and has
 * all instructions of all CPUs until the next phase begins.
 *
 *	-plugin phases.so,marks=FILE,out=FILE
 *
 * A line of marks is "ADDRESS PHASE": the address of a function in hexadecimal,
 * and the number of the phase that begins there. Phase 0 begins with the boot.
 * Lines of out are "PHASE INSTRUCTIONS TIMES": how often the phase has begun.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is needed of QEMU's interface, version 2; it installs no header. */
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
typedef void (*translated_fn)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void (*executed_fn)(unsigned int cpu, void *user);
typedef void (*exit_fn)(qemu_plugin_id_t id, void *user);
enum flags { NO_REGISTERS };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
					   translated_fn translated);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb,
					  executed_fn executed,
					  enum flags flags, void *user);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, exit_fn exit,
				    void *user);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 2;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc,
			       char **argv);

#define PHASES_MAX 64
#define MARKS_MAX  256

struct mark {
	uint64_t address;
	unsigned int phase;
};

/* A block of instructions that is executed as a whole. */
struct block {
	uint64_t instructions;
	int phase; /* that begins here; -1: none */
};

static struct mark marks[MARKS_MAX];
static size_t mark_count;
static unsigned int phase;
static uint64_t counts[PHASES_MAX], times[PHASES_MAX];
static const char *out;

/* With icount, one thread runs all CPUs. */
static void executed(unsigned int cpu, void *user)
{
	const struct block *block = user;

	(void)cpu;
	if (block->phase >= 0) {
		phase = (unsigned int)block->phase;
		times[phase]++;
	}
	counts[phase] += block->instructions;
}

/* A block lives as long as QEMU, which may keep what it translated. */
static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	struct block *block = malloc(sizeof(*block));
	uint64_t address = qemu_plugin_tb_vaddr(tb);

	(void)id;
	if (!block)
		abort();
	block->instructions = qemu_plugin_tb_n_insns(tb);
	block->phase = -1;
	for (size_t i = 0; i < mark_count; i++)
		if (marks[i].address == address)
			block->phase = (int)marks[i].phase;
	qemu_plugin_register_vcpu_tb_exec_cb(tb, executed, NO_REGISTERS, block);
}

static void write_counts(qemu_plugin_id_t id, void *user)
{
	FILE *file = fopen(out, "w");

	(void)id;
	(void)user;
	if (!file) {
		fprintf(stderr, "%s: %s\n", out, strerror(errno));
		return;
	}
	for (unsigned int i = 0; i < PHASES_MAX; i++)
		fprintf(file, "%u %" PRIu64 " %" PRIu64 "\n", i, counts[i],
			times[i]);
	fclose(file);
}

static int read_marks(const char *path)
{
	FILE *file = fopen(path, "r");
	struct mark *mark = marks;

	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	while (mark < marks + MARKS_MAX &&
	       fscanf(file, "%" SCNx64 " %u", &mark->address, &mark->phase) ==
		       2 &&
	       mark->phase < PHASES_MAX)
		mark++;
	fclose(file);
	mark_count = (size_t)(mark - marks);
	return 0;
}

int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc,
			char **argv)
{
	(void)info;
	if (argc != 2 || strncmp(argv[0], "marks=", 6) ||
	    strncmp(argv[1], "out=", 4)) {
		fprintf(stderr, "phases.so: needs marks=FILE,out=FILE\n");
		return -1;
	}
	if (read_marks(argv[0] + 6))
		return -1;
	out = strdup(argv[1] + 4);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, write_counts, NULL);
	return 0;
}
