import { log } from "@/base/log";
import { directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation, UNENDED } from "@/db/platform/queries/operations";
import type { Scope, Tenant } from "@/db/scope";
import { countIntakePhotos } from "@/db/tenant/queries/intake/photos";
import { hold, order } from "@/server/life/archives";

/** Which sheet is to be read or written, or its photos fetched, and for whom. */
export interface IntakeOrder {
  readonly tenant: Pick<Tenant, "id">;
  readonly id: string;
  /** Null where the command line brought it. */
  readonly memberId: string | null;
  readonly phase: "reading" | "writing" | "photos";
  readonly edition: number;
}

/**
 * Has a worker read or write a sheet, or fetch its photos. Ordered twice it is done once.
 * @param anew whether another follows the one that runs, behind what other sites wait for
 * @returns the id of the operation
 */
export async function orderIntake(
  wanted: IntakeOrder,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<string> {
  const { tenant, id, memberId, phase, edition } = wanted;
  return directoryAbout(tenant.id).write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active"]);
    const known = await listOperations(tx, tenant.id, 50);
    const running = known.find((operation) => isOrderOf(operation, wanted));
    if (running && !anew) return running.id;
    const input = { intake: id, memberId, phase, edition };
    return order(tx, held, "intake", memberId ? "member" : "command line", {
      exclusive: false,
      input,
    });
  });
}

/**
 * Whether a newer order for the same stands beside this one, which then leaves the work to that.
 * @param operation the id of this order
 */
export async function isOvertaken(wanted: IntakeOrder, operation: string): Promise<boolean> {
  const known = await directoryAbout(wanted.tenant.id).read((tx) =>
    listOperations(tx, wanted.tenant.id, 50),
  );
  const newest = known.find((one) => isOrderOf(one, wanted));
  return newest !== undefined && newest.id !== operation;
}

/** Has the photos of a sheet fetched where some are waited for; once more where that order was lost. */
export async function seeToPhotos(
  scope: Scope,
  id: string,
  memberId: string | null,
): Promise<void> {
  const { waiting } = await scope.read((tx) => countIntakePhotos(tx, id));
  if (waiting > 0)
    await seeToIntake({ tenant: scope.tenant, id, memberId, phase: "photos", edition: 0 });
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
