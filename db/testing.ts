import type postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { hashEmail } from "@/base/tokens";
import { defaultSkin } from "@/themes/presets";
import { platform } from "./platform/door";
import { claimTenant } from "./platform/queries/founding";
import { DATABASE_KINDS, type DatabaseKind } from "./platform/states";
import { closePools } from "./pools";
import { type Actor, openScope, type Scope, type Tenant } from "./scope";
import { urlOfDatabase } from "./setup";
import { type Copy, EMPTY_COPY, EMPTY_ITEM, type ItemDraft, type Want } from "./tenant/item";
import { addItem } from "./tenant/queries/items";
import { addMember, type Member } from "./tenant/queries/members";
import { addField } from "./tenant/queries/own-fields";
import { addSite } from "./tenant/queries/site";
import { trashItem } from "./tenant/queries/trash";
import type { Role } from "./tenant/roles";
import { leaveAdministrators, withAdministrator } from "./testing-administrator";
import { TEST_SECRET } from "./testing-server";
import { emptyTrio, type Trio } from "./testing-trio";

/** One of the two tenants that every database test meets. */
export interface Twin {
  readonly tenant: Tenant;
  readonly members: Readonly<Record<Role, Member>>;
  /** Each has a value in a field of the owner's. By slug: `peanut` (public), `legs` (public), `hidden` (unlisted), `secret` (private), `gone` (trashed). */
  readonly items: Readonly<Record<string, string>>;
  /** A word that stands in every text of this twin and in none of the other's. */
  readonly mark: string;
  as(who: Role | "visitor" | "system"): Scope;
}

export interface Twins {
  readonly ours: Twin;
  readonly theirs: Twin;
  /** The administrator's address of a database of this run, for looking past row-level security. */
  adminUrl(database: string): string;
}

/**
 * Runs tests with two tenants that have the same slugs and other contents, so that a missing filter returns
 * the wrong row and not an empty list: once with `theirs` in the same pool, once in a database of its own.
 * After each test `theirs` is fingerprinted; a test that changed it fails.
 */
export function describeTwins(name: string, tests: (twins: () => Twins) => void): void {
  for (const placement of DATABASE_KINDS) describePair(name, placement, tests);
}

/**
 * The same with `theirs` in the same pool alone: for queries, which work within one transaction of one database.
 * From there a neighbour in another database is out of reach, so that pass could not fail.
 */
export function describeTwinsInPool(name: string, tests: (twins: () => Twins) => void): void {
  describePair(name, "pool", tests);
}

function describePair(
  name: string,
  placement: DatabaseKind,
  tests: (twins: () => Twins) => void,
): void {
  describe(`${name}, theirs in ${placement === "pool" ? "the pool" : "a database of its own"}`, () => {
    let twins: Twins | undefined;
    let before = "";
    beforeAll(async () => {
      twins = await makeTwins(placement);
      before = await fingerprint(twins, twins.theirs.tenant);
    });
    afterEach(async () => {
      if (twins)
        expect(await fingerprint(twins, twins.theirs.tenant), "theirs is unchanged").toBe(before);
    });
    afterAll(async () => {
      await closePools();
      await leaveAdministrators();
    });
    tests(() => {
      if (!twins) throw new Error("The twins are there from beforeAll on.");
      return twins;
    });
  });
}

let trio: Promise<Trio> | undefined;
let pairs = 0;

async function makeTwins(placement: DatabaseKind): Promise<Twins> {
  trio ??= enterTrio();
  const { adminUrl, pool, own } = await trio;
  const pair = ++pairs;
  return {
    ours: await makeTwin(`ours-${pair}`, pool),
    theirs: await makeTwin(`theirs-${pair}`, placement === "pool" ? pool : own),
    adminUrl: (database) => urlOfDatabase(adminUrl, database),
  };
}

/** Once for each test file: settings are parsed once in a process. */
async function enterTrio(): Promise<Trio> {
  const made = await emptyTrio();
  Object.assign(process.env, {
    DATABASE_URL: made.adminUrl,
    DATABASE_PREFIX: made.prefix,
    SECRET: TEST_SECRET,
    DEMO: "1",
    BASE_DOMAIN: "localhost",
  });
  return made;
}

