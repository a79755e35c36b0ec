import { type Address, eventually, mailOf, type Placement, plain } from "./site";
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
