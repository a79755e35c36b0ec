/** The item that a row hangs on is one that visitors see. @param alias of the row */
const itemSeen = (alias: string) =>
  `exists (select from items i where i.tenant_id = ${alias}.tenant_id and i.id = ${alias}.item_id
    and i.visibility <> 'private' and i.trashed_at is null)`;

/** The copy that a row names is not kept off its page; of a row that names none, true. */
const copySeen = `not exists (select from copies c where c.tenant_id = t.tenant_id and c.id = t.copy_id and c.kept_off)`;

/**
 * Which rows the site's own visitors see, as SQL about a row `t`. It is written here by hand, from what the product
 * promises, so that a policy that says more is noticed. Of a table that does not stand here visitors see no row.
 */
const SEEN: Readonly<Record<string, string>> = {
  site: "true",
  skins: "exists (select from site s where s.tenant_id = t.tenant_id and s.skin_id = t.id)",
  items: "t.visibility <> 'private' and t.trashed_at is null",
  item_tags: itemSeen("t"),
  item_entries: itemSeen("t"),
  former_addresses: itemSeen("t"),
  wants: itemSeen("t"),
  copies: `${itemSeen("t")} and not t.kept_off`,
  photos: `${itemSeen("t")} and ${copySeen}`,
  fields: "t.seen_by = 'everyone' and t.trashed_at is null",
  field_values: `${itemSeen("t")} and ${copySeen} and exists (select from fields f
    where f.tenant_id = t.tenant_id and f.id = t.field_id and f.seen_by = 'everyone' and f.trashed_at is null)`,
  item_words: `${itemSeen("t")} and not t.for_members`,
  item_facets: `${itemSeen("t")} and not t.for_members and exists (select from items i
    where i.tenant_id = t.tenant_id and i.id = t.item_id and i.visibility = 'public')`,
  sets: "t.visibility <> 'private'",
  shelf_sets: "not t.for_members",
  word_slips: `exists (select from item_words w where w.tenant_id = t.tenant_id and w.word = t.word
    and not w.for_members and ${itemSeen("w")})`,
};

/** SQL that says whether a row `t` of a table is kept from the site's own visitors. */
export function hiddenRow(table: string): string {
  const seen = SEEN[table];
  return seen ? `not coalesce(${seen}, false)` : "true";
}