async function makeTwin(slug: string, databaseName: string): Promise<Twin> {
  const tenant = await platform.write((tx) =>
    claimTenant(tx, {
      slug,
      databaseName,
      ownerEmailHash: hashEmail(`owner@${slug}.example`),
      confirmed: true,
    }),
  );
  if (!tenant) throw new Error(`${slug} is taken.`);
  const system: Actor = { kind: "system", reason: "test" };
  const mark = `mark${tenant.id.slice(0, 8)}`;
  const items: Record<string, string> = {};
  const members = await openScope(tenant, system).write(async (tx) => {
    await addSite(tx, slug, defaultSkin(slug.startsWith("ours") ? "vitrine" : "terminal"));
    const field = await addField(tx, {
      label: `Filling ${mark}`,
      type: "text",
      of: "item",
      seenBy: "everyone",
      group: "",
      unit: "",
      choices: [],
    });
    for (const draft of draftsOf(mark)) {
      const item = await addItem(tx, { ...draft, own: { [field]: [`Stuffed ${mark}`] } });
      items[item.slug] = item.id;
    }
    await trashItem(tx, items.gone ?? "");
    return {
      owner: await addMember(tx, { email: `owner@${slug}.example`, role: "owner", verified: true }),
      editor: await addMember(tx, {
        email: `editor@${slug}.example`,
        role: "editor",
        verified: true,
      }),
      viewer: await addMember(tx, {
        email: `viewer@${slug}.example`,
        role: "viewer",
        verified: true,
      }),
    };
  });
  return {
    tenant,
    members,
    items,
    mark,
    as: (who) => openScope(tenant, actorOf(who, members)),
  };
}

function actorOf(who: Role | "visitor" | "system", members: Twin["members"]): Actor {
  if (who === "visitor") return { kind: "visitor" };
  if (who === "system") return { kind: "system", reason: "test" };
  return { kind: "member", id: members[who].id, role: who };
}

/** An item with everything filled in, for tests to vary. */
export function draft(change: Partial<ItemDraft> = {}): ItemDraft {
  return {
    ...EMPTY_ITEM,
    name: "Peanut",
    animal: "Elephant",
    styleNumber: "4062",
    colour: "Royal blue",
    birthday: "1995-01-25",
    introduced: "1995-06-03",
    retired: "1998-05-01",
    ...change,
  };
}

function draftsOf(mark: string): ItemDraft[] {
  const copy: Copy = {
    ...EMPTY_COPY,
    label: `First ${mark}`,
    condition: "mint",
    swingTag: "3",
    tushTag: "1",
    acquired: "1996",
    pricePaid: 12345,
    currency: "EUR",
    note: `Kept dry ${mark}`,
    acquiredFrom: `From ${mark}`,
    privateNote: `Under the bed ${mark}`,
  };
  const want: Want = {
    priority: "high",
    condition: "mint",
    swingTag: "3",
    note: `One more ${mark}`,
    highest: 54321,
    currency: "EUR",
  };
  const told = { story: `A story ${mark}`, want, copies: [copy], tags: [mark] };
  return [
    draft({ ...told, colour: `Royal blue ${mark}` }),
    draft({ ...told, name: "Legs", animal: "Frog", styleNumber: "4020" }),
    draft({ ...told, name: "Hidden", animal: "Bear", visibility: "unlisted" }),
    draft({ ...told, name: "Secret", animal: "Dragon", visibility: "private" }),
    draft({ ...told, name: "Gone", animal: "Snake" }),
  ];
}

/**
 * A hash over every row a tenant has in every table that has a tenant, and over its row on the platform; one
 * statement for all tables, because it runs after every test.
 */
function fingerprint(twins: Twins, tenant: Tenant): Promise<string> {
  return withAdministrator(twins.adminUrl(tenant.database.name), async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select format('%I', c.relname) as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'tenant_id'
      order by 1`;
    const hashes = tables.map(
      ({ name }) => `select '${name}' as name, (
        select md5(string_agg(t::text, chr(10) order by t::text)) from ${name} t where tenant_id = '${tenant.id}') as hash`,
    );
    const rows = await sql.unsafe<{ name: string; hash: string | null }[]>(
      hashes.join(" union all "),
      [],
      { prepare: true },
    );
    return rows.map(({ name, hash }) => `${name} ${hash}`).join("\n");
  });
}

/** Runs statements past row-level security, in the database that the twin lives in. */
export function asAdmin<T>(
  { adminUrl }: Pick<Twins, "adminUrl">,
  { tenant }: Pick<Twin, "tenant">,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  return withAdministrator(adminUrl(tenant.database.name), work);
}
