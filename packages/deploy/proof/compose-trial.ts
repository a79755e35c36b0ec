import { randomUUID } from "node:crypto";
import { emptyValues } from "@/app/[tenant]/studio/items/item-values";
import { docker } from "@/packages/deploy/image/engine";
import type { Acting } from "@/packages/deploy/target";
import { compose, type Project } from "@/packages/deploy/targets/compose/engine";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import { authoritiesOf } from "@/packages/deploy/targets/compose/reach";
import { target } from "@/packages/deploy/targets/compose/target";
import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { defaultSkin } from "@/themes/presets";
import { REQUESTS, restartUnderLoad, type Trial } from "./compose-restart";
import { nothingLeft } from "./leftovers";
import type { Measure, Step } from "./proof";
import { addressOfService, askReplica } from "./replica";
import { call, eventually, mailOf, openSite, readActions, signUp } from "./site";
import { visitorAt } from "./visitor";

/** From an installation that is not there to the first page of a new site, in milliseconds. */
const UP_WITHIN = 30_000;

/** From a request to its lines in the collector, in milliseconds. */
const SEARCHABLE_WITHIN = 2000;

/** Where the image lists its server actions. */
export const MANIFEST = "/app/.next/server/server-reference-manifest.json";

/** Everything a product does, once, on containers made from the emitted files; and that nothing of it is left. */
export async function tryCompose(acting: Acting, step: Step, measure: Measure): Promise<void> {
  const { deployment, folder, stateFolder } = acting;
  const project = { name: deployment.project, folder, stateFolder };
  try {
    const trial = await step(
      `from up to the first page of a new site takes at most ${UP_WITHIN / 1000} s`,
      () => begin(acting, project, measure),
    );
    const host = `first.${deployment.domain}`;
    const { visitor } = trial;
    await step("the owner's studio opens, and what is saved there shows at both replicas", () =>
      furnish(trial, host, "A bear of the first"),
    );
    await step("a photo sent to one replica is served by both", () => sendPhoto(trial, host));
    await step("a second site has a database of its own, and neither shows the other's items", () =>
      second(trial, host),
    );
    await step(`the lines of a request are found within ${SEARCHABLE_WITHIN / 1000} s`, () =>
      findLines(trial, host, measure),
    );
    await step("only the proxy is published, and it serves no host that does not exist", () =>
      closedOtherwise(trial),
    );
    await step(`a rolling restart under ${REQUESTS} requests fails none of them`, () =>
      restartUnderLoad(trial, [host, `second.${deployment.domain}`], measure),
    );
    await step("after the restart both owners are still signed in", async () => {
      for (const site of [host, `second.${deployment.domain}`])
        expectStatus(await visitor.ask({ host: site, path: "/studio" }), 200, `${site}/studio`);
    });
    visitor.leave();
  } finally {
    await target.down({ ...acting, data: true });
  }
  await step("down --data leaves no container, network, volume or secret", () =>
    nothingLeft(project),
  );
}

async function begin(acting: Acting, project: Project, measure: Measure): Promise<Trial> {
  const { deployment } = acting;
  const began = performance.now();
  await target.up(acting);
  const up = performance.now() - began;
  const authorities = await authoritiesOf(project, deployment);
  const visitor = visitorAt({ port: deployment.httpsPort, authorities }, 32);
  const address = { domain: deployment.domain, port: deployment.httpsPort };
  const host = await signUp(visitor, address, "first", "pool");
  const page = await visitor.ask({ host });
  expectStatus(page, 200, host);
  const whole = performance.now() - began;
  measure("compose: up from built image", seconds(up));
  measure("compose: up from built image to first branded page", seconds(whole), {
    says: "≤ 30 s",
    met: whole <= UP_WITHIN,
  });
  await openSite(visitor, address, "first");
  const manifest = await compose(project, ["exec", "-T", "web-1", "cat", MANIFEST]);
  return { acting, project, visitor, actions: readActions(manifest) };
}

/** Publishes a skin and adds an item, and looks for both as a stranger at each replica. */
async function furnish({ visitor, actions, ...trial }: Trial, host: string, item: string) {
  expectStatus(await visitor.ask({ host, path: "/studio" }), 200, "the studio");
  const name = `Shelf of ${host.split(".")[0]}`;
  const skin = defaultSkin("night-market");
  await call(visitor, actions, "app/[tenant]/studio/skin/actions.ts#publishSkin", {
    host,
    path: "/studio/skin",
    input: { name, skin },
  });
  await addItem({ visitor, actions }, host, item);
  await atBoth(trial, host, "/", (body) => {
    for (const text of [name, item, skin.colours.light.accent])
      if (!body.includes(text)) throw new Error(`A replica does not show ${text}.`);
  });
}

/** Adds an item as its owner does. @returns its id */
export async function addItem(
  { visitor, actions }: Pick<Trial, "visitor" | "actions">,
  host: string,
  name: string,
): Promise<string> {
  const id = randomUUID();
  await call(visitor, actions, "app/[tenant]/studio/items/actions.ts#addItem", {
    host,
    path: "/studio/items/new",
    input: { id, values: { ...emptyValues(), name } },
  });
  return id;
}

async function sendPhoto({ visitor, actions, ...trial }: Trial, host: string): Promise<void> {
  const item = await addItem({ visitor, actions }, host, "A bear with a photo");
  const form = new FormData();
  form.append("item", item);
  form.append("file", new Blob([new Uint8Array(await jpegFromAPhone())]), "bear.jpg");
  const encoded = new Response(form);
  const sent = await visitor.ask({
    host,
    path: "/studio/photos",
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  const key = /photos\/[0-9a-f-]+/.exec(sent.body)?.[0];
  if (!key) throw new Error(`The photo was answered ${sent.status}: ${sent.body.slice(0, 300)}`);
  await atBoth(trial, host, `/${key}/shelf.webp`, () => {});
}

async function second(trial: Trial, first: string): Promise<void> {
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

async function findLines(trial: Trial, host: string, measure: Measure): Promise<void> {
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

async function closedOtherwise({ acting, project, visitor }: Trial): Promise<void> {
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

/** Looks as a stranger at each replica, past the proxy; a change has a second to arrive. */
async function atBoth(
  { acting, project }: Pick<Trial, "acting" | "project">,
  host: string,
  path: string,
  check: (body: string) => void,
): Promise<void> {
  const { httpsPort } = acting.deployment;
  for (const web of ["web-1", "web-2"]) {
    const address = await addressOfService(project, web);
    const told = await askReplica(address, 3000, { host: `${host}:${httpsPort}`, path });
    expectStatus(told, 200, `${host}${path} at ${web}`);
    check(told.body);
  }
}

function expectStatus({ status }: { readonly status: number }, wanted: number, what: string): void {
  if (status !== wanted) throw new Error(`${what} answered ${status}.`);
}

function without(body: string, text: string): void {
  if (body.includes(text)) throw new Error(`“${text}” shows where it must not.`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
