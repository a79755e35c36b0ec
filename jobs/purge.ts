import { randomUUID } from "node:crypto";
import { z } from "zod";
import { BACKUP_DAYS } from "@/archive/kept";
import { unsealText } from "@/base/sealed";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { addCertificate, clearMemory, removeOperations } from "@/db/platform/queries/certificates";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { removeTenant } from "@/db/platform/queries/founding";
import { changeTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { KEPT_DAYS, keepName, listFormerNames } from "@/db/platform/queries/names";
import { listOperations, noteProgress, type Operation } from "@/db/platform/queries/operations";
import type { TenantFiles } from "@/files/tenant-files";
import { forgetTenant } from "@/server/access/tenants";
import { listBackups } from "@/server/life/backups";
import { certificateAddress, certify } from "@/server/life/certificate";
import { printCertificate } from "@/server/life/certificate-print";
import { PURGE, PurgeInput } from "@/server/life/return";
import { post } from "@/server/mail/post";
import { removedLetter } from "@/server/mail/removal";
import { filesOf } from "@/server/photos/photo-files";
import { dropDatabase } from "./databases";
import { filesBeside } from "./move-target";
import { kindOf, type Work } from "./operation";
import { clearRows, countRows } from "./purge-rows";

/**
 * Removes a deleted tenant for good once its 30 days are over, and certifies what that was. What is removed is
 * counted and remembered first, so that a removal that was killed half-way tells the same numbers.
 */
export const purge = kindOf({
  input: PurgeInput,
  attempts: Number.POSITIVE_INFINITY,
  async run(work) {
    const { step, remember, memory, operation, signal } = work;
    const subject = await step("Beginning the removal", () => begin(work));
    if (!subject) return;
    const { tenantId, slug, home } = subject;
    await step("Counting what there is", async () => {
      if (!memory.counted) await remember({ counted: await count(subject) });
    });
    const counted = CountedSchema.parse(memory.counted);
    await step("Removing its rows", async () => {
      const database = await platform.read((tx) => findDatabase(tx, home.name));
      // Of a stack that is being removed since an earlier attempt nothing may be left to ask.
      if (database && !(home.stack && database.state === "retiring"))
        await clearRows(tenantId, home.name);
    });
    await step("Removing its files", async () => {
      for (const files of await filesWhereItLived(subject)) await files.deletePrefix("");
    });
    await step("Removing its name and its work", async () => {
      if (!memory.forgotten) await remember({ forgotten: await forget(work, subject) });
    });
    const forgotten = ForgottenSchema.parse(memory.forgotten);
    const words = home.stack ? "Removing its stack" : "Removing its database";
    await step(words, async () => {
      const database = await platform.read((tx) => findDatabase(tx, home.name));
      const progress = async (detail: string) => step(`${words}: ${detail}`, async () => {});
      if (database?.kind === "own" && database.tenants === 0)
        await dropDatabase(database, { progress, signal });
    });
    await step("Certifying the removal", async () => {
      const removedAt = new Date();
      const number = randomUUID();
      const certificate = certify({
        number,
        site: slug,
        tenantId,
        deletedAt: operation.createdAt,
        deletedBy: operation.orderedBy,
        removedAt,
        ...counted,
        databases: [
          { name: home.name, fate: home.kind === "own" ? "dropped" : "cleared" },
          ...counted.copies.map((name) => ({ name, fate: "cleared" as const })),
        ],
        stack: home.stack,
        ...forgotten,
        nameRestsUntil: daysAfter(removedAt, KEPT_DAYS),
        backups: {
          count: (await listBackups({ id: tenantId })).length,
          endBy: daysAfter(removedAt, BACKUP_DAYS),
        },
      });
      await hand(work, slug, { id: number, ...certificate });
    });
  },
});

const SubjectSchema = z.object({
  tenantId: z.uuid(),
  slug: z.string(),
  home: z.object({
    name: z.string(),
    kind: z.enum(["pool", "own"]),
    stack: z.string().nullable().default(null),
  }),
});

type Subject = z.infer<typeof SubjectSchema>;

const CountedSchema = z.object({
  rows: z.record(z.string(), z.number()),
  /** Other databases that held a copy. */
  copies: z.array(z.string()),
  files: z.object({ count: z.number(), bytes: z.number() }),
});

const ForgottenSchema = z.object({ operations: z.number(), formerNames: z.array(z.string()) });

/**
 * The point of no return, under the lock on the tenant's row: from here on nothing brings it back.
 * @returns null when it has been brought back, or was never there
 */
async function begin({ operation, input, memory }: Work<PurgeOrder>): Promise<Subject | null> {
  if (memory.subject) return SubjectSchema.parse(memory.subject);
  return platform.write(async (tx) => {
    const held = await holdTenant(tx, input.tenantId);
    if (held?.state !== "deleted" || !held.purgeAt) return null;
    if (held.purgeAt.getTime() > Date.now())
      throw new Error(`${held.slug} can be brought back until ${held.purgeAt.toISOString()}.`);
    const other = (await listOperations(tx, held.id, 200)).find(isInTheWay);
    if (other) throw new Error(`${held.slug} is removed once its ${other.kind} has ended.`);
    const subject: Subject = {
      tenantId: held.id,
      slug: held.slug,
      home: {
        name: held.database.name,
        kind: held.placement === "pool" ? "pool" : "own",
        stack: held.stack?.name ?? null,
      },
    };
    await changeTenant(tx, held.id, { purgeAt: null });
    await noteProgress(tx, operation.id, { memory: { subject } });
    return subject;
  });
}

/** Work that uses or keeps copies of the tenant. What is paused has been for 30 days and goes with it. */
function isInTheWay({ kind, state, runAt, exclusive }: Operation): boolean {
  if (kind === PURGE || (state !== "waiting" && state !== "running")) return false;
  if (state === "running") return runAt <= new Date();
  return exclusive || kind === "retire-copy";
}

type PurgeOrder = z.infer<typeof PurgeInput>;

/** Its files here, of a site in a stack those of a move that is not old, and those of the stack while it stands. */
async function filesWhereItLived({ tenantId, home }: Subject): Promise<TenantFiles[]> {
  const here = filesOf({ id: tenantId });
  if (!home.stack) return [here];
  const database = await platform.read((tx) => findDatabase(tx, home.name));
  const stands = database?.state === "ready";
  return stands ? [here, await filesBeside(database, tenantId)] : [here];
}

async function count(subject: Subject): Promise<z.infer<typeof CountedSchema>> {
  const { tenantId, home } = subject;
  const counts = await countRows(tenantId, home.name);
  const rows: Record<string, number> = {};
  for (const { tables } of counts)
    for (const [name, some] of Object.entries(tables)) rows[name] = (rows[name] ?? 0) + some;
  const files = { count: 0, bytes: 0 };
  for (const store of await filesWhereItLived(subject))
    for await (const { size } of store.list("")) {
      files.count++;
      files.bytes += size;
    }
  const copies = counts.map(({ database }) => database).filter((name) => name !== home.name);
  return { rows, copies, files };
}

/**
 * Removes what the platform knows of the tenant and lets its name rest, in one transaction. Its own database
 * is noted as retiring in the same one, so that none is forgotten.
 */
async function forget(
  { operation }: Work<PurgeOrder>,
  { tenantId, slug, home }: Subject,
): Promise<z.infer<typeof ForgottenSchema>> {
  const forgotten = await platform.write(async (tx) => {
    const held = await holdTenant(tx, tenantId);
    const formerNames = (await listFormerNames(tx, tenantId)).map((name) => name.slug);
    const operations = await removeOperations(tx, tenantId, operation.id);
    const forgotten = { operations, formerNames };
    if (!held) return forgotten;
    await removeTenant(tx, tenantId);
    await keepName(tx, slug, null);
    const database = await findDatabase(tx, home.name);
    if (database?.kind === "own") await changeDatabase(tx, database.id, { state: "retiring" });
    await addAuditLine(tx, {
      actor: "Swingtag",
      tenantId,
      slug,
      action: "removed the site for good",
    });
    await noteProgress(tx, operation.id, { memory: { forgotten } });
    return forgotten;
  });
  forgetTenant(slug);
  return forgotten;
}

/** Keeps the certificate, mails it to those who owned the site, and then forgets who they were. */
async function hand(
  { operation, memory }: Work<PurgeOrder>,
  slug: string,
  certificate: { id: string; body: string; signature: string },
): Promise<void> {
  const tenantId = operation.tenantId ?? "";
  const kept = await platform.write((tx) => addCertificate(tx, { ...certificate, tenantId, slug }));
  const people = peopleOf(memory.people);
  const letter = removedLetter({
    site: people?.site ?? slug,
    url: certificateAddress(kept.id),
    text: printCertificate(kept),
  });
  for (const email of people?.emails ?? [])
    await post(email, letter, { requestId: operation.id, tenant: tenantId });
  await platform.write((tx) => clearMemory(tx, operation.id));
}

const PeopleSchema = z.object({ site: z.string(), emails: z.array(z.string()) });

function peopleOf(sealed: unknown): z.infer<typeof PeopleSchema> | null {
  const text = typeof sealed === "string" ? unsealText(PURGE, sealed) : null;
  return text === null ? null : PeopleSchema.parse(JSON.parse(text));
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 24 * 60 * 60 * 1000);
}
