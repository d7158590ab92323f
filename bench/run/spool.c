// SPDX-License-Identifier: GPL-2.0-only
/* Keeping the values of a large list on the disk. */
#include "run/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/path.h"
#include "result/store.h"

/* Where a value is. */
struct place {
	int64_t at; /* bytes from the start of the file; -1: not stored */
	uint32_t length;
};

struct spool {
	FILE *file;
	size_t count;
	int64_t end;
	bool flushed; /* all of it can be read */
	struct place *places;
	char *text; /* of the value that was read last */
	size_t room;
};

static FILE *open_unnamed(const char *beside)
{
	char path[PATH_ROOM];
	FILE *file;
	int fd;

	path_print(path, sizeof(path), "%s.spool-XXXXXX", beside);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		return NULL;
	unlink(path);
	file = fdopen(fd, "w+");
	if (!file)
		close(fd);
	return file;
}

struct spool *spool_new(const char *beside, size_t count, struct error *error)
{
	struct spool *s = calloc(1, sizeof(*s));

	if (!s) {
		error_set(error, "out of memory");
		return NULL;
	}
	s->count = count;
	s->places = calloc(count + 1, sizeof(*s->places));
	s->file = s->places ? open_unnamed(beside) : NULL;
	if (!s->file) {
		error_set(error, "cannot store beside %s: %s", beside,
			  strerror(errno));
		spool_free(s);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		s->places[i].at = -1;
	return s;
}

void spool_free(struct spool *s)
{
	if (!s)
		return;
	if (s->file)
		fclose(s->file);
	free(s->places);
	free(s->text);
	free(s);
}

int spool_add(struct spool *s, size_t index, const json_t *value,
	      struct error *error)
{
	int64_t end;

	if (!value)
		return error_set(error, "cannot make the result: out of memory "
					"or a text is no UTF-8");
	errno = 0;
	if (store_print_element(value, s->file) ||
	    (end = ftello(s->file)) < 0 || end - s->end > UINT32_MAX)
		return error_set(error, "cannot store a temporary file: %s",
				 errno ? strerror(errno) : "a cell is too big");
	s->places[index] = (struct place){s->end, (uint32_t)(end - s->end)};
	s->end = end;
	s->flushed = false;
	return 0;
}

/* Read the text of a value. Returns 0, or -1 with errno. */
static int read_text(struct spool *s, size_t index)
{
	const struct place *place = &s->places[index];
	size_t done = 0;
	ssize_t n;

	if (!s->flushed && fflush(s->file))
		return -1;
	s->flushed = true;
	if (place->length >= s->room) {
		char *text = realloc(s->text, (size_t)place->length + 1);

		if (!text)
			return -1;
		s->text = text;
		s->room = (size_t)place->length + 1;
	}
	while (done < place->length) {
		n = pread(fileno(s->file), s->text + done, place->length - done,
			  place->at + (int64_t)done);
		if (n <= 0) {
			errno = n ? errno : EIO;
			return -1;
		}
		done += (size_t)n;
	}
	return 0;
}

int spool_print(void *spool, size_t index, FILE *to)
{
	struct spool *s = spool;
	size_t length = s->places[index].length;

	if (read_text(s, index))
		return -1;
	return fwrite(s->text, 1, length, to) == length ? 0 : -1;
}

json_t *spool_load(struct spool *s, size_t index)
{
	if (read_text(s, index))
		return NULL;
	return json_loadb(s->text, s->places[index].length, 0, NULL);
}
