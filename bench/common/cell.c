// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of cell keys and what follows from it: parsing, printing, checking
 * and comparing cells. mnbench and the agent share it, so a key that is added
 * to the table is understood by plans, by the agent and by result files.
 */
#include "common/cell.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/modes.h"
#include "mnbench_abi.h"
#include "workload.h"

#define KiB UINT64_C(1024)
#define MiB (1024 * KiB)
#define GiB (1024 * MiB)
#define TiB (1024 * GiB)

/* Where placement same-chunk acts, counted from the start of a run. */
#define SAME_CHUNK_OFFSET (32 * KiB)
#define SAME_CHUNK_SPAN   (64 * KiB)

/* In the order of enum timed, placement, mnbench_filter, mnbench_removal,
 * mnbench_wait. */
static const char *const timed_kinds[] = {"operation",  "attach", "first-fault",
					  "detach",     "exit",   "register",
					  "unregister", "fault",  NULL};
static const char *const placements[] = {"far", "same-chunk", "overlap", NULL};
static const char *const filters[] = {"default", "off", "on", NULL};
static const char *const removals[] = {"deferred", "keep", NULL};
static const char *const arms[] = {"a", "b", NULL};
static const char *const quiesces[] = {"rcu", "none", NULL};
static const char *const backings[] = {"anonymous", "zero", NULL};
static const char *const module_states[] = {"loaded", "absent", NULL};
static const char *const waits[] = {"spin", "sleep", NULL};

/* A process has 65,530 at the most (vm.max_map_count), some of its own. */
#define VMAS_MAX 60000
/* The largest sensible operation, and what one leaf of a page table maps. */
#define OPERATION_PAGES_MAX 8
#define FAULT_PAGES_MAX     512
/* What a workload acts on that is not timed itself. */
#define CHURN_PAGES 1

#define AT(field) offsetof(struct cell, field)
#define LATENCY   0, MNBENCH_LATENCY_MAX_NS

