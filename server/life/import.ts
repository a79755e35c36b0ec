import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { inspectArchive } from "@/archive/inspect";
import { backupKey, backups, nameAt } from "@/archive/retention";
import { decryptText, encryptText } from "@/base/encryption";
import { Refusal } from "@/base/refusal";
import { hashEmail, normalEmail } from "@/base/tokens";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { setOwners } from "@/db/platform/queries/archives";
import { addAuditLine } from "@/db/platform/queries/audit";
import { takeSpare } from "@/db/platform/queries/databases";
import { claimTenant } from "@/db/platform/queries/founding";
import { orderOperation } from "@/db/platform/queries/operations";
import type { DatabaseKind } from "@/db/platform/states";
import type { Tenant } from "@/db/scope";
import { nameProblem } from "./names";
import { enterOwnDatabase } from "./own-database";

/** The new site that an archive becomes. */
export interface ImportOrder {
  /** In lower case; where not given, what the site was called when it was packed. */
  readonly name?: string;
  /** Somebody who shall own it, beside the owners in the archive. */
  readonly email?: string;
  /** Where its data shall live; the pool where not said. */
  readonly placement?: DatabaseKind;
  readonly by: string;
}

/**
 * Orders that a new site be made of an archive. The file is read whole and copied first, so it may be deleted
 * afterwards.
 * @param file an export or a backup on this machine
 * @returns the id of the operation
 * @throws Refusal with the reason when the archive is not whole and consistent or the name is not free
 */
export async function orderImport({
  file,
  ...how
}: ImportOrder & { readonly file: string }): Promise<string> {
  const { manifest, owners } = await inspectArchive(file);
  const claim = prepare(how, manifest.site.slug, owners);
  const store = await backups();
  const source = `arrivals/${nameAt(new Date(), randomUUID())}`;
  await store.put(source, createReadStream(file));
  try {
    return await platform.write((tx) => claimFor(tx, claim, source));
  } catch (error) {
    await store.delete(source);
    throw error;
  }
}

/**
 * Orders that a site which was removed for good be made again from one of its backups. The result is a new site
 * with a new id, so that its certificate of removal stays true.
 * @param tenantId of the site that was removed
 * @param backup a name of `listBackups`
 * @returns the id of the operation
 * @throws Refusal as `orderImport`
 */
export async function orderReturn({
  tenantId,
  backup,
  ...how
}: ImportOrder & { readonly tenantId: string; readonly backup: string }): Promise<string> {
  const store = await backups();
  return store.withFile(backupKey(tenantId, backup), (file) => orderImport({ ...how, file }));
}

/** The address that an import was given, or null. */
export function addressIn(encrypted: string | undefined): string | null {
  return encrypted === undefined ? null : decryptText(PURPOSE, encrypted);
}

/** The purpose of the encryption, because an operation's input must not hold addresses in clear. */
const PURPOSE = "owner of an import";

interface PreparedClaim {
  readonly slug: string;
  readonly owners: readonly string[];
  readonly email: string | null;
  readonly placement: DatabaseKind;
  readonly by: string;
}

function prepare(how: ImportOrder, packedAs: string, archived: readonly string[]): PreparedClaim {
  const slug = (how.name ?? packedAs).trim().toLowerCase();
  const problem = nameProblem(slug);
  if (problem) throw new Refusal(problem, { fields: { name: problem } });
  const email = how.email === undefined ? null : normalEmail(how.email);
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refusal("That is no e-mail address.", { fields: { email: "Type an address." } });
  const owners = [...new Set([...archived, ...(email === null ? [] : [email])])];
  if (owners.length === 0)
    throw new Refusal("Nobody in this archive owns the site. Name an owner's e-mail address.");
  return { slug, owners, email, placement: how.placement ?? "pool", by: how.by };
}

async function claimFor(
  tx: PlatformWriteTx,
  { slug, owners, email, placement, by }: PreparedClaim,
  source: string,
): Promise<string> {
  const [first = ""] = owners;
  const databaseName = placement === "own" ? await ownDatabase(tx) : undefined;
  const tenant = await claimTenant(tx, {
    slug,
    ownerEmailHash: hashEmail(first),
    databaseName,
    state: "founding",
  });
  if (!tenant)
    throw new Refusal(`The name ${slug} is taken. Choose another.`, {
      status: 409,
      fields: { name: "This name is taken." },
    });
  await setOwners(tx, tenant.id, owners.map(hashEmail));
  await audit(tx, tenant, by);
  const id = await orderOperation(tx, {
    kind: "import",
    tenantId: tenant.id,
    slug,
    orderedBy: by,
    input: {
      tenantId: tenant.id,
      databaseName: tenant.database.name,
      source,
      ...(email === null ? {} : { owner: encryptText(PURPOSE, email) }),
    },
  });
  if (!id) throw new Error("A new tenant can't have work under way.");
  return id;
}

async function audit(tx: PlatformWriteTx, { id, slug }: Tenant, by: string): Promise<void> {
  await addAuditLine(tx, { actor: by, tenantId: id, slug, action: "ordered an import" });
}

async function ownDatabase(tx: PlatformWriteTx): Promise<string> {
  return (await takeSpare(tx))?.name ?? enterOwnDatabase(tx);
}
