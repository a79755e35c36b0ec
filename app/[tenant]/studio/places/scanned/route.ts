import { UUID } from "@/base/uuid";
import { MOST_PLACED } from "@/db/tenant/place-tree";
import { listCopiesPlaced } from "@/db/tenant/queries/placed";
import { findVisit } from "@/server/access";
import { answerMember, paramsOf } from "../../items/table/member-answer";

/** `GET /studio/places/scanned?id=…&id=…`: the copies of labels that were scanned, for the site's members. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope }) => {
    const ids = (paramsOf(request).id ?? []).filter((id) => UUID.test(id));
    const some = ids.slice(0, MOST_PLACED);
    return { copies: await scope.read((tx) => listCopiesPlaced(tx, some)) };
  });
}
