// SPDX-License-Identifier: GPL-2.0-only
/*
 * The main function of a fuzzer without libFuzzer: it runs the inputs of the
 * folder CORPUS, or the files that are given, and prints TAP. A sanitizer ends
 * the program at the first defect.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#define INPUT_MAX (1 << 20)

static unsigned int count;

static int replay(const char *path)
{
	FILE *file = fopen(path, "re");
	uint8_t *data = malloc(INPUT_MAX);
	size_t size;

	if (!file || !data) {
		printf("not ok %u - %s: cannot read\n", ++count, path);
		free(data);
		if (file)
			fclose(file);
		return -1;
	}
	size = fread(data, 1, INPUT_MAX, file);
	fclose(file);
	/* Of its size: what is read behind it is behind the allocation. */
	data = realloc(data, size ? size : 1);
	printf("# %s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, size);
	printf("ok %u - %s\n", ++count, path);
	free(data);
	return 0;
}

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int replay_corpus(void)
{
	struct dirent **entries;
	int n = scandir(CORPUS, &entries, is_input, alphasort), ret = 0;

	for (int i = 0; i < n; i++) {
		char path[512];

		snprintf(path, sizeof(path), "%s/%s", CORPUS,
			 entries[i]->d_name);
		ret |= replay(path);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	if (n <= 0) {
		printf("not ok 1 - no inputs in %s\n", CORPUS);
		return -1;
	}
	return ret;
}

int main(int argc, char **argv)
{
	int ret = 0;

	for (int i = 1; i < argc; i++)
		ret |= replay(argv[i]);
	if (argc == 1)
		ret = replay_corpus();
	printf("1..%u\n", count);
	return ret ? EXIT_FAILURE : EXIT_SUCCESS;
}
