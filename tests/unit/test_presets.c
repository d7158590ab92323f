// SPDX-License-Identifier: GPL-2.0-only
/* Tests of presets: each is whole, has sources, and makes good cells. */
#include "unit.h"

#include "common/cell.h"
#include "common/modes.h"
#include "common/presets.h"
#include "mnbench_abi.h"

static struct error error;

static const struct mode_info *mode_of(const struct preset *preset)
{
	return mode_find(preset_value(preset, "mode")->value);
}

/* The cell of a preset, settled; it must not be refused. */
static struct cell make(const struct preset *preset, const char *workload)
{
	struct cell cell;

	cell_init(&cell);
	strcpy(cell.workload, workload);
	preset_apply(preset, &cell);
	if (cell_settle(&cell, &error))
		fail_msg("%s: %s", preset->name, error_text(&error));
	return cell;
}

static void each_driver_has_one(void **state)
{
	static const char *const names[] = {
		"amdgpu-userptr", "amdkfd",  "hfi1",     "i915", "kvm", "mlx5",
		"nouveau",        "rdma-mr", "test-hmm", "uvm",  "xe"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_non_null(preset_find(names[i]));
		assert_string_equal(preset_at(i)->name, names[i]);
		assert_true(strlen(preset_at(i)->summary) > 0);
	}
	assert_null(preset_at(COUNT(names)));
	assert_null(preset_find("mlx4"));
}

static void each_value_has_a_source(void **state)
{
	const struct preset *preset;

	(void)state;
	for (size_t i = 0; (preset = preset_at(i)); i++) {
		for (const struct preset_value *v = preset->values; v->key;
		     v++) {
			if (!v->file || !strchr(v->file, '/') || !v->symbol ||
			    !v->symbol[0] || strpbrk(v->symbol, " /()"))
				fail_msg("%s: %s has no source", preset->name,
					 v->key);
		}
	}
}

/* A cell of it would say 2M where a driver has no ranges. */
static bool is_unused(const struct preset *preset, const struct cell_key *key)
{
	return strcmp(key->name, "range_size") == 0 &&
	       strcmp(preset_value(preset, "filter")->value, "ranges") != 0;
}

/* Whoever adds a policy says what each driver does. */
static void each_policy_is_decided(void **state)
{
	const struct preset *preset;

	(void)state;
	for (size_t i = 0; (preset = preset_at(i)); i++) {
		for (const struct cell_key *key = cell_keys; key->name; key++) {
			bool needed =
				preset_decides(key) &&
				cell_key_applies_in(mode_of(preset), key) &&
				!is_unused(preset, key);

			if (needed != !!preset_value(preset, key->name))
				fail_msg("%s: %s is %s", preset->name,
					 key->name,
					 needed ? "missing" : "too much");
		}
	}
}

/* Keys of the modes with range callbacks: policies, or what is measured. */
static void new_keys_are_policies_or_not(void **state)
{
	static const char *const others[] = {
		"device_ns",   "device_page_ns", "fault_ns",
		"inflight",    "register_ns",    "register_page_ns",
		"map_page_ns", "buffers",        "devices",
	};
	const struct mode_info *chunked = mode_find("chunked");
	const struct mode_info *region = mode_find("region");
	const struct mode_info *none = mode_find("none");

	(void)state;
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		bool device = (cell_key_applies_in(chunked, key) ||
			       cell_key_applies_in(region, key)) &&
			      !cell_key_applies_in(none, key);
		bool other = false;

		for (size_t i = 0; i < COUNT(others); i++)
			other |= strcmp(others[i], key->name) == 0;
		if (device && preset_decides(key) == other)
			fail_msg("%s: a policy of drivers, or not?", key->name);
	}
}

static void each_makes_good_cells(void **state)
{
	const struct preset *preset;

	(void)state;
	for (size_t i = 0; (preset = preset_at(i)); i++) {
		struct cell cell = make(preset, "munmap");
		struct cell again;
		char line[1024];

		assert_ptr_equal(preset_of(&cell), preset);
		cell_to_line(&cell, line, sizeof(line));
		assert_int_equal(cell_from_line(&again, line, &error), 0);
		assert_true(cell_equal(&cell, &again));
		cell.device_ns = 5000;
		assert_ptr_equal(preset_of(&cell), preset);
		cell.lock ^= 1;
		assert_true(preset_of(&cell) != preset);
	}
}

/* A cell that no driver decides is not called after one. */
static void defaults_are_no_driver(void **state)
{
	const struct mode_info *mode;
	struct cell cell;
	char line[128];

	(void)state;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		snprintf(line, sizeof(line), "workload=munmap mode=%s",
			 mode->name);
		assert_int_equal(cell_from_line(&cell, line, &error), 0);
		if (preset_of(&cell))
			fail_msg("%s is %s", line, preset_of(&cell)->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_driver_has_one),
		cmocka_unit_test(each_value_has_a_source),
		cmocka_unit_test(each_policy_is_decided),
		cmocka_unit_test(new_keys_are_policies_or_not),
		cmocka_unit_test(each_makes_good_cells),
		cmocka_unit_test(defaults_are_no_driver),
	};

	return cmocka_run_group_tests_name("presets", tests, NULL, NULL);
}
