import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { closePools } from "@/db/pools";
import { within } from "@/db/setup";
import { listExports, orderExport } from "@/server/life/archives";
import { actionMoves, deadRecipes, proveActions, unknownActions } from "./actions";
import { type Field, type Move, play } from "./crowd";
import { hostMoves } from "./hosts";
import { OPERATOR, type Product, prepareProduct } from "./installation";
import { connectElsewhere } from "./logins";
import { readSurface, type Surface } from "./manifests";
import { identifiersOf } from "./parameters";
import { makePeople, type People, type Person } from "./people";
import { consoleMoves, platformMoves } from "./platform-side";
import { postMoves, provePosts } from "./posts";
import { openRegister } from "./register";
import { cacheVariants, foreignHost, foreignIds, type Reached, reachRoutes } from "./routes";
import { layOut } from "./rows/ground";
import { attackRows, huntMutants } from "./rows/hunt";
import { makeCanary, Secrets } from "./secrets";
import { makeTarget, relearn, type Target } from "./tenants";
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

/** Builds nothing: the app must be built. Attacks it, and the databases under it, and takes their walls down. */
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
  const targets: Target[] = [];
  for (const [name, database] of Object.entries(homes))
    targets.push(
      await makeTarget(product, { slug: `wall-${name}`, database, register, secrets, spared }),
    );
  const crowds = new Map<Target, People>();
  for (const target of targets) {
    crowds.set(target, await makePeople(target, secrets));
    await relearn(target, secrets);
  }
  await product.start();
  report("Packing an export of each site");
  for (const target of targets) await packExport(target, secrets);
  const surface = await readSurface(join(import.meta.dirname, ".."));
  const field: Field = { wire, register, secrets, tally, targets };
  report(
    `${surface.routes.length} routes and ${surface.actions.length} actions by Next's manifests`,
  );
  await attackOverHttp(field, { product, surface, crowds, quick, report });
  report("Attacking the databases as their own logins");
  if (tally.told < 300)
    tally.find(
      "gap",
      `only ${tally.told} answers told people what is their own: there was too little to find`,
    );
  const rows = await attackDatabases(product, { targets, secrets, tally, quick, report });
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

/** Orders an export as an owner would, and waits until the worker has packed it: it lies in the site's files. */
async function packExport(target: Target, secrets: Secrets): Promise<void> {
  await orderExport({ tenant: target.tenant, by: "owner" });
  for (const until = Date.now() + 60_000; (await listExports(target.tenant)).length === 0; ) {
    if (Date.now() > until)
      throw new Error(`No export of ${target.slug} was packed within a minute.`);
    await pause(100);
  }
  for (const { place, id } of await target.platformIds()) secrets.learn(target.slug, place, id);
}

/** Something was told, or changed, beyond a wall. Other findings are gaps and faults of the run. */
const WRONG_SIDE = new Set(["leak", "changed", "statement", "connection", "post", "mail"]);

interface Battle {
  readonly product: Product;
  readonly surface: Surface;
  readonly crowds: ReadonlyMap<Target, People>;
  readonly quick: boolean;
  readonly report: (step: string) => void;
}

async function attackOverHttp(field: Field, battle: Battle): Promise<void> {
  const { product, surface, crowds, quick, report } = battle;
  const { tally, register, wire, targets } = field;
  const [ada, bo, cy, di] = targets;
  if (!ada || !bo || !cy || !di) throw new Error("Four sites are attacked.");
  for (const gap of [...unknownActions(surface.actions), ...deadRecipes(surface.actions)])
    tally.find("gap", gap);
  const reached = new Map<Target, Reached[]>();
  for (const [target, people] of crowds) {
    const found = await reachRoutes(wire, surface.routes, target, people, register);
    reached.set(target, found.reached);
    if (target === ada) for (const gap of found.unreached) tally.find("gap", gap);
  }
  const pairs: [Target, Target][] = quick
    ? [
        [ada, bo],
        [cy, ada],
      ]
    : [
        [ada, bo],
        [ada, cy],
        [cy, di],
      ];
  for (const [own, theirs] of pairs) {
    const [people, ways] = [crowds.get(own), reached.get(own)];
    const theirWays = reached.get(theirs) ?? [];
    if (!people || !ways) continue;
    report(
      `${own.slug} (${own.tenant.placement}) against ${theirs.slug} (${theirs.tenant.placement}): ${wire.requests} requests so far`,
    );
    const identifiers = await identifiersOf(theirs, register);
    const nameOf = (place: string) =>
      identifiers.find((one) => one.place === place)?.value ?? theirs.tenant.id;
    const show = theirWays
      .filter(({ posts, values }) => !posts && values.length > 0)
      .map(({ path }) => path);
    const phases: [string, Move[]][] = [
      ["foreign ids", await foreignIds(field, ways, { people, theirs, own })],
      ["foreign hosts", foreignHost(theirs, theirWays, people)],
      ["posts", postMoves(people, own, { target: theirs, nameOf })],
      ["actions", await actionMoves(field, surface.actions, { people, own, theirs })],
      ["hosts", hostMoves(people, own, theirs, ["/", "/studio/items", ...show.slice(0, 3)])],
      ["platform", await platformMoves(field, surface, { people, theirs, ...product })],
    ];
    for (const [name, moves] of phases) await play(field, own, name, moves);
  }
  report(`Caches, in turn on all sites: ${wire.requests} requests so far`);
  for (const round of quick ? [1] : [1, 2])
    for (const target of targets) {
      const people = crowds.get(target);
      const ways = [
        ...(reached.get(target) ?? []),
        ...(round === 1 ? [] : (reached.get(ada) ?? [])),
      ];
      if (people) await play(field, target, "caches", cacheVariants(target, ways, people));
    }
  const nobody = crowds.get(ada)?.visitor;
  if (nobody)
    await play(
      field,
      ada,
      "console",
      await consoleMoves(field, surface, { nobody, targets, ...product }),
    );
  report(`Each action with its own site's input: ${wire.requests} requests so far`);
  const owner = crowds.get(di)?.owner;
  if (owner) await prove(field, battle, di, owner);
  lookThroughMail(field, product);
}

