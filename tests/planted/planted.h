/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Planted faults: defects that planted.patch adds to a copy of the module, to
 * show that the hunt for stale pages finds each of them.
 */
#ifndef MNB_PLANTED_H
#define MNB_PLANTED_H

#include <linux/types.h>

struct page;

/* Whether fault @name was chosen by the module parameter `planted`. */
bool planted(const char *name);

/*
 * A planted fault may leave the device an entry for a page that has been freed.
 * Before the device writes to a page, keep it from being freed. Returns false
 * if no process maps the page any more.
 */
bool planted_page_get(struct page *page);
void planted_page_put(struct page *page);

#endif
