import { Refusal } from "@/base/refusal";
import { countAttempts } from "@/server/access/rate";
import { currentRequest } from "@/server/access/request";
import { askName } from "@/server/life/names";

/** Longer than any name may be. A longer text gets the answer for its first characters. */
const LONGEST = 60;

/** `GET /names?name=…`: whether a name is free, as a NameAnswer, for the form to show while it is typed. */
export async function GET(request: Request): Promise<Response> {
  const typed = new URL(request.url).searchParams.get("name") ?? "";
  try {
    const { client } = await currentRequest();
    await countAttempts({ kind: "names", subject: client, rate: { limit: 120, seconds: 60 } });
    return Response.json(await askName(typed.slice(0, LONGEST)), { headers: NEVER_KEPT });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const headers = new Headers(NEVER_KEPT);
    if (error.retryAfter) headers.set("retry-after", String(error.retryAfter));
    return Response.json({ message: error.message }, { status: error.status, headers });
  }
}

const NEVER_KEPT = { "cache-control": "no-store" };
