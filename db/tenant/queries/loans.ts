import { and, asc, count, desc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { type CopyStatus, GONE } from "../choices";
import { copies } from "../copy-schema";
import type { Loan } from "../loan";
import { loans } from "../loan-schema";
import { items } from "../schema";
import { laterVersion, versionOfItem } from "./version";

/** What lending or giving back made of the copy and its item. */
export interface Lent {
  readonly status: CopyStatus;
  /** The item's version before, and since; equal where nothing of the item changed. */
  readonly was: string;
  readonly version: string;
}

/** A loan that is not back, with the copy as people know it. */
export interface LoanOut extends Loan {
  readonly itemId: string;
  readonly name: string;
  readonly variant: string;
  readonly label: string;
  /** The copy's number among its item's, from 1. */
  readonly number: number;
  readonly status: CopyStatus;
}

/** How many loans a page lists at most. */
export const MOST_LOANS = 500;

/** All loans of an item's copies, the latest first. */
export async function listLoansOf(tx: ReadTx, itemId: string): Promise<Loan[]> {
  return tx
    .select(loanColumns)
    .from(loans)
    .innerJoin(copies, ofCopy)
    .where(eq(copies.itemId, itemId))
    .orderBy(desc(loans.since), desc(loans.id));
}

/**
 * What is out, what is due first standing first, and what has no day last. What is in the trash is not listed.
 * @param due only what is due by this day, of copies that are not sold or given away
 */
export async function listLoansOut(
  tx: ReadTx,
  { due, limit = MOST_LOANS }: { readonly due?: string; readonly limit?: number } = {},
): Promise<LoanOut[]> {
  const rows = await tx
    .select({
      ...loanColumns,
      itemId: items.id,
      name: items.name,
      variant: items.variant,
      label: copies.label,
      position: copies.position,
      status: copies.status,
    })
    .from(loans)
    .innerJoin(copies, ofCopy)
    .innerJoin(items, ofItem)
    .where(out(due))
    .orderBy(asc(loans.due), asc(loans.id))
    .limit(limit);
  return rows.map(({ position, ...row }) => ({ ...row, number: position + 1 }));
}

/** How many loans are out, and how many of these are due before a day. */
export async function countLoansOut(
  tx: ReadTx,
  before: string,
): Promise<{ readonly all: number; readonly overdue: number }> {
  const [row] = await tx
    .select({
      all: count(),
      overdue: sql<number>`(count(*) filter (where ${loans.due} < ${before}::date and ${notInArray(copies.status, [...GONE])}))::int`,
    })
    .from(loans)
    .innerJoin(copies, ofCopy)
    .innerJoin(items, ofItem)
    .where(out());
  return row ?? { all: 0, overdue: 0 };
}

/** How many copies are lent by their status while nobody noted to whom. */
export async function countLentToNobody(tx: ReadTx): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(copies)
    .innerJoin(items, ofItem)
    .leftJoin(loans, and(ofCopy, isNull(loans.backOn)))
    .where(and(eq(copies.status, "lent"), isNull(items.trashedAt), isNull(loans.id)));
  return row?.value ?? 0;
}

/**
 * Lends a copy, and it is lent by its status. Under an id of the caller's choice, so that the same request sent twice
 * lends once.
 * @throws Refusal (404) when there is no such copy, (409) when it is out already, or not here any more
 */
export async function lendCopy(tx: WriteTx, loan: Omit<Loan, "backOn">): Promise<Lent> {
  const held = await holdCopy(tx, loan.copyId);
  const ofThis = await tx
    .select({ id: loans.id, lentTo: loans.lentTo, backOn: loans.backOn })
    .from(loans)
    .where(eq(loans.copyId, loan.copyId));
  if (ofThis.some(({ id }) => id === loan.id)) return { ...held, was: held.version };
  const present = ofThis.find(({ backOn }) => backOn === null);
  if (present)
    throw new Refusal(`This copy is out to ${present.lentTo}. Note first that it is back.`, {
      status: 409,
    });
  if (GONE.includes(held.status))
    throw new Refusal("This copy is sold or given away. Change its status first.", { status: 409 });
  requireOrder(loan);
  await tx.insert(loans).values(loan);
  return changeStatus(tx, loan.copyId, held, "lent");
}

/**
 * Changes what is noted of a loan, out or back.
 * @throws Refusal (404) when there is none, (409) when whether it is back has changed since, (400) when its days don't follow each other
 */
