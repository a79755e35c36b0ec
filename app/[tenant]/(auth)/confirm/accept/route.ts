import { acceptMailedLink } from "@/server/auth/mailed-link";
import { confirmAddress, enterWith } from "@/server/auth/session";
import { CONFIRMATION } from "@/server/life/birth";

/** Uses the link of the first mail up: opens the site and signs its owner in. */
export function POST(request: Request): Promise<Response> {
  return acceptMailedLink(request, "confirmation", async (scope, token) => {
    const memberId = await enterWith(scope, CONFIRMATION, token);
    if (memberId) await confirmAddress(scope, memberId);
    return memberId !== null;
  });
}
