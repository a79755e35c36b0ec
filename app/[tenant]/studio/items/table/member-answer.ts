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
  const params: Record<string, string[]> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    const values = Object.hasOwn(params, name) ? params[name] : undefined;
    params[name] = [...(values ?? []), value];
  }
  return params;
}
