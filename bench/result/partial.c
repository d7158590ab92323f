// SPDX-License-Identifier: GPL-2.0-only
/* Reading and writing partial results: JSON lines that only grow. */
#include "result/partial.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "plan/plan.h"
#include "result/json_check.h"
#include "result/run_check.h"

/* How long to wait for the lock, in steps of 0.1 s. */
#define LOCK_STEPS 30

/* A file that is read line by line. */
struct reading {
	const char *path;
	FILE *file;
	char *line;
	size_t room;
	unsigned int number; /* of the line, from 1 */
	bool damaged;
	off_t whole;        /* bytes up to the end of the last whole line */
	json_int_t batches; /* that the run has, as the header says */
	struct error *error;
};

static int check_object(const json_t *holder, const char *name,
			struct error *error)
{
	const json_t *value = json_object_get(holder, name);

	return json_is_object(value)
		       ? 0
		       : json_refuse(value, name, "an object", error);
}

static int check_schema(const json_t *header, struct error *error)
{
	const char *schema =
		json_string_value(json_object_get(header, "schema"));

	if (schema && strcmp(schema, PARTIAL_SCHEMA) == 0)
		return 0;
	return error_set(error,
			 "no part of a run: it does not begin with \"schema\": "
			 "\"" PARTIAL_SCHEMA "\"");
}

static int check_header(struct reading *r, const json_t *header)
{
	const json_t *batches = json_object_get(header, "batches");
	const json_t *config = json_object_get(header, "config_sha256");

	if (check_schema(header, r->error) ||
	    run_check_venue(header, r->error) ||
	    run_check_plan(header, true, r->error) ||
	    check_object(header, "build", r->error) ||
	    json_check_integer(batches, "batches", 1, PLAN_CELLS_MAX, r->error))
		return -1;
	if (!json_is_string(config))
		return json_refuse(config, "config_sha256", "a text", r->error);
	r->batches = json_integer_value(batches);
	return 0;
}

static int check_effort(const json_t *effort, struct error *error)
{
	if (json_check_amount(json_object_get(effort, "wall_s"),
			      "effort.wall_s", error) ||
	    json_check_integer(json_object_get(effort, "boots"), "effort.boots",
			       0, INT_MAX, error))
		return -1;
	return json_check_integer(json_object_get(effort, "differed"),
				  "effort.differed", 0, INT_MAX, error);
}

/* By sample id, the agent's reason why the sample has no result. */
static int check_errors(const json_t *errors, struct error *error)
{
	const char *id;
	json_t *text;

	json_object_foreach((json_t *)errors, id, text)
		if (!json_is_string(text))
			return json_refuse(text, "a value in answers.errors",
					   "a text", error);
	return 0;
}

/* Missing members are an error only when the result is made. */
static int check_answers(const json_t *answers, struct error *error)
{
	static const char *const names[] = {"kernel", "end", "samples",
					    "errors"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *value = json_object_get(answers, names[i]);

		if (value && !json_is_object(value))
			return json_refuse(
				value, json_path("answers.%s", names[i]).text,
				"an object", error);
	}
	return check_errors(json_object_get(answers, "errors"), error);
}

static int check_batch(const struct reading *r, const json_t *batch)
{
	const json_t *machine = json_object_get(batch, "machine");
	const json_t *qemu = json_object_get(machine, "qemu");

	if (json_check_integer(json_object_get(batch, "batch"), "batch", 0,
			       r->batches - 1, r->error) ||
	    check_object(batch, "machine", r->error) ||
	    check_object(batch, "effort", r->error) ||
	    check_object(batch, "answers", r->error) ||
	    check_effort(json_object_get(batch, "effort"), r->error))
		return -1;
	if (!json_is_string(qemu))
		return json_refuse(qemu, "machine.qemu", "a text", r->error);
	return check_answers(json_object_get(batch, "answers"), r->error);
}

