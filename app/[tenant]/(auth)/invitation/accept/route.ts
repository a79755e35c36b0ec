import { hashToken } from "@/base/tokens";
import { acceptInvitation } from "@/db/tenant/queries/invitations";
import { acceptMailedLink } from "@/server/auth/mailed-link";
import { setSession, startSession } from "@/server/auth/session";

/** Uses an invitation up: makes the person a member and signs this browser in. */
export function POST(request: Request): Promise<Response> {
  return acceptMailedLink(request, "invitation", async (scope, token) => {
    const session = await scope.write(async (tx) => {
      const member = await acceptInvitation(tx, hashToken(token));
      return member && startSession(tx, member.id);
    });
    if (session) await setSession(session);
    return session !== null;
  });
}
