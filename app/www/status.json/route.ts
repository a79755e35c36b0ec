import { shownOf } from "@/server/status/shown";
import { tellStatus } from "@/server/status/snapshot";
import { viewOf } from "@/server/status/view";

/** The content comes from the running server, so the build can't fix it. */
export const dynamic = "force-dynamic";

/**
 * `GET /status.json` of the apex: what the page shows, for programs. 503 while the platform's database is away: the
 * body then holds what was known last.
 */
export async function GET(): Promise<Response> {
  const view = viewOf(await tellStatus(), new Date());
  return Response.json(shownOf(view), {
    status: view.answered ? 200 : 503,
    headers: {
      "cache-control": view.answered ? "public, max-age=10" : "no-store",
      "access-control-allow-origin": "*",
    },
  });
}
