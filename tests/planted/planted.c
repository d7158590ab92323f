// SPDX-License-Identifier: GPL-2.0-only
/* Which planted fault is active, chosen when the module is loaded. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>

#include "planted.h"

static char *chosen;
module_param_named(planted, chosen, charp, 0444);
MODULE_PARM_DESC(planted, "name of the active fault; default: none");

bool planted(const char *name)
{
	return chosen && !strcmp(chosen, name);
}

bool planted_page_get(struct page *page)
{
	struct folio *folio = page_folio(page);

	if (!folio_try_get(folio))
		return false;
	if (folio == page_folio(page) && folio_mapped(folio))
		return true;
	folio_put(folio);
	return false;
}

void planted_page_put(struct page *page)
{
	folio_put(page_folio(page));
}
