import { SESSION_COOKIE } from "@/base/cookies";
import { env } from "@/base/env";
import { freePort } from "@/base/free-port";
import { hashToken, makeToken } from "@/base/tokens";
import { openScope, type Tenant } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { prepareTenantDatabase } from "@/db/setup";
import { listMembers } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import { minutesFromNow } from "@/server/life/birth";
import { hasBalancer, startBalancer } from "./balancer";
import type { Figure } from "./figures";
import { quantile } from "./load";
import { REQUESTS, startLoad } from "./rolling-load";
import type { Testbed } from "./testbed";

/** For how long a process that was told to end still takes requests, in seconds: several looks of the balancer. */
const DRAIN = 3;

const WHAT = "rolling restart under load";
const BAR = "0 of 10,000 failed";

/** Two web processes behind HAProxy are restarted one after the other while two sites are visited and posted to. */
export async function measureRolling(testbed: Testbed): Promise<Figure[]> {
  if (!hasBalancer())
    return [
      {
        what: WHAT,
        value: "NOT MEASURED: this machine has no HAProxy. Run apt-get install haproxy.",
        bar: BAR,
        met: false,
      },
    ];
  const people = await Promise.all([peopleOf(testbed.few), peopleOf(await makeOwn(testbed))]);
  const [one, other, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const begin = (own: number) =>
    testbed.start({
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

/** Who visits and who owns. */
export interface People {
  readonly host: string;
  /** The owner's session, `name=value`. */
  readonly cookie: string;
  uploads: number;
  /** The cookie and token of the sign-out form, which is posted without a session. */
  csrf?: { readonly cookie: string; readonly token: string };
}

async function makeOwn(testbed: Testbed): Promise<Tenant> {
  const { DATABASE_PREFIX, SECRET } = env();
  const database = `${DATABASE_PREFIX}_own_rolling`;
  const installation = { adminUrl: testbed.adminUrl, prefix: DATABASE_PREFIX, secret: SECRET };
  await prepareTenantDatabase(installation, database, "own", testbed.report);
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
