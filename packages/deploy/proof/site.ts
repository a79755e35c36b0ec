import { z } from "zod";
import { encodeCall } from "@/packages/isolation/calls";
import type { Told, Visitor } from "./visitor";

/** Where visitors are, as they type it. */
export interface Address {
  readonly domain: string;
  readonly port: number;
}

export type Placement = "pool" | "own";

/** Ids of the server actions of a build, by file and export: `app/www/actions.ts#signUp`. */
export type Actions = ReadonlyMap<string, string>;

const ManifestSchema = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** @param manifest the build's server-reference-manifest.json */
export function readActions(manifest: string): Actions {
  const { node } = ManifestSchema.parse(JSON.parse(manifest));
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName }]) => [
      `${filename}#${exportedName}`,
      id,
    ]),
  );
}

/**
 * Signs up as a browser without scripts does, and follows the hand-over until the studio shows.
 * @returns the host of the new site, where the visitor is signed in as its owner
 * @throws Error that says at which page it ended
 */
export async function signUp(
  visitor: Visitor,
  { domain, port }: Address,
  name: string,
  placement: Placement,
): Promise<string> {
  const landing = await visitor.ask({ host: domain });
  const form = new FormData();
  for (const [field, value] of hiddenFields(landing.body)) form.append(field, value);
  form.append("name", name);
  form.append("email", mailOf(name));
  form.append("preset", "vitrine");
  form.append("placement", placement);
  const encoded = new Response(form);
  const founded = await visitor.ask({
    host: domain,
    method: "POST",
    headers: {
      "content-type": encoded.headers.get("content-type") ?? "",
      origin: `https://${domain}:${port}`,
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  const path = LEADS_ON.exec(founded.body)?.[0];
  if (!path) throw new Error(`Sign-up of ${name} answered ${founded.status} without a way in.`);
  const host = `${name}.${domain}`;
  const studio = await visitor.follow({
    host,
    path: await entranceOf(visitor, domain, plain(path)),
  });
  if (studio.status !== 200) throw new Error(`The studio of ${name} answered ${studio.status}.`);
  return host;
}

export const mailOf = (name: string) => `${name}@proof.example`;

/** Follows the link in the mail to a founder, which the trial shows, and opens the site to visitors. */
export async function openSite(visitor: Visitor, { domain }: Address, name: string): Promise<void> {
  const host = `${name}.${domain}`;
  const link = await eventually(`a mail to ${mailOf(name)}`, async () => {
    const { body } = await visitor.ask({ host: domain, path: "/outbox" });
    const token = new RegExp(`${host}(?::\\d+)?/confirm\\?token=([A-Za-z0-9_-]+)`).exec(
      plain(body),
    );
    return token?.[1] ?? null;
  });
  const told = await visitor.ask({
    host,
    path: "/confirm/accept",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token: link }).toString(),
  });
  if (told.status >= 400) throw new Error(`Opening ${host} answered ${told.status}.`);
}

/** Calls a server action as the page that bundles it does. @throws Error with what it refused */
export async function call(
  visitor: Visitor,
  actions: Actions,
  name: string,
  { host, path, input }: { host: string; path: string; input: unknown },
): Promise<Told> {
  const id = actions.get(name);
  if (!id) throw new Error(`The build has no action ${name}.`);
  const { body, type } = encodeCall([input]);
  const told = await visitor.ask({
    host,
    path,
    method: "POST",
    headers: { "next-action": id, accept: "text/x-component", "content-type": type },
    body,
  });
  if (!/"ok":true/.test(told.body))
    throw new Error(`${name} answered ${told.status}: ${told.body.slice(-300)}`);
  return told;
}

/** Asks again until there is something. @throws Error that says what did not come in 30 seconds */
export async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`There was not ${what} within 30 seconds.`);
}

const LEADS_ON = /\/(?:welcome\?token=|coming\?operation=[0-9a-f-]+&amp;token=)[A-Za-z0-9_-]+/;

/** Where the new site lets its founder in: at once, or after its database was made. */
async function entranceOf(visitor: Visitor, domain: string, path: string): Promise<string> {
  if (path.startsWith("/welcome")) return path;
  return eventually("a database for the site", async () => {
    const { body, headers } = await visitor.ask({ host: domain, path });
    return /\/welcome\?token=[A-Za-z0-9_-]+/.exec(plain(headers.location ?? body))?.[0] ?? null;
  });
}

/** What React prints into a form so that it works before any script has run. */
function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?\/?>/g)].map(
    ([, name = "", value = ""]) => [plain(name), plain(value)],
  );
}

function plain(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
