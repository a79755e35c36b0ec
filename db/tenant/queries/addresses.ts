import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Facts } from "../item";
import { formerAddresses, items, site } from "../schema";
import { noSuchItem } from "./missing";
import { slugOf } from "./slug";
import { askable } from "./text";

/**
 * The address today of the item that had this one before, or null. Row-level security hides it with its item.
 * Ask only when no item has the address now.
 */
export async function findMovedItem(tx: ReadTx, slug: string): Promise<string | null> {
  const [row] = await tx
    .select({ slug: items.slug })
    .from(formerAddresses)
    .innerJoin(
      items,
      and(eq(items.tenantId, formerAddresses.tenantId), eq(items.id, formerAddresses.itemId)),
    )
    .where(and(eq(formerAddresses.slug, askable(slug)), isNull(items.trashedAt)));
  return row?.slug ?? null;
}

/** The addresses that lead to an item besides its own. */
export async function listFormerAddresses(tx: ReadTx, id: string): Promise<string[]> {
  const rows = await tx
    .select({ slug: formerAddresses.slug })
    .from(formerAddresses)
    .where(eq(formerAddresses.itemId, id))
    .orderBy(asc(formerAddresses.slug));
  return rows.map(({ slug }) => slug);
}

/**
 * Gives an item another address; the one it had leads there from now on. The item's version stays, because a form
 * that is open does not hold the address.
 * @returns the address as it was made of what was wanted
 * @throws Refusal (400) when nothing of it can stand in an address, (404), (409) when it leads to another item
 */
export async function changeAddress(tx: WriteTx, id: string, wanted: string): Promise<string> {
  if (!/[\p{L}\p{N}]/u.test(wanted))
    throw new Refusal("An address needs a letter or a digit.", { status: 400 });
  const slug = slugOf(wanted);
  // The item before the site, as every save of an item goes.
  const [there] = await tx
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.id, id), isNull(items.trashedAt)))
    .for("update");
  if (!there) throw noSuchItem();
  await holdAddresses(tx);
  if ((await takenOf(tx, [slug], id)).size > 0) throw leadsElsewhere(slug);
  await tx.update(items).set({ slug }).where(eq(items.id, id));
  return slug;
}

function leadsElsewhere(slug: string): Refusal {
  return new Refusal(`${slug} leads to another of your items. Choose another address.`, {
    status: 409,
  });
}

/** How many numbers are looked up at a time. */
const PROBES = 64;

/**
 * An address for each of these items that no other has or had: the name, else the name with the variant, else that with a
 * number. They are free until the transaction ends.
 */
export async function freeSlugs(
  tx: WriteTx,
  called: readonly Pick<Facts, "name" | "variant">[],
): Promise<string[]> {
  const fitting = called.map(({ name, variant }) => [
    ...new Set([slugOf(name), slugOf(`${name} ${variant}`)]),
  ]);
  await holdAddresses(tx);
  const taken = new Set(await takenOf(tx, [...new Set(fitting.flat())]));
  const numbers = new Map<string, Numbers>();
  const slugs: string[] = [];
  for (const own of fitting) {
    const stem = `${own.at(-1)}-`;
    const slug =
      own.find((one) => !taken.has(one)) ?? `${stem}${await nextNumber(tx, stem, numbers)}`;
    taken.add(slug);
    slugs.push(slug);
  }
  return slugs;
}

/** The numbers behind a stem that were looked at: from which on none was given, up to where, and those that are taken. */
interface Numbers {
  next: number;
  until: number;
  taken: ReadonlySet<string>;
}

/** The next free number of a stem. The first is searched for, those after it are looked up many at a time. */
async function nextNumber(tx: ReadTx, stem: string, known: Map<string, Numbers>): Promise<number> {
  const numbers = known.get(stem) ?? {
    next: await freeNumber(tx, stem),
    until: 0,
    taken: new Set(),
  };
  const isFirst = !known.has(stem);
  known.set(stem, numbers);
  if (isFirst) return numbers.next++;
  for (; ; numbers.next++) {
    if (numbers.next >= numbers.until) {
      numbers.until = numbers.next + PROBES;
      const run = Array.from({ length: PROBES }, (_, at) => `${stem}${numbers.next + at}`);
      numbers.taken = await takenOf(tx, run);
    }
    if (!numbers.taken.has(`${stem}${numbers.next}`)) return numbers.next++;
  }
}

/**
 * Makes those who give addresses on this site take turns. They hold the row that every change of an item counts up in
 * the end, so whoever is at work waits for nobody who waits for them.
 */
async function holdAddresses(tx: WriteTx): Promise<void> {
  await tx.select({ id: site.id }).from(site).for("no key update");
}

/** A number from 2 on with which an address is free, found in few steps however many are taken. */
async function freeNumber(tx: ReadTx, stem: string): Promise<number> {
  let low = 1;
  let numbers = Array.from({ length: 24 }, (_, power) => 2 ** (power + 1));
  for (;;) {
    const taken = await takenOf(
      tx,
      numbers.map((number) => stem + number),
    );
    const at = numbers.findIndex((number) => !taken.has(stem + number));
    const high = numbers[at];
    if (high === undefined) throw new Refusal("Choose another name.", { status: 409 });
    low = numbers[at - 1] ?? low;
    if (high - low <= 1) return high;
    const step = Math.max(1, Math.ceil((high - low) / PROBES));
    numbers = [];
    for (let number = low + step; number < high; number += step) numbers.push(number);
    numbers.push(high);
  }
}

/** Which of these addresses lead to an item, now or since before. @param but the item that may have them */
async function takenOf(
  tx: ReadTx,
  slugs: readonly string[],
  but?: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ slug: items.slug })
    .from(items)
    .where(and(inArray(items.slug, [...slugs]), but ? ne(items.id, but) : undefined))
    .unionAll(
      tx
        .select({ slug: formerAddresses.slug })
        .from(formerAddresses)
        .where(
          and(
            inArray(formerAddresses.slug, [...slugs]),
            but ? ne(formerAddresses.itemId, but) : undefined,
          ),
        ),
    );
  return new Set(rows.map(({ slug }) => slug));
}
