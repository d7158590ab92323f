// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading a snapshot of /proc/PID/maps. All addresses are shifted by multiples
 * of 512 GiB, so that VMAs share page tables as in the program. What is below 1
 * TiB (a program at a fixed address, a heap) goes behind the memory of the
 * agent, and what is at the top (libraries, mappings) below the agent's.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/address_space.h"
#include "common/text.h"
#include "lib/memory.h"

#define PAGE UINT64_C(4096)

/* A line: "7f00-7f10 r-xp 00001000 fe:00 1234    /usr/lib/libc.so.6" */
struct maps_line {
	uint64_t start, end, offset, inode;
	char perms[5], device[16];
	const char *name;
};

/* A file that was mapped; its number is its index and 1. */
struct mapped_file {
	uint64_t inode;
	char device[16];
};

struct reader {
	struct address_space *space;
	struct mapped_file *files;
	uint64_t end; /* of the last VMA, before it was moved */
	struct error *error;
};

static bool parse(const char *text, struct maps_line *l)
{
	int length = 0;

	if (sscanf(text,
		   "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %15s %" SCNu64 "%n",
		   &l->start, &l->end, l->perms, &l->offset, l->device,
		   &l->inode, &length) != 6)
		return false;
	l->name = text + length + strspn(text + length, " ");
	return strlen(l->perms) == 4 && strchr("r-", l->perms[0]) &&
	       strchr("w-", l->perms[1]) && strchr("x-", l->perms[2]) &&
	       strchr("sp", l->perms[3]);
}

/* The agent has a stack, and the kernel maps the others itself. */
static bool is_left_out(const char *name)
{
	static const char *const names[] = {"[stack]", "[vdso]", "[vvar",
					    "[vsyscall]", "[uprobes]"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncmp(name, names[i], strlen(names[i])))
			return true;
	return false;
}

/* Move [*start, *end). Returns false if there is no room for it. */
static bool move(uint64_t *start, uint64_t *end)
{
	uint64_t from = *start, to = *end;

	if (to <= SPACE_LOW_END) {
		*start += SPACE_LOW_SHIFT;
		*end += SPACE_LOW_SHIFT;
		return true;
	}
	if (from >= SPACE_HIGH_START && to <= SPACE_END + SPACE_HIGH_SHIFT) {
		*start -= SPACE_HIGH_SHIFT;
		*end -= SPACE_HIGH_SHIFT;
		return true;
	}
	return from >= SPACE_LOW_SHIFT + SPACE_LOW_END &&
	       to <= SPACE_HIGH_START - SPACE_HIGH_SHIFT;
}

/* A shared mapping without a file is one of its own. */
static uint64_t number_of_file(struct reader *r, const struct maps_line *l)
{
	struct address_space *space = r->space;

	if (!l->inode && l->perms[3] == 'p')
		return 0;
	for (uint64_t i = 0; l->inode && i < space->files; i++)
		if (r->files[i].inode == l->inode &&
		    !strcmp(r->files[i].device, l->device))
			return i + 1;
	r->files = must_resize(r->files, space->files + 1, sizeof(*r->files));
	r->files[space->files].inode = l->inode;
	strcpy(r->files[space->files].device, l->device);
	return ++space->files;
}

static int check(const struct reader *r, const struct maps_line *l)
{
	if (l->start % PAGE || l->end % PAGE || l->offset % PAGE ||
	    l->start >= l->end)
		return error_set(r->error,
				 "'%" PRIx64 "-%" PRIx64 " %" PRIx64
				 "' is no range of whole pages of 4 KiB",
				 l->start, l->end, l->offset);
	/* The agent makes a file of that size. */
	if (l->offset > INT64_MAX || l->end - l->start > INT64_MAX - l->offset)
		return error_set(r->error,
				 "'%" PRIx64 "-%" PRIx64 " %" PRIx64
				 "' ends behind the largest size of a file, "
				 "%" PRIx64,
				 l->start, l->end, l->offset,
				 (uint64_t)INT64_MAX);
	if (l->start < r->end)
		return error_set(r->error,
				 "%" PRIx64 " is below the end of the VMA "
				 "before it, %" PRIx64,
				 l->start, r->end);
	if (r->space->count == ADDRESS_SPACE_VMAS_MAX)
		return error_set(r->error, "has more than %d VMAs",
				 ADDRESS_SPACE_VMAS_MAX);
	return 0;
}

static int add(struct reader *r, const struct maps_line *l)
{
	struct address_space *space = r->space;
	uint64_t start = l->start, end = l->end;
	struct space_vma *vma;

	if (check(r, l))
		return -1;
	r->end = l->end;
	if (!move(&start, &end))
		return error_set(r->error,
				 "there is no room for %" PRIx64 "-%" PRIx64
				 "; allowed: addresses below 1 TiB, from 65 to "
				 "104 TiB, and from 112 to 128 TiB",
				 l->start, l->end);
	space->vmas = must_resize(space->vmas, space->count + 1, sizeof(*vma));
	vma = &space->vmas[space->count++];
	*vma = (struct space_vma){
		.start = start,
		.end = end,
		.offset = l->offset,
		.file = number_of_file(r, l),
		.readable = l->perms[0] == 'r',
		.writable = l->perms[1] == 'w',
		.executable = l->perms[2] == 'x',
		.shared = l->perms[3] == 's',
	};
	return 0;
}

static int take(struct reader *r, const char *text)
{
	char shown[TEXT_SHORT_MAX];
	struct maps_line l;

	if (text[0] == '#' || !text[strspn(text, " \t\r")])
		return 0;
	if (!parse(text, &l))
		return error_set(r->error,
				 "'%s' is no line of /proc/PID/maps: "
				 "START-END PERMS OFFSET DEVICE INODE NAME",
				 text_shorten(shown, text));
	return is_left_out(l.name) ? 0 : add(r, &l);
}

int address_space_read(struct address_space *space, const char *text,
		       unsigned int *line, struct error *error)
{
	struct reader r = {.space = space, .error = error};
	char *copy = must_printf("%s", text), *rest = copy, *at;
	int ret = 0;

	free(space->vmas);
	space->vmas = NULL;
	space->count = space->files = 0;
	for (*line = 0; !ret && (at = strsep(&rest, "\n"));) {
		++*line;
		ret = take(&r, at);
	}
	free(copy);
	free(r.files);
	if (ret)
		return ret;
	*line = 0;
	return space->count ? 0 : error_set(error, "has no VMA");
}
