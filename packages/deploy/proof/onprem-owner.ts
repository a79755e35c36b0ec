import { join } from "node:path";
import { docker } from "@/packages/deploy/image/engine";
import { compose } from "@/packages/deploy/targets/compose/engine";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import { authoritiesOf } from "@/packages/deploy/targets/compose/reach";
import { addItem, MANIFEST } from "./compose-furnished";
import type { Box } from "./onprem-box";
import { openSite } from "./site";
import { type Actions, readActions } from "./site-actions";
import { signUp } from "./site-sign-up";
import { type Visitor, visitorAt } from "./visitor";

/** An owner of a site on the box, signed in. */
export interface Owner {
  readonly visitor: Visitor;
  readonly actions: Actions;
  readonly host: string;
}

/** Signs an owner up and makes an item. */
export async function moveIn(box: Box, version: string): Promise<Owner> {
  const { domain, httpsPort: port } = box.deployment;
  const project = projectAt(box, version);
  const authorities = await authoritiesOf(project, box.deployment);
  const visitor = visitorAt({ port, authorities });
  const host = await signUp(visitor, { domain, port }, "boxed", "own");
  await openSite(visitor, { domain, port }, "boxed");
  const actions = readActions(await compose(project, ["exec", "-T", "web-1", "cat", MANIFEST]));
  const owner = { visitor, actions, host };
  await addItem(owner, host, "A bear on the box");
  return owner;
}

/** @throws Error when another version runs, or the site lacks one of these items */
export async function isAt(
  box: Box,
  owner: Owner,
  version: string,
  items: string[],
): Promise<void> {
  const filter = `label=com.docker.compose.project=${box.deployment.project}`;
  const images = linesOf(await docker(["ps", "--filter", filter, "--format", "{{.Image}}"]));
  if (!images.some((image) => image.endsWith(`swingtag:${version}`)))
    throw new Error(`What runs is ${images.join(", ")}.`);
  const { status, body } = await owner.visitor.ask({ host: owner.host });
  const missing = items.filter((item) => !body.includes(item));
  if (status !== 200 || missing.length > 0)
    throw new Error(`${owner.host} answered ${status} without ${missing.join(", ")}.`);
}

function projectAt({ deployment, home }: Box, version: string) {
  return {
    name: deployment.project,
    folder: join(home, "releases", version),
    stateFolder: join(home, "secrets"),
  };
}
