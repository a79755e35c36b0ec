import { findVisit, systemScope } from "@/server/access";
import { HAND_OVER } from "@/server/birth";
import { seeOther } from "@/server/door";
import { enterWith } from "@/server/session";

/** Where sign-up hands over: the one-time token from the apex becomes a session of this site. */
export async function GET(request: Request): Promise<Response> {
  const scope = await systemScope("hand-over");
  const token = new URL(request.url).searchParams.get("token") ?? "";
  if (scope && (await enterWith(scope, HAND_OVER, token))) return seeOther("/studio");
  // The back button, or a second click: whoever is signed in here already goes on.
  if ((await findVisit())?.member) return seeOther("/studio");
  return seeOther("/sign-in/again");
}
