import { z } from "zod";
import { retainedAs } from "@/archive/retention";
import { PAPER_DAYS } from "@/base/archive-days";
import { Refusal } from "@/base/refusal";
import { UUID } from "@/base/uuid";
import { type DirectoryReadTx, directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation, UNENDED } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import type { StoredFile } from "@/files/tenant-files";
import { hold, order } from "@/server/life/archives";
import { filesOf } from "@/server/photos/photo-files";

/** What can be printed of a selection. */
export const PAPER_KINDS = ["insurance", "inventory", "wants"] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export const PAPER_WORDS: Readonly<Record<PaperKind, string>> = {
  insurance: "Insurance report",
  inventory: "Inventory list",
  wants: "Want list",
};

/** What somebody has ordered. It lies in the site's own files, so that the platform learns nothing of the selection. */
export const PaperOrderSchema = z.strictObject({
  kind: z.enum(PAPER_KINDS),
  values: z.boolean(),
  /** Who it is for; empty where nobody has said. */
  addressee: z.string().trim().max(120, "Keep it to 120 letters."),
  size: z.enum(["A4", "LETTER"]),
  /** As `readSelection` reads it, which is done when it is printed. */
  selection: z.unknown(),
  sort: z.string().max(60),
  /** The day on its cover, where the person is. */
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type PaperOrder = z.infer<typeof PaperOrderSchema>;

/** A paper that can be downloaded. */
export interface StoredPaper {
  /** Its name among the site's papers. */
  readonly name: string;
  readonly kind: PaperKind;
  /** Whether it tells values; a want list, what somebody would pay. */
  readonly values: boolean;
  readonly at: Date;
  readonly bytes: number;
  readonly until: Date;
}

const FOLDER = "papers/";

/** What the name of a paper without values ends with. */
const PLAIN = "-plain";

/**
 * Has a worker make a paper. Ordered twice under one id it is made once.
 * @param id of the browser's choice
 * @throws Refusal (409) while another paper of the site is made
 */
export async function orderPaper(given: {
  readonly tenant: Pick<Tenant, "id">;
  readonly id: string;
  readonly memberId: string;
  readonly paper: PaperOrder;
}): Promise<void> {
  const { tenant, id, memberId, paper } = given;
  const files = filesOf(tenant);
  const about = directoryAbout(tenant.id);
  // Asked before anything is written: what was asked for stays among the files for its printing alone.
  if (await about.read((tx) => isKnown(tx, tenant.id, id))) return;
  const written = Buffer.from(JSON.stringify(paper));
  await files.put(orderKey(id), written, { type: "application/json" });
  try {
    await about.write(async (tx) => {
      const held = await hold(tx, tenant.id, ["active"]);
      if (await isKnown(tx, tenant.id, id)) return;
      const input = { paper: id, memberId };
      await order(tx, held, "paper", "member", { exclusive: false, input });
    });
  } catch (error) {
    if (error instanceof Refusal) await files.delete(orderKey(id));
    throw error;
  }
}

/** Whether a paper was ordered under this id. @throws Refusal (409) while another paper of the site is made */
async function isKnown(tx: DirectoryReadTx, tenantId: string, id: string): Promise<boolean> {
  const papers = (await listOperations(tx, tenantId, 50)).filter(({ kind }) => kind === "paper");
  if (papers.some(({ input }) => JSON.stringify(input).includes(id))) return true;
  if (papers.some(isUnended))
    throw new Refusal("A paper is being made already. Wait until it is done.", { status: 409 });
  return false;
}

/** Removes what was asked for before a day and never printed, as a kill in the midst of an order leaves it. */
export async function removeLeftOrders(
  tenant: Pick<Tenant, "id" | "stack">,
  before: string,
): Promise<void> {
  for await (const { key } of filesOf(tenant).list(FOLDER)) {
    const [, id] = /^papers\/([0-9a-f-]{36})\.json$/.exec(key) ?? [];
    const left = id && (await findPaperOrder(tenant, id));
    if (left && left.day < before) await filesOf(tenant).delete(key);
  }
}

/** What was ordered under an id, or null. */
export async function findPaperOrder(
  tenant: Pick<Tenant, "id" | "stack">,
  id: string,
): Promise<PaperOrder | null> {
  const file = await filesOf(tenant).get(orderKey(id));
  return file && PaperOrderSchema.parse(JSON.parse((await file.bytes()).toString("utf8")));
}

/** The newest paper that was ordered, or null: for telling how far it is. */
export async function findLastPaper(tenant: Pick<Tenant, "id">): Promise<Operation | null> {
  const known = await directoryAbout(tenant.id).read((tx) => listOperations(tx, tenant.id, 50));
  return known.find(({ kind }) => kind === "paper") ?? null;
}

/** Where the order of a paper lies. */
export function orderKey(id: string): string {
  if (!UUID.test(id)) throw new Error("An id is a UUID in lower case.");
  return `${FOLDER}${id}.json`;
}

/** Where a paper lies, by the moment of its order. Its name tells one with values from one without. */
export function paperKey(
  { kind, values }: Pick<PaperOrder, "kind" | "values">,
  moment: Date,
  mark: string,
): string {
  const stamp = moment.toISOString().replaceAll(/[:.]/g, "-").toLowerCase();
  return `${FOLDER}${stamp}-${mark.slice(0, 8)}-${kind}${values ? "" : PLAIN}.pdf`;
}

/** The papers that lie in a site's files, newest first, also those whose days are over. */
export async function listPapers(tenant: Pick<Tenant, "id" | "stack">): Promise<StoredPaper[]> {
  const found: StoredPaper[] = [];
  for await (const { key, size } of filesOf(tenant).list(FOLDER)) {
    const paper = readName(key.slice(FOLDER.length), size);
    if (paper) found.push(paper);
  }
  return found.reverse();
}

/** A paper that can still be downloaded, or null. */
export async function findPaper(
  tenant: Pick<Tenant, "id">,
  name: string,
): Promise<{ readonly paper: StoredPaper; readonly file: StoredFile } | null> {
  const paper = readName(name, 0);
  if (!paper || paper.until <= new Date()) return null;
  const file = await filesOf(tenant).get(`${FOLDER}${name}`);
  return file && { paper, file };
}

function readName(name: string, bytes: number): StoredPaper | null {
  const [, stem = "", word, plain] = /^(.+?)-([a-z]+)(-plain)?\.pdf$/.exec(name) ?? [];
  const kind = PAPER_KINDS.find((one) => one === word);
  const retained = retainedAs(`${stem}.zip`, bytes, PAPER_DAYS);
  return kind && retained ? { ...retained, name, kind, values: !plain } : null;
}

function isUnended({ state }: Operation): boolean {
  return UNENDED.some((one) => one === state);
}
