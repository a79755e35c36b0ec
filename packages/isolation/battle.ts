import { actionMoves, deadRecipes, unknownActions } from "./actions";
import { cacheVariants } from "./cache-variants";
import { consoleMoves } from "./console-moves";
import { type Field, type Move, play } from "./crowd";
import { foreignHost } from "./foreign-host";
import { foreignIds } from "./foreign-ids";
import { hostMoves } from "./hosts";
import { OPERATOR, type Product } from "./installation";
import type { Surface } from "./manifests";
import { identifiersOf } from "./parameters";
import { makePeople, type People, type Person } from "./people";
import { platformMoves } from "./platform-side";
import { postMoves } from "./posts";
import { proveActions } from "./prove-actions";
import { provePosts } from "./prove-posts";
import { type Reached, reachRoutes } from "./routes";
import { makeCanary } from "./secrets";
import { makeTestTenant, type TestTenant } from "./tenants";

export interface Battle {
  readonly product: Product;
  readonly surface: Surface;
  readonly crowds: ReadonlyMap<TestTenant, People>;
  readonly quick: boolean;
  readonly report: (step: string) => void;
}

/** Attacks each site over HTTP as every kind of person of the others, and lists what could not be attacked. */
export async function attackOverHttp(field: Field, battle: Battle): Promise<void> {
  const { product, surface, crowds, quick, report } = battle;
  const { tally, register, wire, targets } = field;
  const [ada, bo, cy, di] = targets;
  if (!ada || !bo || !cy || !di) throw new Error("Four sites are attacked.");
  for (const gap of [...unknownActions(surface.actions), ...deadRecipes(surface.actions)])
    tally.find("gap", gap);
  const reached = new Map<TestTenant, Reached[]>();
  for (const [target, people] of crowds) {
    const found = await reachRoutes(wire, surface.routes, target, people, register);
    reached.set(target, found.reached);
    if (target === ada) for (const gap of found.unreached) tally.find("gap", gap);
  }
  const pairs: [TestTenant, TestTenant][] = quick
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
      // The first round asks for the site's own addresses, the second for the same addresses on all sites.
      const ways = reached.get(round === 1 ? target : ada) ?? [];
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

/** Reports what a site's own people could not do, because that was not really attacked. */
async function prove(
  field: Field,
  { product, surface }: Battle,
  target: TestTenant,
  by: Person,
): Promise<void> {
  const { wire, register, tally, secrets } = field;
  const fresh = async ({ confirmed }: { confirmed: boolean }) => {
    const slug = `wall-${makeCanary().slice(0, 10)}`;
    const database = product.names.pool;
    const made = await makeTestTenant(product, {
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

/** Looks through all mail: a letter to one site's people must tell nothing of another's. */
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
