import { and, asc, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { lines, products } from "../catalogue-schema";
import { GONE } from "../choices";
import { copies, wants } from "../copy-schema";
import type { Entry } from "../entry";
import { itemEntries } from "../entry-schema";
import { itemFacets } from "../facet-schema";
import { fields } from "../own-schema";
import { items, itemTags } from "../schema";
import { type Counted, type ListPiece, MOST_PIECES, type SetRule } from "../set";
import { OWN } from "../shelf-fields";
import { listRanked } from "./entries";
import { listed } from "./listed";
import { ofThisItem, textArray } from "./of-item";
import type { KeptSet } from "./sets";
import { askable } from "./text";

/** A piece of a set, whether the site has it or not. */
export interface Piece {
  /** Its number in the set, from 1. */
  readonly at: number;
  readonly said: ListPiece["said"];
  /** The entry that it is drawn from and that a want begins with; null of what the catalogue has not. */
  readonly entry: Entry | null;
  /** The code of a swing tag, where the pieces are generations; else empty. */
  readonly swingTag: string;
  /** The item that is there, or else one that is looked for or was. */
  readonly itemId: string | null;
  readonly state: "there" | "wanted" | "missing";
}

type PiecesOf = Pick<KeptSet, "rule" | "counted">;

/**
 * The pieces of a set with what the site has of each. For each an item with a copy that counts is looked for by the keys of
 * its entries until one is found, so that it takes as long whether a site has ten of them or thousands.
 */
export async function listPieces(tx: ReadTx, { rule, counted }: PiecesOf): Promise<Piece[]> {
  if (rule.kind === "own") return ownPieces(tx, rule, counted);
  const asked = sql`(${askedBy(rule)}) asked (at, keys, code)`;
  const [found, rows] = await Promise.all([
    listRanked(tx, sql`select asked.keys[1], asked.at from ${asked}`),
    tx
      .select({
        at: sql<number>`asked.at::int`,
        code: sql<string>`asked.code`,
        there: sql<string | null>`there.item_id`,
        near: sql<string | null>`near.item_id`,
        wanted: sql<boolean>`coalesce(near.wanted, false)`,
      })
      .from(
        sql`${asked} left join lateral ${there(tx, counted)} there on true
          left join lateral ${near(tx)} near on true`,
      )
      .orderBy(sql`asked.at`),
  ]);
  const entries = new Map(found.map(({ rank, entry }) => [rank, entry]));
  return rows.flatMap(({ at, code, there, near, wanted }, index) => {
    const entry = entries.get(at) ?? null;
    const said = entry ? saidOf(entry) : rule.kind === "list" ? rule.pieces[at - 1]?.said : null;
    if (!said) return [];
    return {
      at: index + 1,
      said,
      entry,
      swingTag: code,
      itemId: there ?? near,
      state: there ? "there" : wanted ? "wanted" : "missing",
    } as const;
  });
}

/** What the catalogue says of a toy, as a set keeps it. */
function saidOf({ facts }: Entry): ListPiece["said"] {
  return {
    name: facts.name ?? "",
    variant: facts.variant ?? "",
    styleNumber: facts.styleNumber ?? "",
    animal: facts.animal ?? "",
    colour: facts.colour ?? "",
  };
}

/** The lines of the catalogue in their order. */
export async function listLines(tx: ReadTx): Promise<{ key: string; name: string }[]> {
  return tx.select({ key: lines.key, name: lines.name }).from(lines).orderBy(asc(lines.place));
}

/** What the products of these keys are called; nothing of those that the catalogue lacks. */
export async function nameProducts(
  tx: ReadTx,
  keys: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (keys.length === 0) return {};
  const rows = await tx
    .select({ key: products.key, name: products.name })
    .from(products)
    .where(sql`${products.key} = any(${textArray(keys)})`);
  return Object.fromEntries(rows.map(({ key, name }) => [key, name]));
}

/** Rows of a number, the keys of entries of which any will do, and the code of a swing tag. */
function askedBy(rule: Exclude<SetRule, { kind: "own" }>): SQL {
  const most = sql.raw(String(MOST_PIECES));
  switch (rule.kind) {
    case "list": {
      const json = askable(JSON.stringify(rule.pieces.map(({ keys }) => keys)));
      return sql`select l.at, coalesce((select array_agg(e.key order by k.n, e.place)
          from jsonb_array_elements_text(l.keys) with ordinality k (key, n)
          join catalogue.entries e on e.key = k.key or e.product = k.key), array[l.keys ->> 0]), ''
        from jsonb_array_elements(${json}::jsonb) with ordinality l (keys, at)`;
    }
    case "catalogue": {
      const { each } = rule;
      const group = each === "entry" ? sql`e.key` : sql`e.product`;
      return sql`select row_number() over (order by min(l.place), min(p.place), min(e.place)),
          array_agg(e.key order by e.place), ''
        from catalogue.entries e join catalogue.products p on p.key = e.product
          join catalogue.lines l on l.key = p.line
        where ${fits(rule)} group by ${group} order by 1 limit ${most}`;
    }
    case "generations":
      return sql`select row_number() over (order by length(codes.code), codes.code),
          array(select key from catalogue.entries where product = ${rule.product} order by place), codes.code
        from (select distinct unnest(string_to_array(f.value, ', ')) as code
          from catalogue.entries e join catalogue.facts f on f.of = 'entry' and f.key = e.key
            and f.field = 'swingTags' and f.sure <> 'disputed'
          where e.product = ${rule.product} and f.value <> '') codes limit ${most}`;
  }
}

/** That the entry at hand is what a rule asks for. Of what sources differ in nothing is known. */
function fits({ line, product, animal, year }: Extract<SetRule, { kind: "catalogue" }>): SQL {
  const says = (field: string, value: SQL) => sql`exists (select from catalogue.facts f
    where f.of = 'entry' and f.key = e.key and f.field = ${field} and f.sure <> 'disputed' and ${value})`;
  return sql.join(
    [
      sql`true`,
      ...(line ? [sql`p.line = ${line}`] : []),
      ...(product ? [sql`p.key = ${product}`] : []),
      ...(animal ? [says("animal", sql`fold(f.value) = fold(${animal})`)] : []),
      ...(year ? [says("introduced", sql`starts_with(f.value, ${year})`)] : []),
    ],
    sql` and `,
  );
}

/** The first item of a piece that has a copy which counts. */
function there(tx: ReadTx, counted: Counted): SQL {
  return firstOf(sql`select ${itemEntries.itemId} from ${itemEntries} join ${items} on ${ofEntry}
    where ${itemEntries.entry} = k.entry and ${listed(tx)} and exists (select from ${copies}
      where ${copies.tenantId} = ${items.tenantId} and ${copies.itemId} = ${items.id} and ${counts(counted)}
      and (asked.code = '' or ${copies.swingTag} = asked.code))
    order by ${itemEntries.itemId} limit 1`);
}

/** Of a piece that is not there, an item that is looked for; else one that there is. */
function near(tx: ReadTx): SQL {
  const isWanted = sql`exists (select from ${wants} where ${wants.tenantId} = ${items.tenantId}
    and ${wants.itemId} = ${items.id} and (asked.code = '' or ${wants.swingTag} in ('', asked.code)))`;
  return firstOf(
    sql`select ${itemEntries.itemId}, ${isWanted} as wanted from ${itemEntries}
    join ${items} on ${ofEntry} where ${itemEntries.entry} = k.entry and ${listed(tx)}
    order by 2 desc, ${itemEntries.itemId} limit 1`,
    {
      // In here and not where it is joined, or it would be looked for each piece.
      keys: sql`case when there.item_id is null then asked.keys end`,
      order: sql`one.wanted desc, k.n`,
    },
  );
}

const ofEntry = sql`${items.tenantId} = ${itemEntries.tenantId} and ${items.id} = ${itemEntries.itemId}`;

/** The first that is found for a key of the piece at hand, whose index has them in their order. */
function firstOf(one: SQL, { keys = sql`asked.keys`, order = sql`k.n` } = {}): SQL {
  return sql`(select one.* from unnest(${keys}) with ordinality k (entry, n)
    cross join lateral (${one}) one order by ${order} limit 1)`;
}

/** That a copy makes a piece one that is there. */
function counts(counted: Counted): SQL {
  return counted === "staying"
    ? sql`${copies.status} = 'owned'`
    : sql`${copies.status} <> all(${textArray(GONE)})`;
}

/** The items that say what a rule over the owner's own words asks for, by name; nothing of a field in the trash. */
async function ownPieces(
  tx: ReadTx,
  { field, value }: Extract<SetRule, { kind: "own" }>,
  counted: Counted,
): Promise<Piece[]> {
  const text = askable(value);
  const saying =
    field === "tag"
      ? sql`select ${itemTags.itemId} from ${itemTags} where ${itemTags.tag} = ${text}`
      : sql`select ${itemFacets.itemId} from ${itemFacets}
          where ${itemFacets.facet} = ${OWN + askable(field)} and ${itemFacets.value} = ${text}
          and exists (select from ${fields} where ${fields.key} = ${askable(field)} and ${fields.trashedAt} is null)`;
  // Nested, because of a column in a field by itself Drizzle leaves the table out.
  const exists = (table: typeof copies | typeof wants, also: SQL = sql`true`) =>
    sql<boolean>`exists (select from ${table} where ${and(ofThisItem(table), also)})`;
  const rows = await tx
    .select({
      itemId: items.id,
      name: items.name,
      variant: items.variant,
      styleNumber: items.styleNumber,
      animal: items.animal,
      colour: items.colour,
      isThere: exists(copies, counts(counted)),
      isWanted: exists(wants),
    })
    .from(items)
    .where(and(listed(tx), sql`${items.id} = any(array(${saying}))`))
    .orderBy(asc(items.sortName), asc(items.id))
    .limit(MOST_PIECES);
  return rows.map(({ itemId, isThere, isWanted, ...said }, index) => ({
    at: index + 1,
    said,
    entry: null,
    swingTag: "",
    itemId,
    state: isThere ? "there" : isWanted ? "wanted" : "missing",
  }));
}

/** A list of what has these keys, as the catalogue has it now; what it does not have is left out. */
export async function makeList(tx: ReadTx, keys: readonly (readonly string[])[]): Promise<SetRule> {
  const nothing = { name: "", variant: "", styleNumber: "", animal: "", colour: "" };
  const asked = keys.map((all) => ({ keys: [...all], said: nothing }));
  const found = await listPieces(tx, { rule: { kind: "list", pieces: asked }, counted: "held" });
  return {
    kind: "list",
    pieces: asked.flatMap((piece, index) => {
      const { entry } = found[index] ?? {};
      return entry ? [{ ...piece, said: { ...saidOf(entry), variant: "" } }] : [];
    }),
  };
}
