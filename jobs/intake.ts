import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type Actor, openScope, type Scope, type Tenant } from "@/db/scope";
import { INTAKE_DAYS } from "@/db/tenant/intake";
import { endIntake, noteUnread, removeOldIntakes } from "@/db/tenant/queries/intake/intakes";
import { findMember } from "@/db/tenant/queries/members";
import { readIntake } from "@/server/intake/reading";
import { deleteSheets } from "@/server/intake/sheet-file";
import { Writer } from "@/server/intake/writing";
import { kindOf } from "./operation";

/**
 * Reads a large sheet, or writes its rows part by part. How far the writing is stands in the site's own rows, noted in the
 * transaction that does the part; a reading begins from the top. All that is written is one change set.
 */
export const intake = kindOf({
  input: z.object({
    tenantId: z.uuid(),
    intake: z.uuid(),
    memberId: z.uuid().nullable(),
    phase: z.enum(["reading", "writing"]),
    edition: z.int(),
  }),
  attempts: 5,
  pauses: true,
  async run({ input, step, progress, signal }) {
    if (input.phase === "reading")
      await step("Reading the sheet", async () => {
        const scope = await scopeOf(input);
        await requireAuthor(scope, input.memberId);
        await readIntake(scope, input.intake, input.edition, {
          signal,
          progress: (done) => progress(done, 0),
        });
      });
    else
      await step("Writing the rows", async () => {
        const writer = new Writer(input.intake);
        for (;;) {
          signal.throwIfAborted();
          // Looked up for each part, because the site may be moved meanwhile.
          const scope = await scopeOf(input);
          await requireAuthor(scope, input.memberId);
          const now = await writer.writePart(scope);
          await progress(now.passed, now.total);
          if (now.state === "ended") return;
        }
      });
  },
  async undo({ input }, why) {
    const scope = await scopeOf(input).catch(() => null);
    await scope?.write((tx) =>
      input.phase === "reading"
        ? noteUnread(tx, input.intake, input.edition, why)
        : endIntake(tx, input.intake, `${why} What was written can be taken back.`),
    );
  },
});

/**
 * Removes sheets whose days are over with all that was read of them; what they wrote stays. Their files go while the rows
 * are held, so that a killed run leaves none that nobody knows of.
 */
export async function forgetSheets(tenant: Tenant): Promise<void> {
  await openScope(tenant, { kind: "system", reason: "forget sheets" }).write(async (tx) =>
    deleteSheets(tenant, await removeOldIntakes(tx, INTAKE_DAYS)),
  );
}

/** The scope of whoever brings a sheet by the command line. */
export function scopeOfCommand(tenant: Tenant, intakeId: string): Scope {
  return openScope(tenant, { kind: "system", reason: "import items" }).during(
    "import items",
    intakeId,
  );
}

async function requireAuthor(scope: Scope, memberId: string | null): Promise<void> {
  if (!memberId) return;
  const member = await scope.read((tx) => findMember(tx, memberId));
  if (!member || member.role === "viewer")
    throw new Refusal("Whoever began it may not change items any more.");
}

/** @throws Refusal when the site is gone */
async function scopeOf(input: {
  readonly tenantId: string;
  readonly intake: string;
  readonly memberId: string | null;
}): Promise<Scope> {
  const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
  if (!tenant) throw new Refusal("This site is gone.");
  const { memberId } = input;
  const actor: Actor = memberId
    ? { kind: "member", id: memberId, role: "editor" }
    : { kind: "system", reason: "import items" };
  return openScope(tenant, actor).during("import items", input.intake);
}