export async function changeLoan(
  tx: WriteTx,
  { id, ...loan }: Omit<Loan, "copyId">,
): Promise<void> {
  const there = await holdLoan(tx, id);
  if ((there.backOn === null) !== (loan.backOn === null))
    throw new Refusal("Somebody noted meanwhile whether it is back. Open the item again.", {
      status: 409,
    });
  requireOrder(loan);
  await tx.update(loans).set(loan).where(eq(loans.id, id));
}

/**
 * Notes that a copy is back: it is in the collection, unless somebody gave it another status while it was out.
 * @throws Refusal (404) when there is no such loan, (400) when it came back before it was lent
 */
export async function giveBack(
  tx: WriteTx,
  { id, backOn }: { readonly id: string; readonly backOn: string },
): Promise<Lent> {
  const { copyId } = await findLoan(tx, id);
  const held = await holdCopy(tx, copyId);
  const there = await holdLoan(tx, id);
  if (there.backOn !== null) return { ...held, was: held.version };
  requireOrder({ ...there, due: null, backOn });
  await tx.update(loans).set({ backOn }).where(eq(loans.id, id));
  return changeStatus(tx, copyId, held, held.status === "lent" ? "owned" : held.status);
}

interface Held {
  readonly itemId: string;
  readonly version: string;
  readonly status: CopyStatus;
}

/** Holds the item of a copy, as a save of it does, so that the two take turns. @throws Refusal (404) */
async function holdCopy(tx: WriteTx, copyId: string): Promise<Held> {
  const [item] = await tx
    .select({ itemId: items.id, version: versionOfItem })
    .from(items)
    .innerJoin(copies, ofItem)
    .where(and(eq(copies.id, copyId), isNull(items.trashedAt)))
    .for("no key update", { of: items });
  const [copy] = await tx
    .select({ status: copies.status })
    .from(copies)
    .where(eq(copies.id, copyId));
  if (!item || !copy) throw new Refusal("There is no such copy any more.", { status: 404 });
  return { ...item, ...copy };
}

async function holdLoan(tx: WriteTx, id: string): Promise<Loan> {
  const [loan] = await tx.select(loanColumns).from(loans).where(eq(loans.id, id)).for("update");
  if (!loan) throw noSuchLoan();
  return loan;
}

async function findLoan(tx: WriteTx, id: string): Promise<Pick<Loan, "copyId">> {
  const [loan] = await tx.select({ copyId: loans.copyId }).from(loans).where(eq(loans.id, id));
  if (!loan) throw noSuchLoan();
  return loan;
}

/** Gives a copy its status, and its item a later version, so that a form that is open elsewhere is told. */
async function changeStatus(
  tx: WriteTx,
  copyId: string,
  { itemId, version, status: present }: Held,
  status: CopyStatus,
): Promise<Lent> {
  if (status === present) return { status, was: version, version };
  const [item] = await tx
    .update(items)
    .set({
      updatedAt: laterVersion,
    })
    .where(eq(items.id, itemId))
    .returning({ version: versionOfItem });
  await tx.update(copies).set({ status }).where(eq(copies.id, copyId));
  return { status, was: version, version: item?.version ?? version };
}

/** @throws Refusal (400) */
function requireOrder({ since, due, backOn }: Partial<Pick<Loan, "since" | "due" | "backOn">>) {
  const problem = (field: string, text: string) =>
    new Refusal(text, { status: 400, fields: { [field]: text } });
  if (since && due && due < since)
    throw problem("due", "It can't be due before the day on which it was lent.");
  if (since && backOn && backOn < since)
    throw problem("backOn", "It can't be back before the day on which it was lent.");
}

function out(due?: string) {
  const isOut = and(isNull(loans.backOn), isNull(items.trashedAt));
  return due === undefined
    ? isOut
    : and(isOut, sql`${loans.due} <= ${due}::date`, notInArray(copies.status, [...GONE]));
}

const ofCopy = and(eq(loans.tenantId, copies.tenantId), eq(loans.copyId, copies.id));
const ofItem = and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId));

const loanColumns = {
  id: loans.id,
  copyId: loans.copyId,
  lentTo: loans.lentTo,
  since: loans.since,
  due: loans.due,
  backOn: loans.backOn,
  note: loans.note,
};

function noSuchLoan(): Refusal {
  return new Refusal("There is no such loan.", { status: 404 });
}
