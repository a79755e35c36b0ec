import { findVisit, systemScope } from "@/server/access";
import { arriveFromFormer, pathOf } from "@/server/access/former";
import { seeOther } from "@/server/auth/mailed-link";
import { enterWith } from "@/server/auth/session";
import { HAND_OVER } from "@/server/life/birth";

/**
 * Where a browser is handed over: from sign-up on the apex, and from a site's former address with the path it
 * asked for. The one-time token becomes a session of this site. Nothing here leads to another host.
 */
export async function GET(request: Request): Promise<Response> {
  const scope = await systemScope("hand-over");
  const { searchParams } = new URL(request.url);
  const token = searchParams.get("token") ?? "";
  const to = searchParams.get("to");
  if (to !== null) {
    if (scope) await arriveFromFormer(scope, token, to);
    // Whoever comes with a token that no longer counts goes where the plain redirect would have led.
    return seeOther(pathOf(to) ?? "/");
  }
  if (scope && (await enterWith(scope, HAND_OVER, token))) return seeOther("/studio");
  // The back button, or a second click: whoever is signed in here already goes on.
  if ((await findVisit())?.member) return seeOther("/studio");
  return seeOther("/sign-in/again");
}