const struct cell_key cell_keys[] = {
	{"workload", CELL_NAME, SCOPE_ALL, AT(workload), NULL, 0, 0, NULL,
	 "what the application does meanwhile (list workloads)"},
	{"mode", CELL_NAME, SCOPE_ALL, AT(mode), NULL, 0, 0, NULL,
	 "how the device subscribes to the address space (list modes)"},
	{"timed", CELL_CHOICE, SCOPE_ALL, AT(timed), timed_kinds, 0, 4,
	 "operation",
	 "what is timed: what the application does, or the device"},
	{"placement", CELL_CHOICE, SCOPE_ALL, AT(placement), placements, 0, 2,
	 "far", "where it acts: away from device pages, beside, or on them"},
	{"threads", CELL_COUNT, SCOPE_ALL, AT(threads), NULL, 0, 1, "1",
	 "threads that operate; 0: the application is idle"},
	{"pages", CELL_COUNT, SCOPE_ALL, AT(pages), NULL, 1, FAULT_PAGES_MAX,
	 "4", "4 KiB pages that one timed operation acts on"},
	{"chunk_size", CELL_SIZE, SCOPE_CHUNKS, AT(chunk_size), NULL, 4 * KiB,
	 MNBENCH_CHUNK_SIZE_MAX, "2M",
	 "address space that one interval notifier covers; a power of two"},
	{"filter", CELL_CHOICE, SCOPE_DEVICE, AT(filter), filters, 0, 2,
	 "default", "whether ranges without device pages skip the device"},
	{"removal", CELL_CHOICE, SCOPE_KEEPS, AT(removal), removals, 0, 1,
	 "deferred", "what becomes of a chunk whose last page has gone"},
	{"device_ns", CELL_TIME, SCOPE_DEVICE, AT(device_ns), NULL, LATENCY,
	 "0", "latency of one invalidation of the device"},
	{"device_page_ns", CELL_TIME, SCOPE_DEVICE, AT(device_page_ns), NULL,
	 LATENCY, "0", "what each device page in its range adds to it"},
	{"fault_ns", CELL_TIME, SCOPE_DEVICE, AT(fault_ns), NULL, LATENCY, "0",
	 "latency of a device fault"},
	{"wait", CELL_CHOICE, SCOPE_DEVICE, AT(wait), waits, 0, 1, "spin",
	 "how an invalidation waits for the device"},
	{"inflight", CELL_COUNT, SCOPE_DEVICE, AT(inflight), NULL, 1,
	 MNBENCH_INFLIGHT_MAX, "32",
	 "invalidations that the device processes at the same time"},
	{"region_size", CELL_SIZE, SCOPE_ALL, AT(region_size), NULL, 4 * KiB,
	 16 * TiB, "64M", "span of the memory that the device uses"},
	{"region_stride", CELL_SIZE, SCOPE_ALL, AT(region_stride), NULL,
	 4 * KiB, 16 * TiB, "2M", "distance of the runs of pages in it"},
	{"region_run", CELL_SIZE, SCOPE_ALL, AT(region_run), NULL, 4 * KiB,
	 16 * TiB, "16K", "populated bytes at the start of each stride"},
	{"backing", CELL_CHOICE, SCOPE_ALL, AT(backing), backings, 0, 1,
	 "anonymous", "what its pages are: each its own, or all the zero page"},
	{"vmas", CELL_COUNT, SCOPE_ALL, AT(vmas), NULL, 0, VMAS_MAX, "0",
	 "VMAs of a page each that the process has besides"},
	{"quiesce", CELL_CHOICE, SCOPE_ALL, AT(quiesce), quiesces, 0, 1, "rcu",
	 "what is waited for before each operation"},
	{"arm", CELL_CHOICE, SCOPE_BARE, AT(arm), arms, 0, 1, "a",
	 "b: the same as a once more, to see how far equal cells differ"},
	{"module", CELL_CHOICE, SCOPE_BARE, AT(module), module_states, 0, 1,
	 "loaded", "whether the kernel has mnbench's module"},
	{"limit_ns", CELL_TIME, SCOPE_ALL, AT(limit_ns), NULL, 0,
	 UINT64_C(1000000000000), "0",
	 "operations end a sample when they have taken so long; 0: never"},
	{"ops", CELL_COUNT, SCOPE_ALL, AT(ops), NULL, 1, 1000000, "100",
	 "timed operations of a sample"},
	{"warmup", CELL_COUNT, SCOPE_ALL, AT(warmup), NULL, 0, 1000000, "20",
	 "operations before them that are not kept"},
	{0},
};

struct unit {
	const char *suffix;
	uint64_t factor;
};

/* From the largest, so that formatting takes the first that divides. */
static const struct unit size_units[] = {
	{"T", TiB}, {"G", GiB}, {"M", MiB}, {"K", KiB}, {NULL, 1}};
