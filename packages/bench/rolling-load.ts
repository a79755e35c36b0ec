import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import sharp from "sharp";
import { encodeForm } from "@/packages/isolation/posts";
import { type Ask, ask } from "./load";
import type { People } from "./rolling";

/** How many requests there are at least, and how many are under way at once. */
export const REQUESTS = 10_000;

const LANES = 16;

/**
 * One upload in each 150 requests of a site, and at most 30 in all, because an owner may send 30 logos in ten
 * minutes.
 */
const UPLOADS = { each: 150, most: 30 };

/** Visits, forms and uploads in turns for both sites, each answer expected to be a success. */
export function startLoad(port: number, sites: readonly People[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  const times: number[] = [];
  const failures: string[] = [];
  let sent = 0;
  let ended = false;
  const requestOf = async (site: People, turn: number): Promise<Ask> => {
    const { host, cookie } = site;
    const origin = `http://${host}:${port}`;
    if (turn % UPLOADS.each === 0 && site.uploads < UPLOADS.most) {
      site.uploads++;
      const file = { name: "logo.png", type: "image/png", bytes: await picture };
      const { body, type } = encodeForm({ fields: {}, file });
      const headers = { cookie, origin, "content-type": type };
      return { port, host, path: "/studio/logo", method: "POST", headers, body };
    }
    if (turn % 5 === 0 && site.csrf) {
      const { csrf } = site;
      return {
        port,
        host,
        path: "/api/auth/signout",
        method: "POST",
        headers: {
          cookie: csrf.cookie,
          origin,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ csrfToken: csrf.token, json: "true" }).toString(),
      };
    }
    // Signed in, a page is rendered anew; otherwise it may be kept.
    return { port, host, headers: turn % 10 === 1 ? { cookie } : {} };
  };
  const lane = async (from: number) => {
    for (let turn = from; !ended || sent < REQUESTS; turn += LANES) {
      const site = sites[turn % sites.length];
      if (!site) throw new Error("There is no site.");
      sent++;
      try {
        const { status, ms } = await ask({
          ...(await requestOf(site, Math.floor(turn / 2))),
          agent,
        });
        times.push(ms);
        if (status !== 200 && status !== 201) failures.push(`status ${status}`);
      } catch (error) {
        times.push(Number.NaN);
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const running = Promise.all(sites.map((site) => prepare(port, site))).then(() =>
    Promise.all(Array.from({ length: LANES }, (_, at) => lane(at))),
  );
  return {
    /** Resolves when so many more requests have been sent. */
    async sent(more: number) {
      const until = sent + more;
      while (sent < until) await pause(20);
    },
    async end() {
      ended = true;
      await running;
      agent.destroy();
      return { failures, times };
    },
  };
}

const picture = sharp({ create: { width: 16, height: 16, channels: 3, background: "#778899" } })
  .png()
  .toBuffer();

async function prepare(port: number, site: People): Promise<void> {
  const answer = await ask({ port, host: site.host, path: "/api/auth/csrf" });
  const { csrfToken }: { csrfToken: string } = JSON.parse(answer.body.toString());
  const cookies = answer.headers["set-cookie"] ?? [];
  const cookie = (typeof cookies === "string" ? [cookies] : cookies)
    .map((line) => line.split(";")[0])
    .join("; ");
  site.csrf = { cookie, token: csrfToken };
}
