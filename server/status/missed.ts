import { platform } from "@/db/platform/door";
import { openIncident } from "@/db/platform/queries/incident-changes";
import { isIncidentBetween } from "@/db/platform/queries/incidents";
import { addSamples } from "@/db/platform/queries/watching";
import { durationInWords } from "./closing";
import { componentOf } from "./components";
import { OPENS_AFTER } from "./turn";

/**
 * Enters the minutes in which the platform's database was away, and an incident where they were several in a
 * row. Every web process remembers them, and the first to reach the database again enters them.
 */
export async function noteMissed(missed: Set<number>): Promise<void> {
  if (missed.size === 0) return;
  const says = componentOf("platform").trouble;
  await platform.write(async (tx) => {
    const fresh = await addSamples(
      tx,
      [...missed].map((at) => ({
        component: "platform",
        at: new Date(at),
        state: "down" as const,
        affected: 1,
        total: 1,
        says: `${says}.`,
      })),
    );
    for (const run of runsOf(fresh.map(({ at }) => at.getTime()))) {
      const beganAt = new Date(run.from);
      const endedAt = new Date(run.to + 60_000);
      const minutes = Math.round((run.to - run.from) / 60_000) + 1;
      if (minutes < OPENS_AFTER || (await isIncidentBetween(tx, "platform", beganAt, endedAt)))
        continue;
      await openIncident(tx, {
        subject: "platform",
        components: ["platform"],
        title: says,
        automatic: true,
        state: "resolved",
        beganAt,
        endedAt,
        text: `It works again. It lasted ${durationInWords(minutes)}. Nothing could be noted meanwhile; this was entered afterwards.`,
      });
    }
  });
  missed.clear();
}

/** Minutes without a gap, as first and last of each run. */
function runsOf(minutes: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const minute of minutes.toSorted((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last && minute - last.to <= 60_000) last.to = minute;
    else runs.push({ from: minute, to: minute });
  }
  return runs;
}
