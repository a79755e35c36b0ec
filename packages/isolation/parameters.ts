import { filesOf } from "@/server/photos/photo-files";
import type { Register } from "./register";
import type { TestTenant } from "./tenants";

/** An identifier of a tenant's that an address or form may take: an id, a slug, a key, an e-mail address. */
export interface Identifier {
  /** Where it stands, such as `items.slug`. The attack swaps identifiers of the same place between tenants. */
  readonly place: string;
  readonly value: string;
}

/** Of one table; more than any recipe looks through for a row of its own, because what is not among them is not swapped. */
const MOST_ROWS = 24;

/** Everything by which a tenant's rows and files can be named. */
export async function identifiersOf(target: TestTenant, register: Register): Promise<Identifier[]> {
  const found: Identifier[] = [];
  const rows = await target.rows();
  for (const { name, columns, uniques } of target.tables) {
    const keys = new Set(uniques.flat());
    const named = columns.filter(
      ({ name, type }) => type === "uuid" || (type === "text" && keys.has(name)),
    );
    for (const row of (rows.get(name) ?? []).slice(0, MOST_ROWS))
      for (const column of named) {
        const value = row[column.name];
        if (value && column.name !== "tenant_id")
          found.push({ place: `${name}.${column.name}`, value });
      }
  }
  for await (const { key } of filesOf(target.tenant).list("")) {
    const [drawer = "", folder = "", size = ""] = key.split("/");
    if (drawer !== "photos") found.push({ place: `${drawer} name`, value: folder });
    else if (size === "full.webp")
      found.push({
        place: `${folder.startsWith("logo-") ? "logo" : "photo"} folder`,
        value: folder,
      });
  }
  found.push(
    { place: "platform tenants.id", value: target.tenant.id },
    { place: "platform tenants.slug", value: target.slug },
  );
  for (const [purpose, value] of target.links)
    if (purpose !== "shared") found.push({ place: `link ${purpose}`, value });
  const shared = target.links.get("shared");
  if (shared) found.push({ place: "shared token", value: shared });
  for (const { place, id } of await register.idsOf(target.tenant.id))
    found.push({ place, value: id });
  return unique(found);
}

function unique(identifiers: readonly Identifier[]): Identifier[] {
  const seen = new Map(identifiers.map((one) => [`${one.place} ${one.value}`, one]));
  return [...seen.values()];
}
