import type { addWindow } from "@/db/platform/queries/maintenance";
import { orderOperation } from "@/db/platform/queries/operations";

/** A transaction that writes to the platform. */
export type Tx = Parameters<typeof addWindow>[0];

/** Orders the letters to the owners whom a window concerns. @param by who announced it or called it off */
export async function orderLetters(
  tx: Tx,
  window: string,
  kind: "announced" | "called off",
  by: string,
): Promise<void> {
  await orderOperation(tx, {
    kind: ANNOUNCE,
    input: { window, kind },
    exclusive: false,
    orderedBy: by,
  });
}

/** The kind of operation that writes to owners. */
const ANNOUNCE = "announce";

/** `2026-11-24 14:30 UTC`. */
export function inWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
