// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the address spaces of programs: reading them, and their words. */
#include "unit.h"

#include "agent/layout.h"
#include "agent/space_lines.h"
#include "common/address_space.h"
#include "plan/plan.h"

#define WORD "python3@0123456789ab"
#define TIB  (UINT64_C(1) << 40)

#define PLAN                                              \
	"[plan]\nsummary = s\n[cells]\nworkload = fork\n" \
	"mode = none\naddress_space = "

#define GOOD                                                         \
	"# a program\n"                                              \
	"\n"                                                         \
	"00400000-00401000 r-xp 00000000 fe:00 77 /usr/bin/a b\n"    \
	"00401000-00402000 rw-p 00001000 fe:00 77 /usr/bin/a b\n"    \
	"00402000-00403000 rw-p 00000000 00:00 0 [heap]\n"           \
	"555555554000-555555555000 ---p 00000000 00:00 0 \n"         \
	"7ffff7ff0000-7ffff7ff1000 rw-s 00002000 00:01 77 /memfd:x " \
	"(deleted)\n"                                                \
	"7ffff7ff8000-7ffff7ffc000 r--p 00000000 00:00 0 [vvar]\n"   \
	"7ffff7ffe000-7ffff7fff000 r--s 00000000 00:00 0 \n"         \
	"7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0 [stack]\n"  \
	"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n"

static struct error error;

static int forget(void **state)
{
	address_spaces_forget();
	return unit_remove_folder(state);
}

static struct address_space *known(const char *word)
{
	uint64_t number;

	assert_true(address_space_number(word, &number));
	return address_space_at(number);
}

static void a_snapshot_is_read_and_moved(void **state)
{
	struct address_space *space = known(WORD);
	unsigned int line;
	struct space_vma *v;

	(void)state;
	assert_int_equal(address_space_read(space, GOOD, &line, &error), 0);
	v = space->vmas;
	assert_int_equal(space->count, 6);
	assert_int_equal(space->files, 3);
	assert_int_equal(v[0].start, 64 * TIB + 0x400000);
	assert_int_equal(v[0].end, 64 * TIB + 0x401000);
	assert_true(v[0].readable && v[0].executable && !v[0].writable);
	assert_int_equal(v[0].file, 1);
	assert_false(space_vma_is_written(&v[0]));
	assert_int_equal(v[1].file, 1);
	assert_int_equal(v[1].offset, 0x1000);
	assert_true(space_vma_is_written(&v[1]));
	assert_int_equal(v[2].file, 0);
	assert_true(space_vma_is_written(&v[2]));
	assert_int_equal(v[3].start, 0x555555554000);
	assert_false(v[3].readable);
	assert_int_equal(v[4].start, 0x7ffff7ff0000 - 8 * TIB);
	assert_true(v[4].shared);
	assert_int_equal(v[4].file, 2);
	assert_false(space_vma_is_written(&v[4]));
	/* Shared without a file: it is one nevertheless. */
	assert_int_equal(v[5].file, 3);
}

