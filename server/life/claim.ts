import { decryptText, encryptText } from "@/base/encryption";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { hashEmail, hashToken, normalEmail } from "@/base/tokens";
import { type DirectoryWriteTx, directoryAbout } from "@/db/platform/directory";
import { changeDatabase, findDatabase, takeSpare } from "@/db/platform/queries/databases";
import { claimTenant, holdFounding, removeTenant } from "@/db/platform/queries/founding";
import { orderOperation } from "@/db/platform/queries/operations";
import { cancelWaiting } from "@/db/platform/queries/waiting-operations";
import type { Tenant } from "@/db/scope";
import { DatabaseUnavailable } from "@/db/transaction";
import type { Founding } from "./birth";
import { enterOwnDatabase } from "./own-database";

/** After how long an unfinished birth is removed, in milliseconds. */
export const SETTLED = 30_000;

/**
 * Claims a name for a new tenant. For an own database, takes a spare, or enters a new one and orders the
 * operation `create` that makes it. Otherwise orders the operation `settle`.
 * @param handOver the token that the founder holds
 * @returns the operation's id where the tenant has to wait for it
 * @throws Refusal when the name is taken
 */
export async function claimName(
  tx: DirectoryWriteTx,
  founding: Founding & { readonly id: string },
  handOver: string,
): Promise<{ tenant: Tenant; operationId: string | null }> {
  const { id, name: slug, email, preset } = founding;
  const own = founding.placement === "own";
  const spare = own ? await takeSpare(tx) : null;
  const databaseName = own ? (spare?.name ?? (await enterOwnDatabase(tx))) : undefined;
  const tenant = await claimTenant(tx, {
    id,
    slug,
    ownerEmailHash: hashEmail(email),
    databaseName,
    state: "founding",
  });
  if (!tenant)
    throw new Refusal("This name was taken a moment ago. Choose another; the rest is still here.", {
      status: 409,
      fields: { name: "This name is taken." },
    });
  const common = { tenantId: tenant.id, slug, orderedBy: "Swingtag" };
  const making = own && !spare;
  const operationId = await orderOperation(
    tx,
    making
      ? {
          ...common,
          kind: "create",
          input: {
            tenantId: tenant.id,
            databaseName,
            preset,
            founder: encryptText(FOUNDER, normalEmail(email)),
            handOver: hashToken(handOver),
          },
        }
      : {
          ...common,
          kind: "settle",
          input: { tenantId: tenant.id },
          exclusive: false,
          runAt: new Date(Date.now() + SETTLED),
        },
  );
  return { tenant, operationId: making ? operationId : null };
}

/**
 * Frees the name, and an own database, if it is certain that no row was written. If the database went away, or
 * the platform refused after the rows were committed, the operation `settle` removes them.
 */
export async function unclaimAfter(
  error: unknown,
  tenant: Tenant,
  progress: "claimed" | "furnishing" | "furnished",
): Promise<void> {
  const unwritten =
    progress === "claimed" ||
    (progress === "furnishing" && !(error instanceof DatabaseUnavailable));
  if (!unwritten) return;
  const undone = directoryAbout(tenant.id).write(async (tx) => {
    if (!(await holdFounding(tx, tenant.id))) return;
    await removeTenant(tx, tenant.id);
    await cancelWaiting(tx, tenant.id, "settle");
    if (tenant.placement === "pool") return;
    const database = await findDatabase(tx, tenant.database.name);
    if (database) await changeDatabase(tx, database.id, { state: "spare" });
  });
  await undone.catch((reason: unknown) => log.warn({ err: reason }, "left to be settled"));
}

/** Under which purpose the address of a founder who waits is encrypted. */
const FOUNDER = "founder";

/**
 * The founder's address in an order.
 * @throws Refusal when SECRET has changed since
 */
export function founderIn(encrypted: string): string {
  const email = decryptText(FOUNDER, encrypted);
  if (email === null) throw new Refusal("Who ordered this site can no longer be read.");
  return email;
}
