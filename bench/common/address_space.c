// SPDX-License-Identifier: GPL-2.0-only
/* The address spaces that this program knows, and the words for them. */
#include "common/address_space.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define VMA_FORM "vma %" SCNx64 " %" SCNx64 " %4s %" SCNu64 " %" SCNx64

/* Number 1 is the first. Each stays where it is when others are added. */
static struct address_space **spaces;
static size_t space_count;

static bool is_word(const char *word)
{
	size_t length = strcspn(word, "@");
	const char *digits = word + length + 1;

	return length && length <= ADDRESS_SPACE_NAME_MAX && word[length] &&
	       strspn(word,
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		      "abcdefghijklmnopqrstuvwxyz0123456789._-") == length &&
	       strlen(digits) == ADDRESS_SPACE_DIGITS &&
	       strspn(digits, "0123456789abcdef") == ADDRESS_SPACE_DIGITS;
}

bool address_space_number(const char *word, uint64_t *number)
{
	*number = 0;
	if (!strcmp(word, ADDRESS_SPACE_NONE))
		return true;
	if (!is_word(word))
		return false;
	for (size_t i = 0; i < space_count; i++)
		if (!strcmp(spaces[i]->word, word)) {
			*number = i + 1;
			return true;
		}
	spaces = must_resize(spaces, space_count + 1,
			     sizeof(struct address_space *));
	spaces[space_count] = must_alloc(1, sizeof(struct address_space));
	spaces[space_count]->word = must_printf("%s", word);
	*number = ++space_count;
	return true;
}

struct address_space *address_space_at(uint64_t number)
{
	return number && number <= space_count ? spaces[number - 1] : NULL;
}

const char *address_space_word(uint64_t number)
{
	const struct address_space *space = address_space_at(number);

	if (!number)
		return ADDRESS_SPACE_NONE;
	return space ? space->word : NULL;
}

bool space_vma_is_written(const struct space_vma *vma)
{
	return vma->writable && !vma->shared;
}

void address_space_pin(const char *word, const char *sha256)
{
	struct address_space *space;
	uint64_t number;

	if (!address_space_number(word, &number) || !number)
		return;
	space = address_space_at(number);
	space->pinned = true;
	if (sha256 && !space->sha256)
		space->sha256 = must_printf("%s", sha256);
}

uint64_t address_space_pinned(const char *name, size_t length)
{
	for (size_t i = 0; i < space_count; i++)
		if (spaces[i]->pinned &&
		    !strncmp(spaces[i]->word, name, length) &&
		    spaces[i]->word[length] == '@')
			return i + 1;
	return 0;
}

void address_space_to_lines(const struct address_space *space, FILE *file)
{
	fprintf(file, "space %s\n", space->word);
	for (size_t i = 0; i < space->count; i++) {
		const struct space_vma *vma = &space->vmas[i];

		fprintf(file,
			"vma %" PRIx64 " %" PRIx64 " %c%c%c%c %" PRIu64
			" %" PRIx64 "\n",
			vma->start, vma->end, vma->readable ? 'r' : '-',
			vma->writable ? 'w' : '-', vma->executable ? 'x' : '-',
			vma->shared ? 's' : 'p', vma->file, vma->offset);
	}
}

bool address_space_take_line(struct address_space *space, const char *line)
{
	struct space_vma vma = {0};
	char perms[5];

	if (sscanf(line, VMA_FORM, &vma.start, &vma.end, perms, &vma.file,
		   &vma.offset) != 5 ||
	    space->count == ADDRESS_SPACE_VMAS_MAX)
		return false;
	vma.readable = perms[0] == 'r';
	vma.writable = perms[1] == 'w';
	vma.executable = perms[2] == 'x';
	vma.shared = perms[3] == 's';
	space->vmas = must_resize(space->vmas, space->count + 1, sizeof(vma));
	space->vmas[space->count++] = vma;
	if (vma.file > space->files)
		space->files = vma.file;
	return true;
}

void address_spaces_forget(void)
{
	for (size_t i = 0; i < space_count; i++) {
		free(spaces[i]->word);
		free(spaces[i]->sha256);
		free(spaces[i]->vmas);
		free(spaces[i]);
	}
	free(spaces);
	spaces = NULL;
	space_count = 0;
}