static void a_bad_line_is_named(void **state)
{
	static const struct {
		const char *text, *why;
		unsigned int line;
	} bad[] = {
		{"# no\n", "has no VMA", 0},
		{"\nhello\n", "'hello' is no line of /proc/PID/maps", 2},
		{"1000-2000 rw 0 0:0 0\n", "is no line", 1},
		{"1000-2000 rw-q 0 0:0 0\n", "is no line", 1},
		{"1001-2000 rw-p 0 0:0 0\n", "is no range of whole pages", 1},
		{"2000-2000 rw-p 0 0:0 0\n", "is no range of whole pages", 1},
		{"1000-2000 rw-p 10 0:0 0\n", "is no range of whole pages", 1},
		{"1000-2000 rw-p fffffffffffff000 0:1 5\n",
		 "'1000-2000 fffffffffffff000' ends behind the largest size",
		 1},
		{"1000-3000 rw-p 7fffffffffffe000 0:1 5\n", "ends behind", 1},
		{"1000-3000 rw-p 0 0:0 0\n2000-4000 rw-p 0 0:0 0\n",
		 "2000 is below the end of the VMA before it, 3000", 2},
		{"100000000000-100000001000 rw-p 0 0:0 0\n",
		 "there is no room for 100000000000-100000001000", 1},
		{"680000000000-680000001000 rw-p 0 0:0 0\n", "there is no room",
		 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct address_space space = {0};
		unsigned int line = 99;

		assert_int_equal(address_space_read(&space, bad[i].text, &line,
						    &error),
				 -1);
		assert_contains(error.message, bad[i].why);
		assert_int_equal(line, bad[i].line);
		free(space.vmas);
	}
}

static void a_file_can_have_the_largest_size(void **state)
{
	struct address_space space = {0};
	unsigned int line;

	(void)state;
	assert_int_equal(
		address_space_read(&space,
				   "1000-2000 rw-p 7fffffffffffe000 0:1 5\n",
				   &line, &error),
		0);
	free(space.vmas);
}

static void a_word_stands_for_one_number(void **state)
{
	uint64_t a, b;

	(void)state;
	assert_true(address_space_number("none", &a));
	assert_int_equal(a, 0);
	assert_string_equal(address_space_word(0), "none");
	assert_true(address_space_number("a@0123456789ab", &a));
	assert_true(address_space_number("a@0123456789ac", &b));
	assert_int_not_equal(a, b);
	assert_true(address_space_number("a@0123456789ab", &b));
	assert_int_equal(a, b);
	assert_string_equal(address_space_word(a), "a@0123456789ab");
	assert_false(address_space_number("a", &a));
	assert_false(address_space_number("a@0123", &a));
	assert_false(address_space_number("a@0123456789AB", &a));
	assert_false(address_space_number("a b@0123456789ab", &a));
	assert_false(address_space_number("@0123456789ab", &a));
	assert_null(address_space_word(1000));
}

static void the_lines_of_a_batch_are_read_again(void **state)
{
	struct address_space *space = known(WORD), again = {0};
	FILE *file = tmpfile();
	unsigned int number;
	char line[256];

	(void)state;
	assert_int_equal(address_space_read(space, GOOD, &number, &error), 0);
	address_space_to_lines(space, file);
	rewind(file);
	assert_non_null(fgets(line, sizeof(line), file));
	assert_string_equal(line, "space " WORD "\n");
	while (fgets(line, sizeof(line), file))
		assert_true(address_space_take_line(&again, line));
	fclose(file);
	assert_int_equal(again.count, space->count);
	assert_int_equal(again.files, space->files);
	for (size_t i = 0; i < again.count; i++) {
		const struct space_vma *a = &again.vmas[i];
		const struct space_vma *b = &space->vmas[i];

		assert_true(a->start == b->start && a->end == b->end &&
			    a->offset == b->offset && a->file == b->file &&
			    a->readable == b->readable &&
			    a->writable == b->writable &&
			    a->executable == b->executable &&
			    a->shared == b->shared);
	}
	assert_false(address_space_take_line(&again, "vma 1000 2000 rw-p"));
	free(again.vmas);
}

static void a_batch_keeps_them_for_its_samples(void **state)
{
	struct address_space *space;
	int file;

	(void)state;
	address_spaces_forget();
	space_lines_take("space " WORD);
	space_lines_take("vma 400000000000 400000001000 rw-p 0 0");
	space_lines_take("vma 400000002000 400000003000 r--s 1 1000");
	assert_int_equal(space_lines_file("id=0 address_space=none ops=1"), -1);
	file = space_lines_file("id=0 address_space=" WORD " ops=1");
	assert_true(file >= 0);
	space = known(WORD);
	assert_int_equal(space->count, 0);
	space_lines_read(file);
	assert_int_equal(space->count, 2);
	assert_int_equal(space->vmas[1].offset, 0x1000);
}

static void a_batch_has_any_number_of_them(void **state)
{
	char text[64], sample[96];
	struct address_space *space;
	int file;

	(void)state;
	for (int i = 1; i <= 100; i++) {
		snprintf(text, sizeof(text), "space s%d@0123456789ab", i);
		space_lines_take(text);
		snprintf(text, sizeof(text), "vma %x000 %x000 rw-p 0 0", i,
			 i + 1);
		space_lines_take(text);
	}
	for (int i = 64; i <= 100; i++) {
		snprintf(text, sizeof(text), "s%d@0123456789ab", i);
		snprintf(sample, sizeof(sample), "id=0 address_space=%s", text);
		file = space_lines_file(sample);
		assert_true(file >= 0);
		space_lines_read(file);
		space = known(text);
		assert_int_equal(space->count, 1);
		assert_int_equal(space->vmas[0].start, i * 0x1000);
	}
	address_spaces_forget();
}

static struct plan *load_plan(void **state, const char *value)
{
	char text[2048], *path;
	struct plan *plan;

	snprintf(text, sizeof(text), PLAN "%s\n", value);
	path = unit_file(state, "x.ini", text);
	plan = plan_load(path, "x.ini", NULL, 0, &error);
	free(path);
	return plan;
}

static void a_plan_finds_a_file_beside_it(void **state)
{
	char text[512], *path = unit_file(state, "mine.maps", GOOD);
	struct plan *plan = load_plan(state, "none mine.maps ./mine.maps");
	const struct address_space *space;

	if (!plan)
		fail_msg("%s", error_text(&error));
	assert_int_equal(plan->count, 2);
	space = address_space_at(plan->cells[1].address_space);
	assert_int_equal(space->count, 6);
	assert_int_equal(strlen(space->sha256), 64);
	assert_memory_equal(space->word, "mine@", 5);
	assert_memory_equal(space->word + 5, space->sha256, 12);
	cell_describe(&plan->cells[1], text, sizeof(text));
	assert_contains(text, "address_space=mine@");
	plan_free(plan);
	free(path);
	/* Other contents, another cell. */
	path = unit_file(state, "mine.maps", "1000-2000 rw-p 0 0:0 0\n");
	plan = load_plan(state, "mine.maps");
	assert_non_null(plan);
	assert_ptr_not_equal(address_space_at(plan->cells[0].address_space),
			     space);
	plan_free(plan);
	free(path);
}

static void a_folder_is_none(void **state)
{
	static char in_current[] = "address_space=./";
	char *set[] = {in_current}, *path;

	assert_null(load_plan(state, "./"));
	assert_contains(error_text(&error), "x.ini:6: address_space cannot be");
	assert_contains(error_text(&error), "/./', a folder; allowed: a file");
	path = unit_file(state, "x.ini", PLAN "none\n");
	assert_null(plan_load(path, "x.ini", set, 1, &error));
	assert_string_equal(error_text(&error),
			    "--set: address_space cannot be './', a folder; "
			    "allowed: a file like /proc/PID/maps");
	free(path);
}

static void a_plan_names_the_line_of_a_bad_file(void **state)
{
	char *path = unit_file(state, "bad.maps", "# x\noops\n");

	assert_null(load_plan(state, "bad.maps"));
	assert_contains(error_text(&error), "/bad.maps:2: 'oops' is no line");
	assert_null(load_plan(state, "absent.maps"));
	assert_contains(error_text(&error),
			"x.ini:6: address_space cannot be 'absent.maps'; "
			"allowed: none");
	free(path);
}

/* Make @count files, and a list of their names. */
static void make_files(void **state, int count, char *values, size_t size)
{
	size_t n = 0;

	for (int i = 0; i < count; i++) {
		char name[32];

		snprintf(name, sizeof(name), "%d.maps", i);
		free(unit_file(state, name, GOOD));
		n += (size_t)snprintf(values + n, size - n, "%s\n ", name);
	}
}

static void a_plan_has_at_most_64(void **state)
{
	char values[1024];
	struct plan *plan;

	make_files(state, 64, values, sizeof(values));
	plan = load_plan(state, values);
	if (!plan)
		fail_msg("%s", error_text(&error));
	assert_int_equal(plan->count, 64);
	plan_free(plan);
	make_files(state, 65, values, sizeof(values));
	assert_null(load_plan(state, values));
	assert_contains(error_text(&error),
			"x.ini:6: address_space has too many files; allowed: "
			"64 in a plan");
}

static void a_plan_without_files_knows_pinned_words(void **state)
{
	struct plan *plan;

	address_space_pin("gone@0123456789ab", "feed");
	plan = load_plan(state, "gone.maps");
	if (!plan)
		fail_msg("%s", error_text(&error));
	assert_string_equal(
		address_space_at(plan->cells[0].address_space)->word,
		"gone@0123456789ab");
	plan_free(plan);
}

static void a_name_is_equal_as_a_whole(void **state)
{
	static const char longer[] = "postgres-with-a-name-that-goes-on-and-on";
	uint64_t number;

	(void)state;
	address_spaces_forget();
	address_space_pin("postgres@0123456789ab", NULL);
	assert_true(address_space_number("postgres@0123456789ab", &number));
	assert_int_equal(address_space_pinned(longer, 8), number);
	for (size_t length = 0; length <= strlen(longer); length++)
		if (length != 8)
			assert_int_equal(address_space_pinned(longer, length),
					 0);
	assert_int_equal(address_space_pinned("postgres@0123456789ab", 21), 0);
}

/* copy_page_range() of private VMAs with pages of their own alone. */
static void a_fork_calls_for_written_vmas(void **state)
{
	static const struct copied_range program[] = {
		{64 * TIB, PAGE_BYTES},
		{65 * TIB, 2 * PAGE_BYTES},
	};
	const struct workload *forks[] = {workload_find("fork"),
					  workload_find("fork-vmas")};

	(void)state;
	for (size_t i = 0; i < COUNT(forks); i++) {
		struct notifier_calls calls = {0};
		struct layout layout;
		struct cell cell;

		assert_int_equal(cell_from_line(&cell,
						"workload=fork mode=none",
						&error),
				 0);
		assert_int_equal(layout_plan(&layout, &cell, forks[i], 0), 0);
		layout.activity.program = program;
		layout.activity.program_count = COUNT(program);
		forks[i]->predict(&layout.activity, &calls);
		assert_true(calls.count >= 3);
		assert_int_equal(calls.calls[calls.count - 2].start, 64 * TIB);
		assert_int_equal(calls.calls[calls.count - 1].end,
				 65 * TIB + 2 * PAGE_BYTES);
		notifier_calls_free(&calls);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_snapshot_is_read_and_moved),
		cmocka_unit_test(a_bad_line_is_named),
		cmocka_unit_test(a_file_can_have_the_largest_size),
		cmocka_unit_test(a_word_stands_for_one_number),
		cmocka_unit_test(the_lines_of_a_batch_are_read_again),
		cmocka_unit_test(a_batch_keeps_them_for_its_samples),
		cmocka_unit_test(a_batch_has_any_number_of_them),
		cmocka_unit_test(a_plan_finds_a_file_beside_it),
		cmocka_unit_test(a_folder_is_none),
		cmocka_unit_test(a_plan_names_the_line_of_a_bad_file),
		cmocka_unit_test(a_plan_has_at_most_64),
		cmocka_unit_test(a_plan_without_files_knows_pinned_words),
		cmocka_unit_test(a_name_is_equal_as_a_whole),
		cmocka_unit_test(a_fork_calls_for_written_vmas),
	};

	return cmocka_run_group_tests(tests, unit_folder, forget);
}
