import { log } from "@/base/log";
import { directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation, UNENDED } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { hold, order } from "@/server/life/archives";

/** Which sheet is to be read or written, for whom. */
export interface IntakeOrder {
  readonly tenant: Pick<Tenant, "id">;
  readonly id: string;
  /** Null where the command line brought it. */
  readonly memberId: string | null;
  readonly phase: "reading" | "writing";
  readonly edition: number;
}

/** Has a worker read or write a sheet. Ordered twice it is done once. @returns the id of the operation */
export async function orderIntake(wanted: IntakeOrder): Promise<string> {
  const { tenant, id, memberId, phase, edition } = wanted;
  return directoryAbout(tenant.id).write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active"]);
    const known = await listOperations(tx, tenant.id, 50);
    const running = known.find((operation) => isOrderOf(operation, wanted));
    if (running) return running.id;
    const input = { intake: id, memberId, phase, edition };
    return order(tx, held, "intake", memberId ? "member" : "command line", {
      exclusive: false,
      input,
    });
  });
}

/** Has it done where no worker has its order, because that failed. The look itself never fails by this. */
export async function seeToIntake(wanted: IntakeOrder): Promise<void> {
  try {
    const known = await directoryAbout(wanted.tenant.id).read((tx) =>
      listOperations(tx, wanted.tenant.id, 50),
    );
    if (!known.some((operation) => isOrderOf(operation, wanted))) await orderIntake(wanted);
  } catch (error) {
    log.warn({ err: error, tenant: wanted.tenant.id, intake: wanted.id }, "import not ordered");
  }
}

function isOrderOf(
  { kind, state, input }: Operation,
  { id, phase, edition }: Pick<IntakeOrder, "id" | "phase" | "edition">,
): boolean {
  if (kind !== "intake" || !UNENDED.some((one) => one === state)) return false;
  const given: Readonly<Record<string, unknown>> = Object(input);
  return given.intake === id && given.phase === phase && given.edition === edition;
}
