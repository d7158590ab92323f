// SPDX-License-Identifier: GPL-2.0-only
/* Reading and writing partial results: JSON lines that only grow. */
#include "result/partial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "result/partial_check.h"

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

/* Check a line; NULL: it is no JSON. The first one is the header. */
static int check_line(struct reading *r, const json_t *line)
{
	if (r->number == 1 && check_schema(line, r->error))
		return -1;
	if (r->number == 1)
		return partial_check_header(line, &r->batches, r->error);
	if (!json_is_object(line))
		return error_set(r->error, "damaged: it is no JSON object");
	return partial_check_batch(line, r->batches, r->error);
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

static void refuse_file(const char *path, struct error *error)
{
	error_set(error, "cannot read: %s", strerror(errno));
	error_place(error, path, 0);
}

json_t *partial_read(const char *path, partial_take take, void *user,
		     struct error *error)
{
	struct reading r = {
		.path = path, .file = fopen(path, "re"), .error = error};
	json_t *header;

	if (!r.file) {
		refuse_file(path, error);
		return NULL;
	}
	header = read_all(&r, take, user);
	free(r.line);
	fclose(r.file);
	return header;
}

json_t *partial_read_header(const char *path, struct error *error)
{
	struct reading r = {
		.path = path, .file = fopen(path, "re"), .error = error};
	json_t *header;

	if (!r.file) {
		refuse_file(path, error);
		return NULL;
	}
	header = read_header(&r);
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

static int note_batch(void *has_batch, const json_t *batch, struct error *error)
{
	(void)batch;
	(void)error;
	*(bool *)has_batch = true;
	return 0;
}

/* Return the end of the last whole line; 0 if there is no batch. */
static off_t whole_length(const char *path)
{
	struct reading r = {.path = path, .file = fopen(path, "re")};
	bool has_batch = false;

	if (!r.file)
		return 0;
	json_decref(read_all(&r, note_batch, &has_batch));
	free(r.line);
	fclose(r.file);
	return has_batch ? r.whole : 0;
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