/** What its own people can't do was not attacked in earnest. */
async function prove(
  field: Field,
  { product, surface }: Battle,
  target: Target,
  by: Person,
): Promise<void> {
  const { wire, register, tally, secrets } = field;
  const fresh = async ({ confirmed }: { confirmed: boolean }) => {
    const slug = `wall-${makeCanary().slice(0, 10)}`;
    const database = product.names.pool;
    const made = await makeTarget(product, {
      slug,
      database,
      register,
      secrets,
      spared: new Set(),
      confirmed,
    });
    const { owner } = await makePeople(made, secrets);
    return { target: made, by: owner };
  };
  const identifiers = await identifiersOf(target, register);
  const nameOf = (place: string) => identifiers.find((one) => one.place === place)?.value ?? "";
  const gaps = [
    ...(await provePosts(wire, target, by, nameOf)),
    ...(await proveActions(wire, register, surface.actions, { target, by, fresh })),
  ];
  for (const gap of gaps) tally.find("gap", gap);
}

/** A letter to one site's people tells nothing of another's. */
function lookThroughMail({ secrets, tally, targets }: Field, { mail }: Product): void {
  for (const { recipients, raw } of mail) {
    const to = targets.find(({ slug }) =>
      recipients.some((address) => address.endsWith(`@${slug}.example`)),
    );
    const text = raw.toString("utf8").replaceAll("=\r\n", "");
    tally.count("mail");
    if (recipients.includes(OPERATOR) || to)
      for (const leak of secrets.findForeign(text, to?.slug ?? "", recipients.join()))
        tally.find("mail", `a letter to ${recipients.join()} told ${leak}`);
  }
}

async function attackDatabases(
  { installation, names, own }: Product,
  given: {
    readonly targets: readonly Target[];
    readonly secrets: Secrets;
    readonly tally: Tally;
    readonly quick: boolean;
    readonly report: (step: string) => void;
  },
): Promise<{
  statements: number;
  mutants: number;
  caught: number;
  byAttack: number;
  byContract: number;
}> {
  const { targets, secrets, tally, quick, report } = given;
  const [ada, bo, cy] = targets;
  if (!ada || !bo || !cy) throw new Error("Three sites are attacked.");
  const sum = { statements: 0, mutants: 0, caught: 0, byAttack: 0, byContract: 0 };
  const elsewhere = await connectElsewhere(installation, [names.pool, ...own]);
  tally.count("connection", elsewhere.tried);
  for (const sentence of elsewhere.wrong) tally.find("connection", sentence);
  for (const [mine, theirs] of [
    [ada, bo],
    [cy, ada],
  ] as const) {
    const login = mine.tenant.database.name;
    const sql = postgres(within(installation.adminUrl, login), { max: 1, onnotice: () => {} });
    await sql`analyze`;
    const battlefield = await layOut({
      mine: { id: mine.tenant.id, slug: mine.slug, sql },
      theirs: { id: theirs.tenant.id, slug: theirs.slug, sql: theirs.sql },
      login,
      group: names.tenantGroup,
      owner: names.owner,
      otherDatabase: names.platform,
      secrets,
    });
    for (const { kind, on, statement, what } of await attackRows(sql, battlefield))
      tally.find("statement", `${login}, ${kind} on ${on}: ${statement} — ${what}`);
    for (const { kind } of battlefield.attempts) tally.count(`statement: ${kind}`);
    sum.statements += battlefield.attempts.length;
    report(
      `Taking down the walls of ${mine.tenant.placement === "pool" ? "the pool" : "an own database"}, one at a time`,
    );
    for (const { mutant, stillborn, byAttack, byContract } of await huntMutants(sql, battlefield, {
      thorough: mine === ada && !quick,
    })) {
      if (stillborn) continue;
      sum.mutants++;
      if (byAttack) sum.byAttack++;
      if (byContract) sum.byContract++;
      if (byAttack || byContract) sum.caught++;
      else tally.find("mutant", `nobody noticed: ${mutant.name}`);
    }
    await sql.end();
  }
  return sum;
}
