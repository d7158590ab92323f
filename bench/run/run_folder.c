// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making the folder of a run. All guests share one initramfs of agent and
 * module; each batch gets a copy with its own list of samples appended. In
 * venue host nothing boots, so a batch is its list of samples and a link to the
 * agent. The folder of a boot is in that of its batch, with links to what all
 * boots of the batch share.
 */
#include "run/run_folder.h"

#include <errno.h>
#include <ftw.h>
#include <gsl/gsl_rng.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/address_space.h"
#include "common/cell_activity.h"
#include "common/modes.h"
#include "common/needs.h"
#include "lib/exit.h"
#include "lib/path.h"
#include "lib/process.h"
#include "lib/suite_layout.h"
#include "plan/plan_cpus.h"
#include "plan/plan_nodes.h"
#include "run/stop_signals.h"
#include "workload.h"

/* Those of modes and of what workloads need. */
#define ARCHIVES_MAX (MODES_MAX + 16)

#define AGENT_JEMALLOC "agent-jemalloc"

void run_folder_of_batch(const char *folder, size_t batch, char *path,
			 size_t size)
{
	path_print(path, size, "%s/batch-%zu", folder, batch + 1);
}

void run_folder_of_boot(const char *folder, size_t batch, size_t boot,
			char *path, size_t size)
{
	path_print(path, size, "%s/batch-%zu/boot-%zu", folder, batch + 1,
		   boot + 1);
}

static int remove_entry(const char *path, const struct stat *st, int type,
			struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	remove(path);
	return 0;
}

void run_folder_remove(const char *folder)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Run a script of vm/. */
static int run_script(char *const argv[], struct error *error)
{
	char text[ERROR_MESSAGE_MAX / 2];
	int status = process_run(argv, true, text, sizeof(text));

	if (status == 0)
		return 0;
	return error_set(error, "%s failed: %s", argv[0],
			 text[0] ? text : "no message");
}

static int make_base(const char *folder, const struct environment *e,
		     struct error *error)
{
	char script[PATH_ROOM], out[PATH_ROOM];
	char *argv[] = {script, out, (char *)e->agent, (char *)e->module, NULL};

	path_print(script, sizeof(script), "%s/vm/initramfs.sh", e->suite_dir);
	path_print(out, sizeof(out), "%s/initramfs", folder);
	return run_script(argv, error);
}

/* Write each address space that the cells of a batch have, once. */
static void write_spaces(FILE *file, const struct plan *plan,
			 const struct batch *batch)
{
	const struct address_space *space;

	for (uint64_t number = 1; (space = address_space_at(number));
	     number++) {
		bool used = false;

		for (size_t i = 0; !used && i < batch->cell_count; i++)
			used = plan->cells[batch->cells[i]].address_space ==
			       number;
		if (used)
			address_space_to_lines(space, file);
	}
}

/*
 * Write the lines that the agent reads (docs/protocol.md). @layouts NULL: all
 * samples have the same memory layout.
 */
static int write_samples(const char *path, const struct plan *plan,
			 const struct batch *batch, const struct venue *venue,
			 gsl_rng *layouts)
{
	FILE *file = fopen(path, "w");
	char line[2048];

	if (!file)
		return -1;
	if (venue->timed)
		fprintf(file, "batch timed=1 shared=%d\n", venue->runs_on_host);
	write_spaces(file, plan, batch);
	for (size_t i = 0; i < batch->sample_count; i++) {
		size_t cell = sample_cell(plan, batch->order[i]);

		fprintf(file, "sample id=%zu cell=%zu ", batch->order[i], cell);
		if (layouts)
			fprintf(file, "layout=%lu ", gsl_rng_get(layouts));
		cell_to_line(&plan->cells[cell], line, sizeof(line));
		fprintf(file, "%s\n", line);
	}
	if (ferror(file)) {
		fclose(file);
		return -1;
	}
	return fclose(file);
}

static int write_number(const char *path, uint64_t number)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	fprintf(file, "%" PRIu64 "\n", number);
	return fclose(file);
}

static int write_word(const char *path, const char *word)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	fprintf(file, "%s\n", word);
	return fclose(file);
}

/* Link one of the kernel's files, if the kernel has it. */
static int link_kernel(const struct environment *e, const char *folder,
		       const char *name)
{
	char from[PATH_ROOM], to[PATH_ROOM];

	path_print(from, sizeof(from), "%s/%s", e->kernel_dir, name);
	path_print(to, sizeof(to), "%s/%s", folder, name);
	if (access(from, R_OK))
		return 0;
	return symlink(from, to);
}

