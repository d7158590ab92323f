/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Address spaces of real programs, which a process can have in addition to its
 * own memory: the values of a cell's key `address_space`.
 *
 * A plan names a file, in the format of /proc/PID/maps. A cell, a result and
 * the agent know it by a word: the file's name, and the first digits of its
 * SHA-256. So cells are equal only if their files were. A cell stores a number,
 * which stands for the word in this program alone.
 */
#ifndef ADDRESS_SPACE_H
#define ADDRESS_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/error.h"

/* No further memory: number 0. */
#define ADDRESS_SPACE_NONE "none"

/* Of the name in a word, and of the digits behind it: "python3@0123456789ab" */
#define ADDRESS_SPACE_NAME_MAX 32
#define ADDRESS_SPACE_DIGITS   12

/* What a message says of words. A plan names files (plan/plan_space.h). */
#define ADDRESS_SPACE_ALLOWED \
	ADDRESS_SPACE_NONE ", or NAME@ and the first 12 digits of a SHA-256"

/* With the VMAs of key `vmas`, a process can have that many. */
#define ADDRESS_SPACE_VMAS_MAX 5000

/* A VMA of the program, where a process that is measured has it. */
struct space_vma {
	uint64_t start, end; /* end is exclusive */
	uint64_t offset;     /* in the file, in bytes */
	uint64_t file;       /* from 1; 0: it is anonymous */
	bool readable, writable, executable, shared;
};

struct address_space {
	char *word;
	char *sha256; /* of the file; NULL if only the word is known */
	bool pinned;  /* see address_space_pin() */
	struct space_vma *vmas; /* ascending; NULL if only the word is known */
	size_t count;
	uint64_t files; /* that VMAs map */
};

/*
 * The number of a word, which is new or known; "none" is 0. Returns false if it
 * is no word of an address space.
 */
bool address_space_number(const char *word, uint64_t *number);

/* The word for a number; NULL behind the last. */
const char *address_space_word(uint64_t number);

/* What is known of an address space; NULL for 0, and behind the last. */
struct address_space *address_space_at(uint64_t number);

/* Whether a page of a VMA is its own: it has been written. */
bool space_vma_is_written(const struct space_vma *vma);

/*
 * Read the VMAs of @text, in the format of /proc/PID/maps, and move them to
 * where a process that is measured has room. Lines that begin with '#' and
 * empty ones are comments. The stack, and what the kernel maps itself, is left
 * out. Returns 0, or -1 with @error and the number of its line in @line; 0:
 * of no line.
 */
int address_space_read(struct address_space *space, const char *text,
		       unsigned int *line, struct error *error);

/* How addresses of a snapshot become those of a process that is measured. */
#define SPACE_LOW_END    (UINT64_C(1) << 40)   /* ends with programs' data */
#define SPACE_LOW_SHIFT  (UINT64_C(64) << 40)  /* is added to these */
#define SPACE_HIGH_START (UINT64_C(112) << 40) /* where libraries are */
#define SPACE_HIGH_SHIFT (UINT64_C(8) << 40)   /* is subtracted from these */
/* Between: what is in [64 TiB + 1 TiB, 112 TiB - 8 TiB) stays there. */
#define SPACE_START (SPACE_LOW_SHIFT)
#define SPACE_END   (UINT64_C(120) << 40)

/*
 * Let a plan that uses a file of that name mean this word, without the file.
 * @sha256: of the file; may be NULL.
 */
void address_space_pin(const char *word, const char *sha256);

/* The address space of that name that was pinned; 0: there is none. */
uint64_t address_space_pinned(const char *name, size_t length);

/*
 * Write it as lines of a batch, "space WORD" and a line "vma ..." for each VMA;
 * and read a line of the latter kind. Returns false if that is no such line.
 */
void address_space_to_lines(const struct address_space *space, FILE *file);
bool address_space_take_line(struct address_space *space, const char *line);

/* Forget all of them. For tests. */
void address_spaces_forget(void);

#endif
