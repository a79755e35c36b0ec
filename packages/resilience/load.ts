import { eq, sql } from "drizzle-orm";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import { openScope, type Scope } from "@/db/scope";
import { prepareInstallation } from "@/db/setup";
import { addSite } from "@/db/tenant/queries/site";
import { site } from "@/db/tenant/schema";
import { defaultSkin } from "@/themes/presets";

/** One request of the load: when it began, how long it took (milliseconds) and what failed, if anything. */
export interface Served {
  readonly began: number;
  readonly took: number;
  readonly error?: unknown;
}

export interface Load {
  readonly served: readonly Served[];
  /** Requests that began and have not ended. */
  readonly running: number;
  stop(): Promise<void>;
}

/** Makes two tenants in one pool; the settings of this process then name that installation. */
export async function twoTenants(adminUrl: string, prefix: string): Promise<[Scope, Scope]> {
  const secret = "a secret for tests that guards nothing";
  Object.assign(process.env, {
    DATABASE_URL: adminUrl,
    DATABASE_PREFIX: prefix,
    SECRET: secret,
    DEMO: "1",
    BASE_DOMAIN: "localhost",
  });
  await prepareInstallation({ adminUrl, prefix, secret });
  return [await found("ours"), await found("theirs")];
}

async function found(slug: string): Promise<Scope> {
  const claim = { slug, ownerEmailHash: hashEmail(`owner@${slug}.example`), confirmed: true };
  const tenant = await platform.write((tx) => claimTenant(tx, claim));
  if (!tenant) throw new Error(`${slug} is taken.`);
  const scope = openScope(tenant, { kind: "system", reason: "load" });
  await scope.write((tx) => addSite(tx, slug, defaultSkin("vitrine")));
  return scope;
}

/**
 * Keeps `width` requests running, each a scoped read of two queries or, one in five, a scoped write of one
 * tenant, until it is stopped. A row of the other tenant is an error.
 */
export function startLoad(
  scopes: readonly Scope[],
  width: number,
  { writes = true }: { writes?: boolean } = {},
): Load {
  const served: Served[] = [];
  let running = 0;
  let stopped = false;
  const one = async (turn: number) => {
    const scope = scopes[turn % scopes.length];
    if (!scope) return;
    const began = performance.now();
    running++;
    const error = await request(scope, writes && turn % 5 === 0).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    running--;
    served.push({ began, took: performance.now() - began, error });
  };
  const lanes = Array.from({ length: width }, async (_, lane) => {
    for (let turn = lane; !stopped; turn += 7) await one(turn);
  });
  return {
    served,
    get running() {
      return running;
    },
    async stop() {
      stopped = true;
      await Promise.all(lanes);
    },
  };
}

async function request(scope: Scope, writes: boolean): Promise<void> {
  if (writes) {
    await scope.write((tx) =>
      tx.update(site).set({ createdAt: sql`now()` }).where(eq(site.name, scope.tenant.slug)),
    );
    return;
  }
  const [sites, count] = await scope.read((tx) =>
    Promise.all([tx.select({ name: site.name }).from(site), tx.$count(site)]),
  );
  if (count !== 1 || sites[0]?.name !== scope.tenant.slug)
    throw new Error(`${scope.tenant.slug} was shown ${JSON.stringify(sites)}`);
}
