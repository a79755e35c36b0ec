import { asc, eq } from "drizzle-orm";
import { hashEmail } from "@/base/tokens";
import { withDeadline } from "@/db/deadline";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { findTenant, listTaken } from "@/db/platform/queries/tenants";
import { databases, ownerships, tenants } from "@/db/platform/schema";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { addMember } from "@/db/tenant/queries/members";
import { addSite } from "@/db/tenant/queries/site";
import { PRESETS } from "@/themes/presets";
import { type Chance, chanceFrom } from "./chance";
import { inventItem } from "./invent";
import { type DatedItem, writeItems } from "./write-items";

/** What to make. */
export interface Plan {
  /** How many tenants. They are called `PREFIX-1`, `PREFIX-2` and so on. */
  readonly tenants: number;
  /** How many items each of them has. */
  readonly items: number;
  /** `bench` where none is given. */
  readonly prefix?: string;
  /** The same seed makes the same contents. */
  readonly seed?: string;
  /** The database they live in; the first pool where none is named. */
  readonly databaseName?: string;
}

/** Bounds of one transaction, which must end within seconds. */
const TENANTS_TOGETHER = 50;
const ITEMS_AT_FOUNDING = 20;
const ITEMS_TOGETHER = 20;
/** Sites of a batch are founded within one transaction, and nobody's request waits for it. In milliseconds. */
const A_MINUTE = 60_000;
const LANES = 3;

/**
 * Makes confirmed tenants with an owner and invented items. A tenant whose name exists is left as it is, so the
 * same plan twice makes nothing new. Statistics are not renewed, because the runtime role may not ANALYZE.
 * @returns all tenants of the plan, also those that existed
 */
export async function generateTenants(
  plan: Plan,
  report: (step: string) => void = () => {},
): Promise<Tenant[]> {
  const { prefix = "bench" } = plan;
  const slugs = Array.from({ length: plan.tenants }, (_, index) => `${prefix}-${index + 1}`);
  const made: Tenant[] = [];
  for (let start = 0; start < slugs.length; start += TENANTS_TOGETHER) {
    made.push(...(await generateBatch(slugs.slice(start, start + TENANTS_TOGETHER), plan)));
    if (made.length === slugs.length || made.length % 1000 === 0)
      report(`${made.length} of ${slugs.length} tenants with ${plan.items} items each`);
  }
  return made;
}

async function generateBatch(slugs: readonly string[], plan: Plan): Promise<Tenant[]> {
  const works = await withDeadline(A_MINUTE, () =>
    platform.write(async (tx) => {
      const taken = new Set(await listTaken(tx, slugs));
      const claimed = await claimAll(
        tx,
        slugs.filter((slug) => !taken.has(slug)),
        plan.databaseName,
      );
      const begun = claimed.map((tenant) => workOn(tenant, plan));
      await inLanes(begun, found);
      return begun;
    }),
  );
  await inLanes(works, fill);
  return platform.read(async (tx) => {
    const found = await Promise.all(slugs.map((slug) => findTenant(tx, slug)));
    return found.filter((tenant) => tenant !== null);
  });
}

async function claimAll(
  tx: PlatformWriteTx,
  slugs: readonly string[],
  databaseName: string | undefined,
): Promise<Tenant[]> {
  if (slugs.length === 0) return [];
  const [database] = await tx
    .select()
    .from(databases)
    .where(databaseName ? eq(databases.name, databaseName) : eq(databases.kind, "pool"))
    .orderBy(asc(databases.name))
    .limit(1);
  if (!database) throw new Error("There is no database for these tenants. Run setup first.");
  const confirmedAt = new Date();
  const rows = await tx
    .insert(tenants)
    .values(slugs.map((slug) => ({ slug, databaseId: database.id, confirmedAt })))
    .returning({ id: tenants.id, slug: tenants.slug, state: tenants.state });
  await tx
    .insert(ownerships)
    .values(rows.map(({ id, slug }) => ({ tenantId: id, emailHash: hashEmail(ownerOf(slug)) })));
  const { kind: placement, name, server, generation } = database;
  return rows.map((row) => ({
    ...row,
    confirmed: true,
    placement,
    database: { name, server, generation },
  }));
}

interface Work {
  readonly scope: Scope;
  readonly chance: Chance;
  readonly items: number;
}

function workOn(tenant: Tenant, { items, seed = "swingtag" }: Plan): Work {
  return {
    scope: openScope(tenant, { kind: "system", reason: "generator" }),
    chance: chanceFrom(`${seed} ${tenant.slug}`),
    items,
  };
}

async function found({ scope, chance, items }: Work): Promise<void> {
  const { slug } = scope.tenant;
  const preset = chance.pick(PRESETS);
  await scope.write(async (tx) => {
    await addSite(tx, slug, preset.skin);
    await addMember(tx, { email: ownerOf(slug), role: "owner", verified: true });
    await writeItems(tx, invent(chance, 0, Math.min(items, ITEMS_AT_FOUNDING)));
  });
}

async function fill({ scope, chance, items }: Work): Promise<void> {
  for (let start = ITEMS_AT_FOUNDING; start < items; start += ITEMS_TOGETHER) {
    const dated = invent(chance, start, Math.min(items, start + ITEMS_TOGETHER));
    await scope.write((tx) => writeItems(tx, dated));
  }
}

function invent(chance: Chance, start: number, end: number): DatedItem[] {
  return Array.from({ length: end - start }, (_, offset) => {
    const number = start + offset + 1;
    const item = inventItem(chance, number);
    const createdAt = new Date(SINCE + number * 60_000);
    return { item, createdAt, trashedAt: item.trashed ? new Date() : null };
  });
}

/** The catalogues begin here, with an entry a minute. */
const SINCE = Date.parse("2024-01-01");

function ownerOf(slug: string): string {
  return `owner@${slug}.example`;
}

async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const lane = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
