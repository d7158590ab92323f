// SPDX-License-Identifier: GPL-2.0-only
/* Reading the section .modinfo of a kernel module. */
#include "lib/modinfo.h"

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Copy what the section holds, and end it by NUL. */
static int copy_section(struct modinfo *info, Elf_Scn *section)
{
	Elf_Data *data = elf_getdata(section, NULL);

	if (!data || !data->d_buf)
		return -1;
	info->text = calloc(data->d_size + 1, 1);
	if (!info->text)
		return -1;
	memcpy(info->text, data->d_buf, data->d_size);
	info->size = data->d_size;
	return 0;
}

static int find_section(struct modinfo *info, Elf *elf)
{
	Elf_Scn *section = NULL;
	size_t names;

	if (elf_getshdrstrndx(elf, &names))
		return -1;
	while ((section = elf_nextscn(elf, section))) {
		GElf_Shdr header;
		const char *name = NULL;

		if (gelf_getshdr(section, &header))
			name = elf_strptr(elf, names, header.sh_name);
		if (name && strcmp(name, ".modinfo") == 0)
			return copy_section(info, section);
	}
	return -1;
}

int modinfo_load(struct modinfo *info, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = -1;
	Elf *elf;

	memset(info, 0, sizeof(*info));
	if (fd < 0)
		return -1;
	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (elf)
		ret = find_section(info, elf);
	elf_end(elf);
	close(fd);
	return ret;
}

void modinfo_free(struct modinfo *info)
{
	free(info->text);
	info->text = NULL;
	info->size = 0;
}

/* Return what follows @start in @text; NULL if @text starts otherwise. */
static const char *after(const char *text, const char *start)
{
	size_t length = strlen(start);

	return strncmp(text, start, length) == 0 ? text + length : NULL;
}

const char *modinfo_find(const struct modinfo *info, const char *tag,
			 const char *name)
{
	const char *at = info->text;

	for (; at < info->text + info->size; at += strlen(at) + 1) {
		const char *rest = after(at, tag);

		rest = rest ? after(rest, "=") : NULL;
		rest = rest ? after(rest, name) : NULL;
		if (rest && (*rest == '\0' || *rest == ':'))
			return rest;
	}
	return NULL;
}

const char *modinfo_value(const struct modinfo *info, const char *tag)
{
	const char *at = info->text;

	for (; at < info->text + info->size; at += strlen(at) + 1) {
		const char *rest = after(at, tag);

		rest = rest ? after(rest, "=") : NULL;
		if (rest)
			return rest;
	}
	return NULL;
}
