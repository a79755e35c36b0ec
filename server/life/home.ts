import { directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { PLACEMENTS, type Placement } from "@/db/platform/states";
import type { Tenant } from "@/db/scope";
import { STEPS } from "./move";

/** A move as people see it. */
export interface MoveSeen {
  readonly id: string;
  readonly to: Placement;
  readonly state: Operation["state"];
  /** How many steps of the move are done. */
  readonly behind: number;
  /** The step it is at, or ended at; empty before the first. */
  readonly step: string;
  /** What the step waits for, if it says so; else empty. */
  readonly detail: string;
  /** Rows copied and rows in all; both 0 where no rows are counted. */
  readonly done: number;
  readonly total: number;
  /** Whether it was interrupted and began again. */
  readonly again: boolean;
  readonly by: string;
  readonly reason: string;
  readonly orderedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Where a site's data live, what moves them now, and how they moved before. */
export interface Home {
  readonly placement: Tenant["placement"];
  readonly running: MoveSeen | null;
  /** Ended moves, newest first. */
  readonly past: readonly MoveSeen[];
  /** When the copy that the last move left behind is removed; null when there is none. */
  readonly oldCopyUntil: Date | null;
}

/** What a site's owners are told of its home. */
export async function describeHome(tenant: Tenant): Promise<Home> {
  // Reads the tenant again, because the one that this request has may be from before the switch.
  const [operations, now] = await directoryAbout(tenant.id).read((tx) =>
    Promise.all([listOperations(tx, tenant.id, 200), findTenantById(tx, tenant.id)]),
  );
  const moves = operations.filter(({ kind }) => kind === "move").map(seen);
  const isOver = ({ state }: { state: Operation["state"] }) =>
    state === "succeeded" || state === "failed";
  const removal = operations.find((one) => one.kind === "retire-copy" && !isOver(one));
  return {
    placement: (now ?? tenant).placement,
    running: moves.find((one) => !isOver(one)) ?? null,
    past: moves.filter(isOver),
    oldCopyUntil: removal?.runAt ?? null,
  };
}

const ORDER: readonly string[] = Object.values(STEPS);

function seen(operation: Operation): MoveSeen {
  const { id, state, step, done, total, reason, startedAt, endedAt } = operation;
  return {
    id,
    state,
    step,
    detail: detailIn(operation.memory),
    done,
    total,
    reason,
    startedAt,
    endedAt,
    to: targetOf(operation.input),
    behind: state === "succeeded" ? ORDER.length : Math.max(0, ORDER.indexOf(step)),
    again: operation.attempts > 1,
    by: operation.orderedBy,
    orderedAt: operation.createdAt,
  };
}

function detailIn(memory: unknown): string {
  const { detail } =
    typeof memory === "object" && memory ? { detail: "", ...memory } : { detail: "" };
  return typeof detail === "string" ? detail : "";
}

function targetOf(input: unknown): MoveSeen["to"] {
  const to = typeof input === "object" && input !== null && "to" in input ? input.to : "pool";
  return PLACEMENTS.find((known) => known === to) ?? "pool";
}
