import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type Actor, openScope, type Scope, type Tenant } from "@/db/scope";
import { renewStatistics } from "@/db/statistics";
import { INTAKE_DAYS } from "@/db/tenant/intake";
import { endIntake, noteUnread, removeOldIntakes } from "@/db/tenant/queries/intake/intakes";
import { listIntakesAwaited, refuseWaitingPhotos } from "@/db/tenant/queries/intake/photos";
import { findMember } from "@/db/tenant/queries/members";
import { type IntakeOrder, isOvertaken, orderIntake, seeToPhotos } from "@/server/intake/order";
import { PhotoBringer } from "@/server/intake/photo-bringing";
import { readIntake } from "@/server/intake/reading";
import { deleteSheets } from "@/server/intake/sheet-file";
import { Writer } from "@/server/intake/writing";
import type { Network } from "@/server/outside/network";
import { kindOf } from "./operation";

/** From how many rows on the planner is told of them, and again whenever they have become three times as many. */
const UNPLANNED = 1000;

/**
 * Reads a large sheet, writes its rows part by part, or fetches the photos that they name. How far the writing is stands in the site's own rows, noted in the
 * transaction that does the part; a reading begins from the top. All that is written is one change set.
 * @param network how addresses of photos are reached; tests bring their own
 */
export const intakeOver = (network?: Network) =>
  kindOf({
    input: z.object({
      tenantId: z.uuid(),
      intake: z.uuid(),
      memberId: z.uuid().nullable(),
      phase: z.enum(["reading", "writing", "photos"]),
      edition: z.int(),
    }),
    attempts: 5,
    pauses: true,
    async run({ input, operation, step, progress, signal }) {
      const photos = photosOf(input);
      if (input.phase === "reading")
        await step("Reading the sheet", async () => {
          const scope = await scopeOf(input);
          await requireAuthor(scope, input.memberId);
          await readIntake(scope, input.intake, input.edition, {
            signal,
            progress: (done) => progress(done, 0),
          });
        });
      else if (input.phase === "writing")
        await step("Writing the rows", async () => {
          const writer = new Writer(input.intake);
          let planned = UNPLANNED;
          for (;;) {
            signal.throwIfAborted();
            // Looked up for each part, because the site may be moved meanwhile.
            const scope = await scopeOf(input);
            await requireAuthor(scope, input.memberId);
            const now = await writer.writePart(scope);
            await progress(now.passed, now.total);
            if (now.state === "ended") break;
            if (now.passed < planned) continue;
            await renewStatistics(scope.tenant.database);
            planned = now.passed * 3;
          }
          await seeToPhotos(await scopeOf(input), input.intake, input.memberId);
        });
      else
        await step("Fetching photos", async () => {
          if (await isOvertaken(photos, operation.id)) return;
          const bringer = new PhotoBringer(input.intake, network);
          const until = Date.now() + TURN;
          for (;;) {
            signal.throwIfAborted();
            const scope = await scopeOf(input);
            await requireAuthor(scope, input.memberId);
            const now = await bringer.bringSome(scope, signal);
            const all = now.waiting + now.added + now.there + now.refused;
            await progress(all - now.waiting, all);
            if (now.waiting === 0) return;
            if (Date.now() < until) continue;
            await orderIntake(photos, { anew: true });
            return;
          }
        });
    },
    async undo({ input }, why) {
      const scope = await scopeOf(input).catch(() => null);
      await scope?.write((tx) => {
        if (input.phase === "reading") return noteUnread(tx, input.intake, input.edition, why);
        if (input.phase === "photos") return refuseWaitingPhotos(tx, input.intake, why);
        return endIntake(tx, input.intake, `${why} What was written can be taken back.`);
      });
    },
  });

export const intake = intakeOver();

/** Milliseconds after which other sites have their turn before the next photos of a sheet. */
const TURN = 60_000;

function photosOf(input: {
  readonly tenantId: string;
  readonly intake: string;
  readonly memberId: string | null;
}): IntakeOrder {
  const { tenantId, intake: id, memberId } = input;
  return { tenant: { id: tenantId }, id, memberId, phase: "photos", edition: 0 };
}

/**
 * Removes sheets whose days are over with all that was read of them; what they wrote stays. Their files go while the rows
 * are held, so that a killed run leaves none that nobody knows of. Photos whose order was lost are ordered again.
 */
export async function forgetSheets(tenant: Tenant): Promise<void> {
  const scope = openScope(tenant, { kind: "system", reason: "forget sheets" });
  await scope.write(async (tx) => deleteSheets(tenant, await removeOldIntakes(tx, INTAKE_DAYS)));
  for (const { id, memberId } of await scope.read((tx) => listIntakesAwaited(tx)))
    await seeToPhotos(scope, id, memberId);
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