static const struct unit time_units[] = {
	{"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1}, {NULL, 1}};
static const struct unit no_units[] = {{NULL, 1}};

static const struct unit *key_units(const struct cell_key *key)
{
	if (key->kind == CELL_SIZE)
		return size_units;
	return key->kind == CELL_TIME ? time_units : no_units;
}

/* Text that is built up in a buffer and cut at its end. */
struct text {
	char *at;
	size_t left;
};

__attribute__((format(printf, 2, 3))) static void
append(struct text *text, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text->at, text->left, format, args);
	va_end(args);
	if (n < 0 || text->left == 0)
		return;
	if ((size_t)n >= text->left)
		n = (int)text->left - 1;
	text->at += n;
	text->left -= (size_t)n;
}

const struct cell_key *cell_key_find(const char *name)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

static uint64_t *number_of(struct cell *cell, const struct cell_key *key)
{
	return (uint64_t *)((char *)cell + key->offset);
}

static char *name_of(struct cell *cell, const struct cell_key *key)
{
	return (char *)cell + key->offset;
}

uint64_t cell_number(const struct cell *cell, const struct cell_key *key)
{
	return *(const uint64_t *)((const char *)cell + key->offset);
}

static const char *cell_name(const struct cell *cell,
			     const struct cell_key *key)
{
	return (const char *)cell + key->offset;
}

static bool key_is(const struct cell_key *key, const char *name)
{
	return strcmp(key->name, name) == 0;
}

static void append_names(struct text *text, const struct cell_key *key)
{
	const char *between = "";

	if (key_is(key, "workload")) {
		for (size_t i = 0; workloads[i]; i++, between = ", ")
			append(text, "%s%s", between, workloads[i]->name);
		append(text, "%s" CELL_IDLE, between);
		return;
	}
	for (size_t i = 0; mode_at(i); i++, between = ", ")
		append(text, "%s%s", between, mode_at(i)->name);
}

static int set_name(struct cell *cell, const struct cell_key *key,
		    const char *value, struct error *error)
{
	bool known = key_is(key, "workload")
			     ? workload_find(value) || !strcmp(value, CELL_IDLE)
			     : mode_find(value) != NULL;
	char message[ERROR_MESSAGE_MAX] = "";
	struct text text = {message, sizeof(message)};

	if (known && strlen(value) < CELL_NAME_MAX) {
		strcpy(name_of(cell, key), value);
		return 0;
	}
	append(&text, "unknown %s '%s'; allowed: ", key->name, value);
	append_names(&text, key);
	return error_set(error, "%s", message);
}

static int set_choice(struct cell *cell, const struct cell_key *key,
		      const char *value, struct error *error)
{
	char message[ERROR_MESSAGE_MAX] = "";
	struct text text = {message, sizeof(message)};

	for (size_t i = 0; key->choices[i]; i++) {
		if (strcmp(key->choices[i], value) == 0) {
			*number_of(cell, key) = i;
			return 0;
		}
	}
	append(&text, "unknown %s '%s'; allowed:", key->name, value);
	for (size_t i = 0; key->choices[i]; i++)
		append(&text, "%s %s", i ? "," : "", key->choices[i]);
	return error_set(error, "%s", message);
}

static void format_number(uint64_t number, const struct unit *unit, char *text,
			  size_t size)
{
	while (unit->suffix && (number == 0 || number % unit->factor))
		unit++;
	snprintf(text, size, "%" PRIu64 "%s", number / unit->factor,
		 unit->suffix ? unit->suffix : "");
}

/* Digits and at most one of the units; no sign, no blank, no overflow. */
static bool parse_number(const char *value, const struct unit *unit,
			 uint64_t *number)
{
	uint64_t n = 0;
	const char *at = value;

	for (; *at >= '0' && *at <= '9'; at++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, (uint64_t)(*at - '0'), &n))
			return false;
	if (at == value)
		return false;
	while (unit->suffix && strcmp(unit->suffix, at) != 0)
		unit++;
	if (!unit->suffix && *at)
		return false;
	return !__builtin_mul_overflow(n, unit->factor, number);
}

static const char *number_form(const struct cell_key *key)
{
	if (key->kind == CELL_SIZE)
		return "a size such as 4096, 64K, 2M, 1G";
	if (key->kind == CELL_TIME)
		return "a time such as 500ns, 5us, 1ms";
	return "a number";
}

static int set_number(struct cell *cell, const struct cell_key *key,
		      const char *value, struct error *error)
{
	const struct unit *units = key_units(key);
	char min[32], max[32];
	uint64_t number;

	format_number(key->min, units, min, sizeof(min));
	format_number(key->max, units, max, sizeof(max));
	if (!parse_number(value, units, &number) || number < key->min ||
	    number > key->max)
		return error_set(error,
				 "%s cannot be '%s'; allowed: %s from %s to %s",
				 key->name, value, number_form(key), min, max);
	if (key_is(key, "chunk_size") && (number & (number - 1)))
		return error_set(
			error,
			"chunk_size cannot be '%s'; allowed: a power of "
			"two from %s to %s",
			value, min, max);
	*number_of(cell, key) = number;
	return 0;
}

int cell_set(struct cell *cell, const struct cell_key *key, const char *value,
	     struct error *error)
{
	switch (key->kind) {
	case CELL_NAME:
		return set_name(cell, key, value, error);
	case CELL_CHOICE:
		return set_choice(cell, key, value, error);
	default:
		return set_number(cell, key, value, error);
	}
}

