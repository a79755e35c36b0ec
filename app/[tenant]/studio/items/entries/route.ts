import { findEntries, listEntries } from "@/db/tenant/queries/entries";
import { findVisit } from "@/server/access";
import { answerMember, paramsOf } from "../table/member-answer";

/**
 * `GET /studio/items/entries?typed=…`: the entries of the catalogue that fit what was typed, for members; with `key`,
 * those of these keys.
 */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope }) => {
    const { typed: [typed = ""] = [], key = [] } = paramsOf(request);
    const keys = key.slice(0, 20);
    const entries = await scope.read((tx) =>
      keys.length > 0 ? listEntries(tx, keys) : findEntries(tx, typed),
    );
    return { entries };
  });
}
