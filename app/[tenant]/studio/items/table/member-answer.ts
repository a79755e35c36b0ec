import { Refusal } from "@/base/refusal";
import type { Member } from "@/db/tenant/queries/members";
import type { Visit } from "@/server/access";
import { countAttempts } from "@/server/access/rate";

/** Scrolling through a large collection stays below it, loops do not. */
const RATE = { limit: 600, seconds: 60 };

/** Answers a member with JSON that nobody keeps; for everyone else there is nothing. */
export async function answerMember(
  visit: Visit | null,
  answer: (visit: Visit & { readonly member: Member }) => Promise<unknown>,
): Promise<Response> {
  if (!visit?.member) return Response.json({ message: "There is nothing here." }, { status: 404 });
  const { member, scope } = visit;
  try {
    await countAttempts({ kind: "table", subject: `${scope.tenant.id} ${member.id}`, rate: RATE });
    const data = await answer({ scope, member });
    return Response.json(data, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Response.json({ message: error.message }, { status: error.status });
  }
}

/** The parameters of a request as a page is given them. */
export function paramsOf(request: Request): Record<string, string[]> {
  const byName = Map.groupBy(new URL(request.url).searchParams, ([name]) => name);
  // Not by assignment, which for a parameter called __proto__ would give all of them another prototype.
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
  );
}