void cell_format(const struct cell *cell, const struct cell_key *key,
		 char *text, size_t size)
{
	switch (key->kind) {
	case CELL_NAME:
		snprintf(text, size, "%s", cell_name(cell, key));
		break;
	case CELL_CHOICE:
		snprintf(text, size, "%s",
			 key->choices[cell_number(cell, key)]);
		break;
	default:
		format_number(cell_number(cell, key), key_units(key), text,
			      size);
	}
}

void cell_init(struct cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key->initial && cell_set(cell, key, key->initial, NULL))
			abort(); /* the table contradicts itself */
}

bool cell_key_applies(const struct cell *cell, const struct cell_key *key)
{
	const struct mode_info *mode = mode_find(cell->mode);

	if (key->scope == SCOPE_ALL || !mode)
		return true;
	if (key->scope == SCOPE_BARE)
		return !strcmp(mode->name, "none");
	if (key->scope == SCOPE_CHUNKS)
		return mode_has_chunks(mode);
	if (key->scope == SCOPE_KEEPS)
		return mode->flags & MODE_KEEPS;
	return mode_has_callback(mode);
}

/* Idle values and the mode's own meaning of `default`: equal cells become
 * equal. */
static void normalise(struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);
	const struct mode_info *mode = mode_find(cell->mode);

	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key->kind != CELL_NAME && !cell_key_applies(cell, key))
			*number_of(cell, key) = 0;
	if (mode && mode_has_callback(mode) &&
	    cell->filter == MNBENCH_FILTER_DEFAULT)
		cell->filter = mode->flags & MODE_FILTERS ? MNBENCH_FILTER_ON
							  : MNBENCH_FILTER_OFF;
	/* Of the device's own actions a fault alone has company; few have size.
	 */
	if (cell->timed != TIMED_OPERATION && cell->timed != TIMED_FAULT) {
		cell->threads = 0;
		if (cell->timed != TIMED_REGISTER &&
		    cell->timed != TIMED_UNREGISTER)
			cell->pages = 1;
	}
	if (cell->timed != TIMED_OPERATION && cell->threads == 0) {
		strcpy(cell->workload, CELL_IDLE);
		cell->placement = PLACEMENT_FAR;
	} else if (workload && workload->everything) {
		cell->placement = PLACEMENT_OVERLAP;
		cell->pages = 1;
	}
}

uint64_t cell_activity_pages(const struct cell *cell)
{
	return cell->timed == TIMED_FAULT ? CHURN_PAGES : cell->pages;
}

bool cell_mode_can(const struct cell *cell)
{
	if (cell->timed != TIMED_FIRST_FAULT && cell->timed != TIMED_FAULT)
		return true;
	return mode_has_callback(mode_find(cell->mode));
}

static int check_operation(const struct cell *cell, struct error *error)
{
	if (cell->threads == 0)
		return error_set(error,
				 "threads cannot be '0' where an operation is "
				 "timed; allowed: 1");
	if (cell->pages > OPERATION_PAGES_MAX)
		return error_set(error,
				 "pages cannot be '%" PRIu64
				 "' where an operation is timed; allowed: a "
				 "number from 1 to %d",
				 cell->pages, OPERATION_PAGES_MAX);
	return 0;
}

static int check_first_fault(const struct cell *cell, struct error *error)
{
	/* It would be the first in its chunk only once. */
	if (cell->removal == MNBENCH_REMOVAL_KEEP)
		return error_set(
			error,
			"removal cannot be 'keep' where a first fault is "
			"timed; allowed: deferred");
	return 0;
}

/* Whether other device pages keep the chunk of those that go and come back. */
static bool chunk_stays(const struct cell *cell)
{
	uint64_t bytes = cell->pages * PAGE_BYTES;

	if (!mode_has_chunks(mode_find(cell->mode)) ||
	    cell->removal == MNBENCH_REMOVAL_KEEP)
		return true;
	if (cell->chunk_size <= bytes)
		return false;
	return cell->region_run > bytes ||
	       (cell->chunk_size > cell->region_stride &&
		cell->region_size > cell->region_stride);
}