/* Whether a workload of the batch has a need. */
static bool batch_needs(const struct plan *plan, const struct batch *batch,
			const struct need *need)
{
	for (size_t i = 0; i < batch->cell_count; i++) {
		const struct cell *cell = &plan->cells[batch->cells[i]];

		if (cell_needs(cell, need))
			return true;
	}
	return false;
}

static bool batch_has_jemalloc(const struct plan *plan,
			       const struct batch *batch)
{
	for (size_t i = 0; i < batch->cell_count; i++)
		if (plan->cells[batch->cells[i]].allocator ==
		    ALLOCATOR_JEMALLOC)
			return true;
	return false;
}

static size_t add_archive(char **archives, size_t count, const char *kernel_dir,
			  const char *folder, const char *name)
{
	return count + (asprintf(&archives[count], "+%s/%s/%s", kernel_dir,
				 folder, name) > 0);
}

/*
 * Write "+FILE" for each archive of kernel modules that the modes and workloads
 * of a batch need, in the form that vm/append.sh takes. Returns how many there
 * are.
 */
static size_t archives_of_batch(const struct environment *e,
				const struct plan *plan,
				const struct batch *batch,
				char *archives[ARCHIVES_MAX])
{
	const struct mode_info *mode;
	size_t count = 0;

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		bool used = false;

		if (!(mode->flags & MODE_IN_AGENT))
			continue;
		for (size_t k = 0; k < batch->cell_count; k++)
			used = used ||
			       mode_find(plan->cells[batch->cells[k]].mode) ==
				       mode;
		if (used)
			count = add_archive(archives, count, e->kernel_dir,
					    "modes", mode->name);
	}
	for (const struct need *need = needs; need->name; need++)
		if (need->has_modules && batch_needs(plan, batch, need))
			count = add_archive(archives, count, e->kernel_dir,
					    "needs", need->name);
	return count;
}

static int append_samples(const char *folder, const char *batch_folder,
			  const struct environment *e, const struct plan *plan,
			  const struct batch *batch, struct error *error)
{
	char script[PATH_ROOM], base[PATH_ROOM], out[PATH_ROOM];
	char file[PATH_ROOM + 8], agent[PATH_ROOM];
	char *archives[ARCHIVES_MAX] = {0};
	char *argv[ARCHIVES_MAX + 5] = {script, base, out, file};
	size_t count = archives_of_batch(e, plan, batch, archives);
	int ret;

	if (batch_has_jemalloc(plan, batch) &&
	    suite_agent_jemalloc(e->agent, agent, sizeof(agent)) &&
	    asprintf(&archives[count], "!%s=%s", AGENT_JEMALLOC, agent) > 0)
		count++;
	memcpy(argv + 4, archives, count * sizeof(*archives));

	path_print(script, sizeof(script), "%s/vm/append.sh", e->suite_dir);
	path_print(base, sizeof(base), "%s/initramfs", folder);
	path_print(out, sizeof(out), "%s/initrd", batch_folder);
	path_print(file, sizeof(file), "batch=%s/batch", batch_folder);
	ret = run_script(argv, error);
	while (count)
		free(archives[--count]);
	return ret;
}

/*
 * Timed samples get a random memory layout, seeded by batch like their order.
 */
static int write_batch(const char *path, size_t index, const struct plan *plan,
		       const struct batch *batch, const struct venue *venue)
{
	char samples[PATH_ROOM];
	gsl_rng *layouts = NULL;
	int ret;

	path_print(samples, sizeof(samples), "%s/batch", path);
	if (venue->timed) {
		layouts = gsl_rng_alloc(gsl_rng_mt19937);
		if (!layouts)
			return -1;
		gsl_rng_set(layouts, plan->seed + index);
	}
	ret = write_samples(samples, plan, batch, venue, layouts);
	if (layouts)
		gsl_rng_free(layouts);
	return ret;
}

static bool plan_needs(const struct plan *plan, const struct need *need)
{
	for (size_t i = 0; i < plan->count; i++)
		if (cell_needs(&plan->cells[i], need))
			return true;
	return false;
}

/* Whether a cell says on which NUMA node memory is. */
static bool plan_has_nodes(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (cell_has_nodes(&plan->cells[i]))
			return true;
	return false;
}

/*
 * Write what cells need of the guest itself: nodes, features of its CPU. All
 * guests of a run are alike.
 */
static int write_needs(const char *path, const struct plan *plan)
{
	char nodes[PATH_ROOM], cpu[PATH_ROOM];

	path_print(nodes, sizeof(nodes), "%s/nodes", path);
	path_print(cpu, sizeof(cpu), "%s/cpu", path);
	for (const struct need *need = needs; need->name; need++) {
		if (!plan_needs(plan, need))
			continue;
		if ((need->nodes && write_number(nodes, need->nodes)) ||
		    (need->cpu && write_word(cpu, need->cpu)))
			return -1;
	}
	return plan_has_nodes(plan) ? write_number(nodes, PLAN_GUEST_NODES) : 0;
}

