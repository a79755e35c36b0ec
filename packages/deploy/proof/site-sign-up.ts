import type { DatabaseKind } from "@/db/platform/states";
import { decoded, fillSignUp, wayOn } from "@/packages/isolation/sign-up-form";
import { type Address, eventually, mailOf, plain } from "./site";
import type { Visitor } from "./visitor";

/**
 * Signs up as a browser without scripts does, and follows the hand-over until the studio shows.
 * @returns the host of the new site, where the visitor is signed in as its owner
 * @throws Error that says at which page it ended
 */
export async function signUp(
  visitor: Visitor,
  { domain, port }: Address,
  name: string,
  placement: DatabaseKind,
): Promise<string> {
  const landing = await visitor.ask({ host: domain });
  const { body, type } = await fillSignUp(landing.body, { name, email: mailOf(name), placement });
  const founded = await visitor.ask({
    host: domain,
    method: "POST",
    headers: { "content-type": type, origin: `https://${domain}:${port}` },
    body,
  });
  const path = wayOn(name, founded.status, founded.body);
  const host = `${name}.${domain}`;
  const studio = await visitor.follow({ host, path: await entranceOf(visitor, domain, path) });
  if (studio.status !== 200) throw new Error(`The studio of ${name} answered ${studio.status}.`);
  return host;
}

/** Where the new site lets its founder in: at once, or after its database was made. */
async function entranceOf(visitor: Visitor, domain: string, path: string): Promise<string> {
  if (path.startsWith("/welcome")) return path;
  return eventually("a database for the site", async () => {
    const { body, headers } = await visitor.ask({ host: domain, path });
    return /\/welcome\?token=[A-Za-z0-9_-]+/.exec(decoded(headers.location ?? body))?.[0] ?? null;
  });
}

/** What React prints into a form so that it works before any script has run. */
function _hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?\/?>/g)].map(
    ([, name = "", value = ""]) => [plain(name), plain(value)],
  );
}