/* Check a line; NULL: it is no JSON. The first one is the header. */
static int check_line(struct reading *r, const json_t *line)
{
	if (!json_is_object(line))
		return r->number == 1
			       ? check_schema(NULL, r->error)
			       : error_set(r->error,
					   "damaged: it is no JSON object");
	return r->number == 1 ? check_header(r, line) : check_batch(r, line);
}

/* The next whole line as JSON; NULL: there is none, or it is damaged. */
static json_t *next_line(struct reading *r)
{
	ssize_t n = getline(&r->line, &r->room, r->file);
	json_t *json;

	if (n <= 0 || r->line[n - 1] != '\n')
		return NULL;
	r->number++;
	json = json_loadb(r->line, (size_t)n, JSON_REJECT_DUPLICATES, NULL);
	if (check_line(r, json)) {
		json_decref(json);
		error_place(r->error, r->path, r->number);
		r->damaged = true;
		return NULL;
	}
	r->whole += n;
	return json;
}

static json_t *read_header(struct reading *r)
{
	json_t *header = next_line(r);

	if (!header && !r->damaged) {
		check_schema(NULL, r->error);
		error_place(r->error, r->path, 0);
	}
	return header;
}

static json_t *read_all(struct reading *r, partial_take take, void *user)
{
	json_t *header = read_header(r), *batch;
	int ret = 0;

	while (header && !ret && (batch = next_line(r))) {
		ret = take(user, batch, r->error);
		if (ret)
			error_place(r->error, r->path, r->number);
		json_decref(batch);
	}
	if (!header || (!ret && !r->damaged))
		return header;
	json_decref(header);
	return NULL;
}

json_t *partial_read(const char *path, partial_take take, void *user,
		     struct error *error)
{
	struct reading r = {
		.path = path, .file = fopen(path, "re"), .error = error};
	json_t *header;

	if (!r.file) {
		error_set(error, "cannot read: %s", strerror(errno));
		error_place(error, path, 0);
		return NULL;
	}
	header = read_all(&r, take, user);
	free(r.line);
	fclose(r.file);
	return header;
}

static int write_line(int fd, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(12));
	size_t length = text ? strlen(text) : 0, done = 0;
	ssize_t n = 0;

	if (!text) {
		errno = ENOMEM;
		return -1;
	}
	text[length++] = '\n'; /* instead of the NUL */
	while (done < length && (n >= 0 || errno == EINTR)) {
		n = write(fd, text + done, length - done);
		done += n > 0 ? (size_t)n : 0;
	}
	free(text);
	return done == length ? fsync(fd) : -1;
}

static int ignore(void *user, const json_t *batch, struct error *error)
{
	(void)user;
	(void)batch;
	(void)error;
	return 0;
}

/* Return the end of the last whole line; 0 if the header is not whole. */
static off_t whole_length(const char *path)
{
	struct reading r = {.path = path, .file = fopen(path, "re")};

	if (!r.file)
		return 0;
	json_decref(read_all(&r, ignore, NULL));
	free(r.line);
	fclose(r.file);
	return r.whole;
}

/*
 * A child that a killed run had just forked holds the lock until it executes
 * another program, so wait a moment.
 */
static int lock(int fd)
{
	const struct timespec step = {.tv_nsec = 100000000};

	for (int i = 0; i < LOCK_STEPS; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		nanosleep(&step, NULL);
	}
	return -1;
}

int partial_open(const char *path, const json_t *header, struct error *error)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	off_t whole;

	if (fd < 0)
		return error_set(error, "cannot store %s: %s", path,
				 strerror(errno));
	if (lock(fd)) {
		close(fd);
		return error_set(error,
				 "another run is storing its batches in %s",
				 path);
	}
	whole = whole_length(path);
	if (ftruncate(fd, whole) || (!whole && write_line(fd, header))) {
		error_set(error, "cannot store %s: %s", path, strerror(errno));
		if (!whole)
			unlink(path);
		close(fd);
		return -1;
	}
	return fd;
}

int partial_append(int fd, const json_t *batch)
{
	return write_line(fd, batch);
}
