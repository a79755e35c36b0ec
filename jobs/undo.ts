import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { withDeadline } from "@/db/deadline";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Scope } from "@/db/scope";
import { renewStatistics } from "@/db/statistics";
import { findMember } from "@/db/tenant/queries/members";
import { InTheWay, planUndo } from "@/db/tenant/queries/undo";
import { listUndoThings, noteUndone, undoPart } from "@/db/tenant/queries/undo-parts";
import type { UndoEnd } from "@/server/history/large-undo";
import { listLost } from "@/server/history/lost-photos";
import { kindOf, type Work } from "./operation";

const UndoSchema = z.object({
  tenantId: z.uuid(),
  changeSet: z.uuid(),
  memberId: z.uuid(),
  over: z.array(z.uuid()).nullable(),
});

type Undoing = Work<z.infer<typeof UndoSchema>>;

/** How many items, with all that hangs on them, are planned together, and taken back in one transaction. */
const PLANNED = 2000;
const TAKEN = 500;

/** How many things that would be left alone are kept for the person who decides. */
const NAMED = 100;

/** A part waits at most so long for those who hold its items, on a busy server too. In milliseconds. */
const PATIENCE = 60_000;

/**
 * Takes a large change set back part by part, all parts as one change set of the operation's id. An item is in one part with
 * all that hangs on it. What is taken back already is passed over, so a run after a kill begins from the top. Where somebody
 * has to decide on something first, that is found out before anything is done.
 */
export const undo = kindOf({
  input: UndoSchema,
  attempts: 5,
  pauses: true,
  async run(work) {
    const end = await takeBack(work).catch((error: unknown): UndoEnd => {
      if (error instanceof Refusal) return { problem: error.message };
      throw error;
    });
    await work.remember(end);
  },
});

async function takeBack(work: Undoing): Promise<UndoEnd> {
  const { input, memory, step, remember } = work;
  const scope = await scopeOf(work);
  const things = await scope.read((tx) => listUndoThings(tx, input.changeSet));
  const lost = await listLost(scope, input.changeSet);
  // What was written lately, nobody has told the planner.
  if (things.length > PLANNED) await renewStatistics(scope.tenant.database);
  if (input.over === null && !memory.agreed) {
    const asks = await step("Looking at what was changed since", () => ask(work, things, lost));
    if (asks) return asks;
    await remember({ agreed: true });
  }
  const leftAlone = await step("Taking back", () => takeAll(work, things, lost));
  const last = await scopeOf(work);
  const rows = await last.write((tx) => noteUndone(tx, input.changeSet));
  return { rows, leftAlone };
}

/** What is to be decided on before anything is done, or null. */
async function ask(
  work: Undoing,
  things: readonly string[],
  lost: readonly string[],
): Promise<UndoEnd | null> {
  const { changeSet } = work.input;
  const left = new Set<string>();
  let clear = 0;
  for (let from = 0; from < things.length; from += PLANNED) {
    const part = things.slice(from, from + PLANNED);
    const scope = await scopeOf(work);
    const plan = await withDeadline(PATIENCE, () =>
      scope.read((tx) => planUndo(tx, changeSet, { lost, part })),
    );
    clear += plan.clear;
    for (const { thing } of plan.first) if (left.size < NAMED) left.add(thing);
    await work.progress(from + part.length, things.length);
  }
  return left.size > 0 ? { asks: [...left], clear } : null;
}

/**
 * Takes back all parts. What stands in the way of one may go with a later one, so what could not be done is done again by
 * itself as long as that helps.
 * @returns how many things were left alone
 */
async function takeAll(
  work: Undoing,
  things: readonly string[],
  lost: readonly string[],
): Promise<number> {
  let leftAlone = 0;
  let waiting: string[] = [];
  const take = async (part: readonly string[]): Promise<void> => {
    try {
      leftAlone += await takePart(work, part, lost);
    } catch (error) {
      if (!(error instanceof InTheWay)) throw error;
      const half = part.length >> 1;
      if (half === 0) waiting.push(...part);
      else for (const some of [part.slice(0, half), part.slice(half)]) await take(some);
    }
  };
  for (let from = 0; from < things.length; from += TAKEN) {
    await take(things.slice(from, from + TAKEN));
    await work.progress(Math.min(from + TAKEN, things.length), things.length);
  }
  for (let before = Infinity; waiting.length > 0 && waiting.length < before; ) {
    const again = waiting;
    before = again.length;
    waiting = [];
    for (const thing of again) await take([thing]);
  }
  return leftAlone + waiting.length;
}

async function takePart(
  work: Undoing,
  part: readonly string[],
  lost: readonly string[],
): Promise<number> {
  work.signal.throwIfAborted();
  const { changeSet, over } = work.input;
  const scope = await scopeOf(work);
  const { leftAlone } = await withDeadline(PATIENCE, () =>
    scope.write((tx) => undoPart(tx, changeSet, { over: over ?? [], lost, part })),
  );
  return leftAlone;
}

/**
 * As whoever asked for it, with the role that they have now. Looked up for each part, because the site may be moved
 * meanwhile.
 * @throws Refusal when the site or the person is gone
 */
async function scopeOf({ input, operation }: Undoing): Promise<Scope> {
  const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
  if (!tenant) throw new Refusal("This site is gone.");
  const { memberId: id } = input;
  const asEditor = openScope(tenant, { kind: "member", id, role: "editor" });
  const member = await asEditor.read((tx) => findMember(tx, id));
  if (!member || member.role === "viewer")
    throw new Refusal("Whoever asked for it may not change items any more.");
  return openScope(tenant, { kind: "member", id, role: member.role }).during("undo", operation.id);
}
