import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { signInScope } from "../access";
import { requireOwnOrigin } from "../access/answer";
import { countAttempts } from "../access/rate";
import { currentRequest } from "../access/request";

/**
 * The POST behind a link from a mail, in the order of every action: Origin → tenant → input → rate → one write.
 * Its redirects are relative, so that no internal address can appear in them.
 */
export async function acceptMailedLink(
  request: Request,
  kind: string,
  accept: (scope: Scope, token: string) => Promise<boolean>,
): Promise<Response> {
  try {
    const asked = await currentRequest();
    requireOwnOrigin(asked);
    const scope = await signInScope(kind);
    if (!scope) return new Response("Not found", { status: 404 });
    const token = (await request.formData()).get("token");
    await countAttempts({ kind, subject: asked.client, rate: { limit: 60, seconds: 3600 } });
    const accepted =
      typeof token === "string" && token.length <= 200 && (await accept(scope, token));
    return seeOther(accepted ? "/studio" : "/sign-in/again");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new Response(error.message, { status: error.status });
  }
}

/** A redirect by GET to a path of the same site. */
export function seeOther(path: `/${string}`): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}
