import { randomUUID } from "node:crypto";
import { EMPTY_ITEM } from "@/db/tenant/item";
import type { Acting } from "@/packages/deploy/target";
import { compose, type Project } from "@/packages/deploy/targets/compose/engine";
import { authoritiesOf } from "@/packages/deploy/targets/compose/reach";
import { target } from "@/packages/deploy/targets/compose/target";
import { defaultSkin } from "@/themes/presets";
import { atBoth, expectStatus, seconds } from "./compose-asked";
import type { Trial } from "./compose-restart";
import type { Measure } from "./proof";
import { openSite } from "./site";
import { call, readActions } from "./site-actions";
import { signUp } from "./site-sign-up";
import { visitorAt } from "./visitor";

/** Where the image lists its server actions. */
export const MANIFEST = "/app/.next/server/server-reference-manifest.json";

/** Takes the platform up and signs its first owner up. @returns who visits and where */
export async function begin(acting: Acting, project: Project, measure: Measure): Promise<Trial> {
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
export async function furnish({ visitor, actions, ...trial }: Trial, host: string, item: string) {
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
    input: { id, values: { ...EMPTY_ITEM, name } },
  });
  return id;
}

/** From an installation that is not there to the first page of a new site, in milliseconds. */
export const UP_WITHIN = 30_000;
