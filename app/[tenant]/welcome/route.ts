import { findVisit, signInScope } from "@/server/access";
import { arriveFromFormer, pathOf } from "@/server/access/former";
import { seeOther } from "@/server/auth/mailed-link";
import { enterWith } from "@/server/auth/session";
import { HAND_OVER } from "@/server/life/birth";

/**
 * Takes a browser over from sign-up on the apex, or from a site's former address with the path that it asked
 * for. Turns the one-time token into a session of this site. Never redirects to another host.
 */
export async function GET(request: Request): Promise<Response> {
  const scope = await signInScope("hand-over");
  const { searchParams } = new URL(request.url);
  const token = searchParams.get("token") ?? "";
  const to = searchParams.get("to");
  if (to !== null) {
    if (scope) await arriveFromFormer(scope, token, to);
    // A browser whose token is no longer valid goes where the plain redirect would have led.
    return seeOther(pathOf(to) ?? "/");
  }
  if (scope && (await enterWith(scope, HAND_OVER, token))) return seeOther("/studio");
  // After the back button or a second click the token is used up; a browser that is signed in goes on.
  if ((await findVisit())?.member) return seeOther("/studio");
  return seeOther("/sign-in/again");
}
