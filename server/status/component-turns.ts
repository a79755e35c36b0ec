import type { PlatformWriteTx } from "@/db/platform/door";
import { openIncident } from "@/db/platform/queries/incident-changes";
import type { Incident } from "@/db/platform/queries/incidents";
import type { Sample } from "@/db/platform/queries/watching";
import { close } from "./closing";
import { componentOf, isComponent } from "./components";
import { CLOSES_AFTER, OPENS_AFTER, turnOf } from "./turn";

/** Opens or closes the incident of each component that has turned. */
export async function turnComponents(
  tx: PlatformWriteTx,
  samples: readonly Sample[],
  open: readonly Incident[],
  now: Date,
): Promise<void> {
  for (const component of new Set(samples.map((sample) => sample.component))) {
    if (!isComponent(component)) continue;
    const recent = samples.filter((one) => one.component === component && one.at <= now);
    const standing = open.find(({ subject }) => subject === component);
    const turn = turnOf(
      standing !== undefined,
      recent.map(({ state }) => state),
    );
    if (turn === "open")
      await openIncident(tx, {
        subject: component,
        components: [component],
        title: componentOf(component).trouble,
        automatic: true,
        beganAt: recent[OPENS_AFTER - 1]?.at ?? now,
        text: `${recent[0]?.says ?? ""} Swingtag noticed this by itself and goes on looking every minute.`.trim(),
      });
    if (turn === "close" && standing)
      await close(tx, standing, recent[CLOSES_AFTER - 1]?.at ?? now);
  }
}