static int check_fault_activity(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);

	if (cell->threads == 0)
		return 0;
	if (workload->everything)
		return error_set(error,
				 "workload %s acts on the pages whose fault is "
				 "timed; allowed: those that act elsewhere",
				 cell->workload);
	if (cell->placement == PLACEMENT_OVERLAP)
		return error_set(
			error, "placement cannot be 'overlap' where a fault is "
			       "timed; allowed: far, same-chunk");
	if (cell->placement == PLACEMENT_SAME_CHUNK &&
	    workload->margin_before + workload->margin_behind)
		return error_set(
			error,
			"workload %s announces ranges that hold device "
			"pages: where a fault is timed, its placement "
			"must be far",
			cell->workload);
	return 0;
}

static int check_fault(const struct cell *cell, struct error *error)
{
	char run[48];

	if (cell->pages * PAGE_BYTES > cell->region_run) {
		cell_format(cell, cell_key_find("region_run"), run,
			    sizeof(run));
		return error_set(
			error,
			"a fault of %" PRIu64
			" pages needs a region_run of at least %" PRIu64
			"K, not %s",
			cell->pages, cell->pages * PAGE_BYTES / KiB, run);
	}
	if (!chunk_stays(cell))
		return error_set(error,
				 "a fault of %" PRIu64
				 " pages leaves nothing else in their chunk; "
				 "needed: a larger region_run, or a chunk_size "
				 "above the region_stride, or removal keep",
				 cell->pages);
	return check_fault_activity(cell, error);
}

/* What is timed, and what the application does meanwhile. */
static int check_timed(const struct cell *cell, struct error *error)
{
	if (cell->threads && !strcmp(cell->workload, CELL_IDLE))
		return error_set(error,
				 "workload " CELL_IDLE " has no threads, not "
				 "threads %" PRIu64,
				 cell->threads);
	if (!cell_mode_can(cell))
		return error_set(
			error, "mode %s has no device whose %s can be timed",
			cell->mode,
			cell->timed == TIMED_FAULT ? "fault" : "first fault");
	if (cell->module == MODULE_ABSENT && cell->timed != TIMED_OPERATION)
		return error_set(error,
				 "module cannot be 'absent' where the device's "
				 "own actions are timed; allowed: loaded");
	switch (cell->timed) {
	case TIMED_OPERATION:
		return check_operation(cell, error);
	case TIMED_FIRST_FAULT:
		return check_first_fault(cell, error);
	case TIMED_FAULT:
		return check_fault(cell, error);
	default:
		return 0;
	}
}

static int check_chunk_size(const struct cell *cell, struct error *error)
{
	const struct mode_info *mode = mode_find(cell->mode);
	char text[48];

	if (!mode_has_chunks(mode) ||
	    mode_takes_chunk_size(mode, cell->chunk_size))
		return 0;
	cell_format(cell, cell_key_find("chunk_size"), text, sizeof(text));
	return error_set(error,
			 "mode %s cannot have chunk_size %s; allowed: 2M, 1G, "
			 "512G",
			 cell->mode, text);
}

/* "region_run 3M is larger than region_stride 2M" and the like. */
static int refuse_pair(struct error *error, const struct cell *cell,
		       const char *a, const char *relation, const char *b)
{
	char x[48], y[48];

	cell_format(cell, cell_key_find(a), x, sizeof(x));
	cell_format(cell, cell_key_find(b), y, sizeof(y));
	return error_set(error, "%s %s %s %s %s", a, x, relation, b, y);
}

static int check_region(const struct cell *cell, struct error *error)
{
	static const char *const keys[] = {"region_size", "region_stride",
					   "region_run"};
	char text[48];

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct cell_key *key = cell_key_find(keys[i]);

		if (cell_number(cell, key) % PAGE_BYTES == 0)
			continue;
		cell_format(cell, key, text, sizeof(text));
		return error_set(error, "%s %s is no multiple of 4K", key->name,
				 text);
	}
	if (cell->region_run > cell->region_stride)
		return refuse_pair(error, cell, "region_run", "is larger than",
				   "region_stride");
	if (cell->region_size % cell->region_stride)
		return refuse_pair(error, cell, "region_size",
				   "is no multiple of", "region_stride");
	return 0;
}

