import { Refusal } from "@/base/refusal";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { countAttempts } from "@/server/access/rate";
import { askName } from "@/server/life/names";

/** Longer than any name may be. A longer text gets the answer for its first characters. */
const LONGEST = 60;

/** `GET /studio/settings/names?name=…`: whether a name is free for this site, as a NameAnswer. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  if (!visit?.member || !mayActAs(visit.member.role, "owner"))
    return Response.json({ message: "There is nothing here." }, { status: 404 });
  const { tenant } = visit.scope;
  const typed = new URL(request.url).searchParams.get("name") ?? "";
  try {
    const subject = `${tenant.id} ${visit.member.id}`;
    await countAttempts({ kind: "names", subject, rate: { limit: 120, seconds: 60 } });
    const answer = await askName(typed.slice(0, LONGEST), tenant.id);
    return Response.json(answer, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Response.json({ message: error.message }, { status: error.status });
  }
}
