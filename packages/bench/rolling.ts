import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import sharp from "sharp";
import { SESSION_COOKIE } from "@/base/cookies";
import { env } from "@/base/env";
import { freePort } from "@/base/free-port";
import { hashToken, makeToken } from "@/base/tokens";
import { openScope, type Tenant } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { prepareTenantDatabase } from "@/db/setup";
import { listMembers } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import { encodeForm } from "@/packages/isolation/posts";
import { minutesFromNow } from "@/server/life/birth";
import { hasBalancer, startBalancer } from "./balancer";
import type { Figure } from "./figures";
import type { Ground } from "./ground";
import { type Ask, ask, quantile } from "./load";

/** How many requests there are at least, and how many are under way at once. */
const REQUESTS = 10_000;
const LANES = 16;

/** For how long a process that was told to end still takes requests, in seconds: several looks of the balancer. */
const DRAIN = 3;

/** One upload in so many requests of a site, and how many in all: an owner may send 30 logos in ten minutes. */
const UPLOADS = { each: 150, most: 30 };

const WHAT = "rolling restart under load";
const BAR = "0 of 10,000 failed";

/** Two web processes behind HAProxy are restarted one after the other while two sites are visited and posted to. */
export async function measureRolling(ground: Ground): Promise<Figure[]> {
  if (!hasBalancer())
    return [
      {
        what: WHAT,
        value: "NOT MEASURED: this machine has no HAProxy. Run apt-get install haproxy.",
        bar: BAR,
        met: false,
      },
    ];
  const people = await Promise.all([peopleOf(ground.few), peopleOf(await makeOwn(ground))]);
  const [one, other, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const begin = (own: number) =>
    ground.start({
      PORT: String(own),
      PUBLIC_PORT: String(port),
      DRAIN_SECONDS: String(DRAIN),
    });
  const servers = new Map([
    [one, await begin(one)],
    [other, await begin(other)],
  ]);
  const balancer = await startBalancer(port, [one, other]);
  try {
    const load = startLoad(port, people);
    for (const own of [one, other]) {
      await load.sent(2000);
      await servers.get(own)?.stop();
      servers.set(own, await begin(own));
    }
    await load.sent(2000);
    const { failures, times } = await load.end();
    return [
      {
        what: WHAT,
        value: [
          `${failures.length} of ${times.length.toLocaleString("en")} failed`,
          `p99 ${quantile(times, 0.99).toFixed(0)} ms`,
          ...new Set(failures.slice(0, 3)),
        ].join(", "),
        bar: BAR,
        met: failures.length === 0 && times.length >= REQUESTS,
      },
    ];
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
    await balancer.end();
  }
}

interface People {
  readonly host: string;
  /** The owner's session, `name=value`. */
  readonly cookie: string;
  uploads: number;
  /** Of the form that signs out somebody who is not signed in. */
  csrf?: { readonly cookie: string; readonly token: string };
}

async function makeOwn(ground: Ground): Promise<Tenant> {
  const { DATABASE_PREFIX, SECRET } = env();
  const database = `${DATABASE_PREFIX}_own_rolling`;
  const installation = { adminUrl: ground.adminUrl, prefix: DATABASE_PREFIX, secret: SECRET };
  await prepareTenantDatabase(installation, database, "own", ground.report);
  const [tenant] = await generateTenants({
    tenants: 1,
    items: 200,
    prefix: "rolling",
    databaseName: database,
  });
  if (!tenant) throw new Error("The generator made no tenant.");
  return tenant;
}

async function peopleOf(tenant: Tenant): Promise<People> {
  const scope = openScope(tenant, { kind: "system", reason: "bench" });
  const owner = (await scope.read(listMembers)).find(({ role }) => role === "owner");
  const token = makeToken();
  await scope.write((tx) =>
    addSession(tx, {
      tokenHash: hashToken(token),
      memberId: owner?.id ?? "",
      expiresAt: minutesFromNow(60),
    }),
  );
  return { host: `${tenant.slug}.localhost`, cookie: `${SESSION_COOKIE}=${token}`, uploads: 0 };
}

const picture = sharp({ create: { width: 16, height: 16, channels: 3, background: "#778899" } })
  .png()
  .toBuffer();

/** Visits, forms and uploads in turns for both sites, each answer expected to be a success. */
function startLoad(port: number, sites: readonly People[]) {
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

async function prepare(port: number, site: People): Promise<void> {
  const answer = await ask({ port, host: site.host, path: "/api/auth/csrf" });
  const { csrfToken }: { csrfToken: string } = JSON.parse(answer.body.toString());
  const cookies = answer.headers["set-cookie"] ?? [];
  const cookie = (typeof cookies === "string" ? [cookies] : cookies)
    .map((line) => line.split(";")[0])
    .join("; ");
  site.csrf = { cookie, token: csrfToken };
}
