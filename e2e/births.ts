import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { endOperation, noteProgress, orderOperation } from "@/db/platform/queries/operations";
import { freshName } from "./sites";

/** A birth that waits for its database, and that no worker takes up before tomorrow. */
export interface WaitingBirth {
  readonly name: string;
  /** Of the page on the apex that tells its founder how far it is. */
  readonly path: string;
  /** Notes a step as the worker does. */
  note(step: string): Promise<void>;
  fail(): Promise<void>;
}

/** Orders a birth as a sign-up without a spare does, for tomorrow. */
export async function orderBirth(): Promise<WaitingBirth> {
  const name = freshName("coming");
  const token = makeToken();
  const input = {
    tenantId: crypto.randomUUID(),
    databaseName: name,
    founder: "",
    preset: "vitrine",
    handOver: hashToken(token),
  };
  const runAt = new Date(Date.now() + 24 * 60 * 60 * 1000);
  const id = await platform.write((tx) =>
    orderOperation(tx, { kind: "create", slug: name, input, runAt, orderedBy: "Swingtag" }),
  );
  if (!id) throw new Error("The birth was not ordered.");
  return {
    name,
    path: `/coming?${new URLSearchParams({ operation: id, token })}`,
    note: (step) => platform.write((tx) => noteProgress(tx, id, { step })),
    fail: () => platform.write((tx) => endOperation(tx, id, "failed", "No room.")),
  };
}
