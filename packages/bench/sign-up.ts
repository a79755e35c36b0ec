import type { DatabaseKind } from "@/db/platform/states";
import { fillSignUp, wayOn } from "@/packages/isolation/sign-up-form";
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

/**
 * Sends the sign-up form as a browser without scripts does.
 * @returns the path that leads on, of the apex or the new site, and how long the answer took
 */
export async function sendSignUp(
  port: number,
  name: string,
  placement: DatabaseKind,
): Promise<{ path: string; ms: number }> {
  const host = "localhost";
  // Each sign-up comes from another client address, because one address may sign up only a few times an hour.
  const from = {
    "x-forwarded-for": `10.${name.length}.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
  };
  const landing = (await ask({ port, host })).body.toString();
  const email = `${name}@bench.example`;
  const { body, type } = await fillSignUp(landing, { name, email, placement });
  const headers = { ...from, origin: `http://${host}:${port}`, "content-type": type };
  const founded = await ask({ port, host, method: "POST", headers, body });
  return { path: wayOn(name, founded.status, founded.body.toString()), ms: founded.ms };
}

/** Follows the hand-over into the studio. @returns how long the two answers took, in milliseconds */
export async function enter(port: number, name: string, path: string): Promise<number> {
  const site = `${name}.localhost`;
  const welcome = await ask({ port, host: site, path });
  const cookie = String(welcome.headers["set-cookie"]).split(";")[0] ?? "";
  const studio = await ask({ port, host: site, path: "/studio", headers: { cookie } });
  if (studio.status !== 200) throw new Error(`The studio of ${name} answered ${studio.status}.`);
  return welcome.ms + studio.ms;
}
