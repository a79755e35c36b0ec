import { Refusal } from "@/base/refusal";
import type { DirectoryReadTx } from "@/db/platform/directory";
import { findRunning } from "@/db/platform/queries/operations";

/** Each exclusive kind of operation in words, such as "being moved". */
const DOINGS: Readonly<Record<string, string>> = {
  create: "being made",
  move: "being moved",
  export: "being exported",
  import: "being filled from an archive",
  backup: "being backed up",
  restore: "being brought back from a backup",
  purge: "being removed",
};

/**
 * The refusal of an operation on a site while another one runs; it names the running one.
 * @param then what is to be done afterwards, such as "order the move again"
 */
export async function refusalWhileRunning(
  tx: DirectoryReadTx,
  tenantId: string,
  then: string,
): Promise<Refusal> {
  const kind = (await findRunning(tx, tenantId))?.kind ?? "";
  const doing = DOINGS[kind] ?? "being worked on";
  return new Refusal(`This site is ${doing} right now. Wait until that has ended, then ${then}.`, {
    status: 409,
  });
}
