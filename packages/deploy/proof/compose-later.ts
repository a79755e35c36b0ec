import { docker } from "@/packages/deploy/image/engine";
import { compose } from "@/packages/deploy/targets/compose/engine";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import { atBoth, expectStatus, without } from "./compose-asked";
import { furnish } from "./compose-furnished";
import type { Trial } from "./compose-restart";
import type { Measure } from "./proof";
import { addressOfService, askReplica } from "./replica";
import { eventually, mailOf, openSite } from "./site";
import { signUp } from "./site-sign-up";

/** Signs a second owner up, whose site lives in a database of its own, and looks for what must not cross. */
export async function second(trial: Trial, first: string): Promise<void> {
  const { visitor, acting, project } = trial;
  const address = { domain: acting.deployment.domain, port: acting.deployment.httpsPort };
  const host = await signUp(visitor, address, "second", "own");
  await openSite(visitor, address, "second");
  await furnish(trial, host, "A bear of the second");
  await atBoth(trial, host, "/", (body) => without(body, "A bear of the first"));
  await atBoth(trial, first, "/", (body) => without(body, "A bear of the second"));
  const names = await compose(project, [
    ...[
      "exec",
      "-T",
      "postgres",
      "psql",
      "-U",
      "postgres",
      "-A",
      "-t",
      "-d",
      "swingtag_platform",
      "-c",
    ],
    "select count(distinct d.name) from tenants t join databases d on d.id = t.database_id",
  ]);
  if (names.trim() !== "2") throw new Error(`The two sites live in ${names} databases.`);
}

/** Follows a request to its lines in the collector, which hold no address of anybody. */
export async function expectLines(trial: Trial, host: string, measure: Measure): Promise<void> {
  const { project, visitor } = trial;
  const collector = await addressOfService(project, "collector");
  const told = await visitor.ask({ host, path: "/studio/items" });
  const id = String(told.headers["x-request-id"]);
  const began = performance.now();
  const lines = await eventually(`a line of request ${id}`, async () => {
    const path = `/search?q=${encodeURIComponent(`request:${id}`)}`;
    const { body } = await askReplica(collector, 4318, { host: `${collector}:4318`, path });
    return body.includes(id) ? body : null;
  });
  const took = performance.now() - began;
  measure("log line from request to searchable", `${Math.round(took)} ms`, {
    says: "≤ 2 s",
    met: took <= SEARCHABLE_WITHIN,
  });
  without(lines, mailOf("first"));
}

/** Nothing is published but the proxy, and it answers no host that there is not. */
export async function closedOtherwise({ acting, project, visitor }: Trial): Promise<void> {
  const { domain } = acting.deployment;
  const format = '{{.Label "com.docker.compose.service"}} {{.Ports}}';
  const filter = `label=com.docker.compose.project=${project.name}`;
  const published = linesOf(await docker(["ps", "--filter", filter, "--format", format]))
    .filter((line) => line.includes("->"))
    .map((line) => line.split(" ")[0]);
  if (published.join() !== "caddy") throw new Error(`Published are ${published.join(", ")}.`);
  expectStatus(
    await visitor.ask({ host: domain, path: "/known-host?domain=x" }),
    404,
    "/known-host",
  );
  const refused = await visitor.ask({ host: `nobody.${domain}` }).then(
    ({ status }) => `answered ${status}`,
    () => null,
  );
  if (refused) throw new Error(`A host that does not exist ${refused}.`);
}

/** From a request to its lines in the collector, in milliseconds. */
export const SEARCHABLE_WITHIN = 2000;
