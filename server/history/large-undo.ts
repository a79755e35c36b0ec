import { z } from "zod";
import { directoryAbout } from "@/db/platform/directory";
import {
  findOperation,
  listOperations,
  type Operation,
  UNENDED,
} from "@/db/platform/queries/operations";
import type { Scope, Tenant } from "@/db/scope";
import { planUndo } from "@/db/tenant/queries/undo";
import { hold, order } from "@/server/life/archives";
import { type LeftThing, thingsOf } from "./left-things";
import { listLost } from "./lost-photos";

/** What a worker is to take back, for whom. */
export interface UndoOrder {
  readonly tenant: Pick<Tenant, "id">;
  readonly changeSet: string;
  readonly memberId: string;
  /** As `takeBack` has it. */
  readonly over: readonly string[] | null;
}

/** What a worker keeps of how an undo ended: ids and numbers, because what things are called stays in the site. */
const UndoEndSchema = z.union([
  /** Things that are to be decided on first; nothing was done then. */
  z.object({ asks: z.array(z.uuid()), clear: z.int() }),
  /** How many rows it took back, and how many things it left alone. */
  z.object({ rows: z.int(), leftAlone: z.int() }),
  /** Why it was refused. */
  z.object({ problem: z.string() }),
]);
export type UndoEnd = z.infer<typeof UndoEndSchema>;

/** How far a large undo is, or how it ended. */
export type UndoSeen =
  | { readonly state: "going"; readonly done: number; readonly total: number }
  | { readonly state: "asks"; readonly clear: number; readonly leftAlone: readonly LeftThing[] }
  | {
      readonly state: "done";
      readonly changeSet: string;
      readonly rows: number;
      readonly leftAlone: number;
    }
  | { readonly state: "failed"; readonly problem: string };

/** Has a worker take a change set back. While it is at it, nobody orders the same again. @returns the id of the operation */
export async function orderUndo(wanted: UndoOrder): Promise<string> {
  const { tenant, ...given } = wanted;
  return directoryAbout(tenant.id).write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active"]);
    const known = await listOperations(tx, tenant.id, 50);
    const running = known.find(
      ({ kind, state, input }) =>
        kind === "undo" && isUnended(state) && changeSetOf({ input }) === given.changeSet,
    );
    if (running) return running.id;
    return order(tx, held, "undo", "member", { exclusive: false, input: { ...given } });
  });
}

const INTERRUPTED =
  "It was interrupted too often to be taken back to its end. Undo in the history goes on with it.";

/** How far a large undo of this site is; null where there is none of this id. */
export async function seeUndo(scope: Scope, id: string): Promise<UndoSeen | null> {
  const operation = await directoryAbout(scope.tenant.id).read((tx) => findOperation(tx, id));
  if (operation?.kind !== "undo" || operation.tenantId !== scope.tenant.id) return null;
  if (isUnended(operation.state)) {
    const { done, total } = operation;
    return { state: "going", done, total };
  }
  const end = UndoEndSchema.safeParse(operation.memory).data ?? { problem: INTERRUPTED };
  if ("problem" in end) return { state: "failed", ...end };
  if ("rows" in end) return { state: "done", changeSet: operation.id, ...end };
  const set = changeSetOf(operation);
  const lost = await listLost(scope, set);
  const { first } = await scope.read((tx) => planUndo(tx, set, { lost, part: end.asks }));
  return { state: "asks", clear: end.clear, leftAlone: thingsOf(first) };
}

function changeSetOf({ input }: Pick<Operation, "input">): string {
  return z.object({ changeSet: z.uuid() }).safeParse(input).data?.changeSet ?? "";
}

function isUnended(state: string): boolean {
  return UNENDED.some((one) => one === state);
}
