import type { Figure } from "./figures";
import { ask, quantile } from "./load";
import type { Testbed } from "./testbed";

const SIGN_UPS = 60;

/** From sending the sign-up form to the first 200 of the new site, as the server spends it, without a browser. */
export async function measureSignUp(testbed: Testbed): Promise<Figure[]> {
  const server = await testbed.start();
  try {
    const times: number[] = [];
    for (let index = 0; index < SIGN_UPS + 5; index++) {
      const ms = await signUp(server.port, `measured-${index}`);
      // The first ones warm up.
      if (index >= 5) times.push(ms);
    }
    const p95 = quantile(times, 0.95);
    return [
      {
        what: `sign-up: request to first 200 of the new site, p95 of ${SIGN_UPS}`,
        value: `${Math.round(p95)} ms (p50 ${Math.round(quantile(times, 0.5))} ms)`,
        bar: "≤ 150 ms",
        met: p95 <= 150,
      },
    ];
  } finally {
    await server.stop();
  }
}

async function signUp(port: number, name: string): Promise<number> {
  const founded = await sendSignUp(port, name, "pool");
  return founded.ms + (await enter(port, name, founded.path));
}

export type Placement = "pool" | "own";

/**
 * Sends the sign-up form as a browser without scripts does.
 * @returns the path that leads on, of the apex or the new site, and how long the answer took
 */
export async function sendSignUp(
  port: number,
  name: string,
  placement: Placement,
): Promise<{ path: string; ms: number }> {
  const host = "localhost";
  // Each sign-up comes from another client address, because one address may sign up only a few times an hour.
  const from = {
    "x-forwarded-for": `10.${name.length}.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
  };
  const landing = (await ask({ port, host })).body.toString();
  const form = new FormData();
  for (const [, field] of hiddenFields(landing)) form.append(field.name, field.value);
  form.append("name", name);
  form.append("email", `${name}@bench.example`);
  form.append("preset", "vitrine");
  form.append("placement", placement);
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  const headers = {
    ...from,
    origin: `http://${host}:${port}`,
    "content-type": encoded.headers.get("content-type") ?? "",
  };
  const founded = await ask({ port, host, method: "POST", headers, body });
  const path = LEADS_ON.exec(founded.body.toString())?.[0];
  if (!path) throw new Error(`Sign-up of ${name} answered ${founded.status} without a way in.`);
  return { path: decoded(path), ms: founded.ms };
}

const LEADS_ON = /\/(?:welcome\?token=|coming\?operation=[0-9a-f-]+&amp;token=)[A-Za-z0-9_-]+/;

/** Follows the hand-over into the studio. @returns how long the two answers took, in milliseconds */
export async function enter(port: number, name: string, path: string): Promise<number> {
  const site = `${name}.localhost`;
  const welcome = await ask({ port, host: site, path });
  const cookie = String(welcome.headers["set-cookie"]).split(";")[0] ?? "";
  const studio = await ask({ port, host: site, path: "/studio", headers: { cookie } });
  if (studio.status !== 200) throw new Error(`The studio of ${name} answered ${studio.status}.`);
  return welcome.ms + studio.ms;
}

/** What React prints into a form so that it works before any script has run. */
function hiddenFields(html: string): [string, { name: string; value: string }][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?\/?>/g)].map(
    ([whole, name = "", value = ""]) => [whole, { name: decoded(name), value: decoded(value) }],
  );
}

function decoded(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
