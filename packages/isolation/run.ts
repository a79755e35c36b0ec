import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { shareDigest } from "@/base/tokens";
import { closePools } from "@/db/pools";
import { listExports, orderExport } from "@/server/life/exports";
import { share } from "@/server/papers/share";
import { attackOverHttp } from "./battle";
import type { Field } from "./crowd";
import { attackDatabases } from "./databases";
import { prepareProduct } from "./installation";
import { readSurface } from "./manifests";
import { makePeople, type People } from "./people";
import { openRegister } from "./register";
import { makeCanary, Secrets } from "./secrets";
import { makeTestTenant, relearn, type TestTenant } from "./tenants";
import { type Finding, Tally } from "./watch";
import { Wire } from "./wire";

/** How an attack on the walls ended. */
export interface Result {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly requests: number;
  readonly statements: number;
  readonly wrongSide: number;
  readonly mutants: number;
  readonly caught: number;
  readonly passed: boolean;
  /** What was tried, by kind of attack. */
  readonly counts: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly routes: number;
  readonly actions: number;
  readonly secrets: number;
  /** Fields that can hold no canary, with the reason. */
  readonly spared: readonly string[];
  readonly findings: readonly Finding[];
  readonly byAttack: number;
  readonly byContract: number;
}

export interface Options {
  /** An administrator's address of the server that gets the attacked databases. */
  readonly url: string;
  /** Two tenants in turn instead of all pairs; each kind of attack is still made. */
  readonly quick: boolean;
  readonly report: (step: string) => void;
  /** Is told how to stop what was started. */
  readonly started: (stop: () => Promise<void>) => void;
}

/** Attacks the built app and its databases, and takes the databases' walls down one by one. Builds nothing. */
export async function attackProduct({ url, quick, report, started }: Options): Promise<Result> {
  const startedAt = new Date();
  const product = await prepareProduct(url, () => {});
  started(product.stop);
  const tally = new Tally();
  const secrets = new Secrets();
  const spared = new Set<string>();
  const register = await openRegister(product);
  const wire = new Wire(product.port);
  const { names, own } = product;
  report("Planting canaries in four sites");
  const homes = { ada: names.pool, bo: names.pool, cy: own[0], di: own[1] };
  const targets: TestTenant[] = [];
  for (const [name, database] of Object.entries(homes))
    targets.push(
      await makeTestTenant(product, { slug: `wall-${name}`, database, register, secrets, spared }),
    );
  const crowds = new Map<TestTenant, People>();
  for (const target of targets) {
    crowds.set(target, await makePeople(target, secrets));
    await relearn(target, secrets);
    await shareOne(target, secrets);
  }
  await product.start();
  report("Packing an export of each site");
  for (const target of targets) await packExport(target, secrets);
  const surface = await readSurface(join(import.meta.dirname, "../.."));
  const field: Field = { wire, register, secrets, tally, targets };
  report(
    `${surface.routes.length} routes and ${surface.actions.length} actions by Next's manifests`,
  );
  // Before anybody changes a row by the app: what is planted is what is known.
  report("Attacking the databases as their own logins");
  const rows = await attackDatabases(product, { targets, secrets, tally, quick, report });
  await attackOverHttp(field, { product, surface, crowds, quick, report });
  if (tally.told < 300)
    tally.find(
      "gap",
      `only ${tally.told} answers told people what is their own: there was too little to find`,
    );
  wire.close();
  for (const target of targets) await target.sql.end();
  await register.end();
  await closePools();
  await product.stop();
  const wrongSide = tally.findings.filter(({ kind }) => WRONG_SIDE.has(kind)).length;
  return {
    startedAt,
    endedAt: new Date(),
    requests: wire.requests,
    wrongSide,
    ...rows,
    passed: tally.findings.length === 0 && rows.mutants === rows.caught,
    counts: Object.fromEntries(tally.counts),
    statuses: Object.fromEntries(
      [...tally.statuses].map(([status, count]) => [String(status), count]),
    ),
    routes: surface.routes.length,
    actions: surface.actions.length,
    secrets: targets.reduce((sum, { slug }) => sum + secrets.count(slug), 0),
    spared: [...spared].sort(),
    findings: tally.findings,
  };
}

/**
 * Makes a link to a private item. Whoever has its token sees on this site what the link shows, so that it is hidden from the
 * site's own visitors no more; to everybody else it stays a secret.
 */
async function shareOne(target: TestTenant, secrets: Secrets): Promise<void> {
  const { slug, sql, tenant, scope, links } = target;
  const [item] = await sql.unsafe<{ id: string }[]>(
    `select i.id from items i join photos p on p.tenant_id = i.tenant_id and p.item_id = i.id
      where i.tenant_id = $1 and i.visibility = 'private' and i.trashed_at is null limit 1`,
    [tenant.id],
  );
  if (!item) throw new Error(`${slug} has no private item with a photograph.`);
  const sharing = { id: randomUUID(), name: makeCanary(), withValues: true, days: 30, sort: "" };
  const token = await share(scope, { ...sharing, selection: { ids: [item.id] } });
  links.set("shared", token);
  await relearn(target, secrets);
  const shown = await sql.unsafe<{ text: string; keys: string[] }[]>(
    `select s.name || i.value::text as text, i.photo_keys as keys from shared_items i
      join shares s on s.tenant_id = i.tenant_id and s.id = i.share_id
      where i.tenant_id = $1 and s.digest = $2`,
    [tenant.id, shareDigest(token)],
  );
  for (const { text, keys } of shown) {
    secrets.show(slug, text);
    for (const key of keys) secrets.showKey(slug, key);
  }
}

/** Orders an export as an owner would, and waits until the worker has packed it: it lies in the site's files. */
async function packExport(target: TestTenant, secrets: Secrets): Promise<void> {
  await orderExport({ tenant: target.tenant, by: "owner" });
  for (const until = Date.now() + 60_000; (await listExports(target.tenant)).length === 0; ) {
    if (Date.now() > until)
      throw new Error(`No export of ${target.slug} was packed within a minute.`);
    await pause(100);
  }
  for (const { place, id } of await target.platformIds()) secrets.learn(target.slug, place, id);
}

/**
 * Kinds of findings in which something was shown or changed beyond a wall. Other findings are gaps and faults
 * of the run.
 */
const WRONG_SIDE = new Set(["leak", "changed", "statement", "connection", "post", "mail"]);