static int refuse_placement(const struct cell *cell, const char *name,
			    const char *need, struct error *error)
{
	char placement[32], value[48];

	cell_format(cell, cell_key_find("placement"), placement,
		    sizeof(placement));
	cell_format(cell, cell_key_find(name), value, sizeof(value));
	return error_set(error, "placement %s needs %s, not %s %s", placement,
			 need, name, value);
}

static int check_same_chunk(const struct cell *cell, struct error *error)
{
	if (cell->region_run > SAME_CHUNK_OFFSET)
		return refuse_placement(cell, "region_run",
					"a region_run of at most 32K", error);
	if (cell->region_stride < SAME_CHUNK_SPAN)
		return refuse_placement(cell, "region_stride",
					"a region_stride of at least 64K",
					error);
	if (cell->chunk_size && cell->chunk_size < SAME_CHUNK_SPAN)
		return refuse_placement(cell, "chunk_size",
					"a chunk_size of at least 64K", error);
	return 0;
}

/* The activity's area must lie inside the region that it is to meet. */
static int check_area(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);
	uint64_t offset =
		cell->placement == PLACEMENT_SAME_CHUNK ? SAME_CHUNK_OFFSET : 0;
	uint64_t bytes = cell_activity_pages(cell) * PAGE_BYTES;
	uint64_t need = workload->margin_before + workload->margin_behind;
	char text[48], region[48];

	if (need < offset + bytes)
		need = offset + bytes;
	if (need <= cell->region_size)
		return 0;
	format_number(need, size_units, text, sizeof(text));
	format_number(cell->region_size, size_units, region, sizeof(region));
	return error_set(error,
			 "workload %s inside the device region needs a "
			 "region_size of at least %s, not %s",
			 cell->workload, text, region);
}

static int check_placement(const struct cell *cell, struct error *error)
{
	if (cell->placement == PLACEMENT_FAR)
		return 0;
	if (cell->placement == PLACEMENT_SAME_CHUNK &&
	    check_same_chunk(cell, error))
		return -1;
	if (cell->placement == PLACEMENT_OVERLAP &&
	    cell->pages * PAGE_BYTES > cell->region_run) {
		char need[64];

		snprintf(need, sizeof(need),
			 "a region_run of at least %" PRIu64 "K (pages %" PRIu64
			 ")",
			 cell->pages * PAGE_BYTES / KiB, cell->pages);
		return refuse_placement(cell, "region_run", need, error);
	}
	return check_area(cell, error);
}

int cell_settle(struct cell *cell, struct error *error)
{
	struct cell scratch;

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (key->kind != CELL_NAME)
			continue;
		if (!cell_name(cell, key)[0])
			return error_set(error, "no %s is given", key->name);
		if (set_name(&scratch, key, cell_name(cell, key), error))
			return -1;
	}
	normalise(cell);
	if (check_chunk_size(cell, error) || check_region(cell, error) ||
	    check_timed(cell, error))
		return -1;
	return check_placement(cell, error);
}

/* Of the agent: an oracle's entry for each page, a command for each run. */
static uint64_t agent_bytes(const struct cell *cell)
{
	uint64_t runs = cell->region_size / cell->region_stride;
	uint64_t pages = runs * (cell->region_run / PAGE_BYTES);

	return pages * 10 + (pages > runs ? runs * 64 : 0);
}

/* An extra VMA: its page, its part of a page table, and what describes it. */
static uint64_t vma_bytes(const struct cell *cell)
{
	return cell->vmas * (PAGE_BYTES + 16 + 512);
}

/*
 * Page tables of all levels. A table of the lowest maps 2 MiB; runs that lie
 * nearer to each other share it, and those of higher levels likewise.
 */
static uint64_t count_tables(const struct cell *cell)
{
	uint64_t runs = cell->region_size / cell->region_stride;
	uint64_t tables = 0;

	for (uint64_t span = 2 * MiB; span <= 512 * GiB; span *= 512) {
		uint64_t all = (cell->region_size + span - 1) / span;
		uint64_t of_runs =
			runs * ((cell->region_run + span - 1) / span);

		tables += all < of_runs ? all : of_runs;
	}
	return tables;
}

