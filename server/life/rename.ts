import { notFound, Refusal } from "@/base/refusal";
import { directoryAbout } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { countFormerNames, freeName, isKeptFrom, keepName } from "@/db/platform/queries/names";
import type { Tenant } from "@/db/scope";
import { forgetTenant } from "@/server/access/tenants";
import { nameProblem } from "./names";
import { refuseInStack } from "./stack-refusal";
import type { Change } from "./suspend";

/** How many former names an owner may hold at a time, so that nobody collects names by renaming. */
const MOST_FORMER = 5;

/**
 * Gives a site another name and so another address, from the commit on. The former name redirects to it for a
 * year, and nobody else can take it; the site itself can take it back at any time. Of two at once for one name
 * (two renames, or a rename and a founding) the second is refused.
 * @param name in lower case
 * @throws Refusal with the sentence under `name`
 */
export async function renameTenant({
  tenant,
  name,
  by,
  reason,
  memberId,
}: Change & { readonly name: string }): Promise<Tenant> {
  refuseInStack("renamed");
  const problem = nameProblem(name);
  if (problem) throw refused(problem);
  const { before, after } = await directoryAbout(tenant.id).write(async (tx) => {
    const held = await holdTenant(tx, tenant.id);
    if (!held) throw notFound();
    if (held.state === "deleted" || held.state === "founding")
      throw new Refusal(`${held.slug} is ${held.state}. Only a site that exists can be renamed.`, {
        status: 409,
      });
    if (name === held.slug) throw refused("That is the address now. Choose another.");
    await changeTenant(tx, held.id, { slug: name }).catch((error: unknown) => {
      throw isTaken(error) ? refused(TAKEN, 409) : error;
    });
    // Checked after the update: the update waits for a transaction that gives up this name and reserves it in
    // the same commit.
    if (await isKeptFrom(tx, name, held.id)) throw refused(TAKEN, 409);
    await freeName(tx, name);
    if (by === "owner" && (await countFormerNames(tx, held.id)) >= MOST_FORMER)
      throw refused(
        `This site holds ${MOST_FORMER} former addresses already. Take one of them back, or wait until the oldest is a year old.`,
      );
    await keepName(tx, held.slug, held.id);
    await addAuditLine(tx, {
      actor: by,
      tenantId: held.id,
      slug: name,
      action: "renamed the site",
      reason,
      detail: { from: held.slug, to: name, member: memberId },
    });
    return { before: held, after: { ...held, slug: name } };
  });
  forgetTenant(before.slug);
  forgetTenant(after.slug);
  return after;
}

const TAKEN = "This name is taken.";

function refused(sentence: string, status: 409 | 422 = 422): Refusal {
  return new Refusal(sentence, { status, fields: { name: sentence } });
}

/** Postgres's unique_violation, beneath Drizzle's own error. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}
