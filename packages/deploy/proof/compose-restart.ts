import { emit } from "@/packages/deploy/emit";
import { type Deployment, readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { compose, type Project } from "@/packages/deploy/targets/compose/engine";
import { authoritiesOf } from "@/packages/deploy/targets/compose/reach";
import { target } from "@/packages/deploy/targets/compose/target";
import { burstDuring } from "./burst";
import type { Measure } from "./proof";
import type { Actions } from "./site-actions";
import { type Visitor, visitorAt } from "./visitor";

/** An installation that is being tried. */
export interface Trial {
  readonly acting: Acting;
  readonly project: Project;
  /** Signed in as the owner of each site. */
  readonly visitor: Visitor;
  readonly actions: Actions;
}

/** How many requests a restart must bear. */
export const REQUESTS = 10_000;

/** Requests at a time. */
const LANES = 12;

/**
 * Brings up a changed setting, which is reason enough to replace every web process, while visitors ask.
 * @throws Error with the first requests that were not answered as they should be
 */
export async function restartUnderLoad(
  trial: Trial,
  hosts: readonly string[],
  measure: Measure,
): Promise<void> {
  const { acting, visitor, project } = trial;
  const ids = () => Promise.all(["web-1", "web-2"].map((web) => containerOf(project, web)));
  const before = await ids();
  const deployment: Deployment = readDeployment({
    ...acting.deployment,
    operators: ["somebody-else@proof.example"],
  });
  const changed = { ...acting, deployment };
  await emit(target, deployment, acting.folder);
  // Most visitors are strangers; an owner's pages are rendered anew each time.
  const authorities = await authoritiesOf(project, deployment);
  const stranger = visitorAt({ port: deployment.httpsPort, authorities }, LANES);
  const pages = Array.from({ length: 40 }, (_, at) => ({
    by: at === 0 ? visitor : stranger,
    host: hosts[at % hosts.length] ?? "",
    path: at === 0 ? "/studio" : "/",
  }));
  const burst = await burstDuring(pages, { least: REQUESTS, lanes: LANES }, () =>
    target.up(changed),
  );
  stranger.leave();
  const after = await ids();
  if (after.some((id) => before.includes(id))) throw new Error("A web process was not replaced.");
  measure(
    "rolling restart under load",
    `${burst.failed.length} of ${burst.sent} failed, slowest ${Math.round(burst.slowest)} ms`,
  );
  if (burst.failed.length > 0) throw new Error(burst.failed.slice(0, 5).join("\n"));
}

function containerOf(project: Project, service: string): Promise<string> {
  return compose(project, ["ps", "--quiet", service]);
}
