import { SESSION_COOKIE } from "@/base/cookies";
import { hashToken, makeToken } from "@/base/tokens";
import type { Scope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import type { Figure } from "./figures";
import { sizesOf } from "./sizes";
import { sideOf } from "./sizes-asked";
import type { Testbed } from "./testbed";
import { inTurns, inWords, ratioOf } from "./turns";

/** The studio's table with ten columns: of the item, of its copies, counted, and the owner's own. */
export const TEN_COLUMNS = `/studio/items?cols=${[
  "name",
  "photo",
  "styleNumber",
  "status",
  "condition",
  "place",
  "tags",
  "value",
  "copies",
  "own-weight",
]
  .map((key) => `${key}.140`)
  .join(",")}`;

/** The page of the studio's table with its first rows: of a site of 20,000 items ÷ of one of 1,000 in the same pool. */
export async function measureTable(testbed: Testbed): Promise<Figure[]> {
  const { small, middle } = await sizesOf(testbed);
  const server = await testbed.start();
  try {
    const side = async (site: Scope) =>
      sideOf(testbed, server, site, TEN_COLUMNS, {
        ms: 600,
        headers: { cookie: `${SESSION_COOKIE}=${await sessionOf(site)}` },
      });
    const spent = await inTurns(testbed, { small: await side(small), middle: await side(middle) });
    const ratio = ratioOf(spent.middle, spent.small);
    return [
      {
        what: "studio table, first rows of 20,000 items with ten columns ÷ of 1,000, in one pool",
        value: `${ratio.toFixed(2)} (${inWords(spent.middle)} ÷ ${inWords(spent.small)})`,
        bar: "≤ 1.5",
        met: ratio <= 1.5,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Signs a site's owner in. @returns the token that the session's cookie carries */
export async function sessionOf(site: Scope): Promise<string> {
  const [owner] = await site.read(listMembers);
  if (!owner) throw new Error(`The site ${site.tenant.slug} has no owner.`);
  const token = makeToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await site.write((tx) =>
    addSession(tx, { tokenHash: hashToken(token), memberId: owner.id, expiresAt }),
  );
  return token;
}
