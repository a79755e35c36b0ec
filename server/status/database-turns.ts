import type { PlatformWriteTx } from "@/db/platform/door";
import { openIncident } from "@/db/platform/queries/incident-changes";
import type { Incident } from "@/db/platform/queries/incidents";
import { close } from "./closing";
import type { Asked } from "./databases";
import { OPENS_AFTER, turnOf } from "./turn";

/** An incident of an own database is shown only to the site in it. */
export async function turnDatabases(
  tx: PlatformWriteTx,
  watched: readonly Asked[],
  open: readonly Incident[],
  now: Date,
): Promise<void> {
  for (const { id, kind, state, run } of watched) {
    if (kind !== "own") continue;
    const subject = `database:${id}`;
    const standing = open.find((one) => one.subject === subject);
    const turn = turnOf(standing !== undefined, Array(Math.min(run, OPENS_AFTER)).fill(state));
    if (turn === "open")
      await openIncident(tx, {
        subject,
        databaseId: id,
        components: ["own"],
        title: "The database of this site did not answer",
        automatic: true,
        beganAt: new Date(now.getTime() - (OPENS_AFTER - 1) * 60_000),
        text: "The site could not be opened. Swingtag noticed this by itself and goes on looking every minute.",
      });
    if (turn === "close" && standing) await close(tx, standing, now);
  }
}