/* Write what a guest boots from, but the initrd. */
static int write_guest(const char *path, const struct environment *e,
		       const struct plan *plan)
{
	char memory[PATH_ROOM], vcpus[PATH_ROOM], timed[PATH_ROOM];
	const char *accelerator = e->venue->accelerator;

	path_print(memory, sizeof(memory), "%s/memory_mb", path);
	path_print(vcpus, sizeof(vcpus), "%s/vcpus", path);
	path_print(timed, sizeof(timed), "%s/timed", path);
	if (write_number(memory, plan->memory_mb) ||
	    write_number(vcpus, plan_cpus(plan)) ||
	    (accelerator && write_word(timed, accelerator)) ||
	    write_needs(path, plan) || link_kernel(e, path, "vmlinuz") ||
	    link_kernel(e, path, "cmdline") || link_kernel(e, path, "arch"))
		return -1;
	return 0;
}

static int write_agent(const char *path, const struct environment *e)
{
	char agent[PATH_ROOM], other[PATH_ROOM], link[PATH_ROOM];

	path_print(agent, sizeof(agent), "%s/agent", path);
	path_print(link, sizeof(link), "%s/" AGENT_JEMALLOC, path);
	if (suite_agent_jemalloc(e->agent, other, sizeof(other)) &&
	    symlink(other, link))
		return -1;
	return symlink(e->agent, agent);
}

static int make_batch(const char *folder, size_t index,
		      const struct environment *e, const struct plan *plan,
		      const struct batch *batch, struct error *error)
{
	char path[PATH_MAX];

	run_folder_of_batch(folder, index, path, sizeof(path));
	if (mkdir(path, 0777) ||
	    write_batch(path, index, plan, batch, e->venue) ||
	    (e->venue->runs_on_host ? write_agent(path, e)
				    : write_guest(path, e, plan)))
		return error_set(error, "cannot fill the folder %s: %s", path,
				 strerror(errno));
	if (e->venue->runs_on_host)
		return 0;
	return append_samples(folder, path, e, plan, batch, error);
}

int run_folder_make(const char *folder, const struct environment *environment,
		    const struct plan *plan, const struct batches *batches,
		    const bool *skip, struct error *error)
{
	run_folder_remove(folder);
	if (path_make_folder(folder)) {
		error_set(error, "cannot make the folder %s: %s", folder,
			  strerror(errno));
		return STATUS_BAD;
	}
	if (!environment->venue->runs_on_host &&
	    make_base(folder, environment, error))
		return STATUS_BAD;
	for (size_t i = 0; i < batches->count; i++) {
		if (stop_signals_pending())
			return STATUS_INTERRUPTED;
		if (!skip[i] && make_batch(folder, i, environment, plan,
					   &batches->batch[i], error))
			return STATUS_BAD;
	}
	return STATUS_OK;
}

int run_folder_rewrite(const char *folder, size_t batch,
		       const struct environment *environment,
		       const struct plan *plan, const struct batches *batches,
		       struct error *error)
{
	char path[PATH_ROOM];

	run_folder_of_batch(folder, batch, path, sizeof(path));
	if (!write_batch(path, batch, plan, &batches->batch[batch],
			 environment->venue))
		return 0;
	return error_set(error, "cannot write to the folder %s: %s", path,
			 strerror(errno));
}

int run_folder_make_boot(const char *folder, size_t batch, size_t boot)
{
	static const char *const shared[] = {
		"vmlinuz", "initrd", "cmdline", "memory_mb",
		"vcpus",   "timed",  "agent",   "batch",
		"arch",    "nodes",  "cpu",     AGENT_JEMALLOC};
	char path[PATH_MAX], to[PATH_ROOM], from[PATH_ROOM];
	char own[PATH_MAX];

	run_folder_of_batch(folder, batch, own, sizeof(own));
	run_folder_of_boot(folder, batch, boot, path, sizeof(path));
	if (mkdir(path, 0777))
		return -1;
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++) {
		path_print(from, sizeof(from), "%s/%s", own, shared[i]);
		if (access(from, R_OK)) /* this venue has none */
			continue;
		path_print(from, sizeof(from), "../%s", shared[i]);
		path_print(to, sizeof(to), "%s/%s", path, shared[i]);
		if (symlink(from, to))
			return -1;
	}
	return 0;
}