uint64_t cell_memory_mb(const struct cell *cell)
{
	uint64_t runs = cell->region_size / cell->region_stride;
	uint64_t tables = count_tables(cell);
	uint64_t bytes =
		tables * PAGE_BYTES + agent_bytes(cell) + vma_bytes(cell);

	if (cell->backing == BACKING_ANONYMOUS)
		bytes += runs * cell->region_run;
	if (cell->inflight) /* has a device */
		bytes += tables * (PAGE_BYTES + 640);
	if (cell->chunk_size) {
		uint64_t chunks = cell->region_size / cell->chunk_size + 1;

		bytes += (chunks < runs ? chunks : runs) * 256;
	}
	if (mode_find(cell->mode)->coverage == MODE_COVERS_BUFFERS)
		bytes += runs * 256;
	return 128 + (bytes + MiB - 1) / MiB;
}

static bool key_equal(const struct cell *a, const struct cell *b,
		      const struct cell_key *key)
{
	if (key->kind == CELL_NAME)
		return strcmp(cell_name(a, key), cell_name(b, key)) == 0;
	return cell_number(a, key) == cell_number(b, key);
}

bool cell_equal(const struct cell *a, const struct cell *b)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (!key_equal(a, b, key))
			return false;
	return true;
}

static int key_order(const struct cell *a, const struct cell *b,
		     const struct cell_key *key)
{
	uint64_t x, y;

	if (key->kind == CELL_NAME)
		return strcmp(cell_name(a, key), cell_name(b, key));
	x = cell_number(a, key);
	y = cell_number(b, key);
	return (x > y) - (x < y);
}

int cell_activity_order(const struct cell *a, const struct cell *b)
{
	int order = 0;

	for (const struct cell_key *key = cell_keys; !order && key->name; key++)
		if (key->scope == SCOPE_ALL && !key_is(key, "mode"))
			order = key_order(a, b, key);
	return order;
}

bool cell_same_activity(const struct cell *a, const struct cell *b)
{
	return cell_activity_order(a, b) == 0;
}

bool cell_is_baseline(const struct cell *a, const struct cell *b)
{
	return strcmp(b->mode, "none") == 0 && b->arm == ARM_A &&
	       b->module == MODULE_LOADED && cell_same_activity(a, b);
}

void cell_describe(const struct cell *cell, char *text, size_t size)
{
	struct text to = {text, size};
	struct cell initial;
	char value[64];

	cell_init(&initial);
	strcpy(initial.workload, cell->workload);
	strcpy(initial.mode, cell->mode);
	normalise(&initial);
	append(&to, "%s %s %s", cell->workload, cell->mode,
	       placements[cell->placement]);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (key->kind == CELL_NAME || key_is(key, "placement") ||
		    key_equal(cell, &initial, key))
			continue;
		cell_format(cell, key, value, sizeof(value));
		append(&to, " %s=%s", key->name, value);
	}
}

void cell_to_line(const struct cell *cell, char *text, size_t size)
{
	struct text to = {text, size};
	const char *between = "";
	char value[64];

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (!cell_key_applies(cell, key))
			continue;
		cell_format(cell, key, value, sizeof(value));
		append(&to, "%s%s=%s", between, key->name, value);
		between = " ";
	}
}

static int set_word(struct cell *cell, char *word, struct error *error)
{
	char *value = strchr(word, '=');
	const struct cell_key *key;

	if (!value)
		return error_set(error, "'%s' is no key=value", word);
	*value++ = '\0';
	key = cell_key_find(word);
	if (!key)
		return error_set(error, "unknown key '%s'", word);
	return cell_set(cell, key, value, error);
}

int cell_from_line(struct cell *cell, const char *line, struct error *error)
{
	char *copy = strdup(line);
	char *rest = copy;
	char *word;
	int ret = 0;

	if (!copy)
		return error_set(error, "out of memory");
	cell_init(cell);
	while (!ret && (word = strtok_r(rest, " \t\r\n", &rest)))
		ret = set_word(cell, word, error);
	free(copy);
	return ret ? ret : cell_settle(cell, error);
}
