import { addUp } from "@/db/tenant/queries/table/rows";
import { findVisit } from "@/server/access";
import { readAsked } from "../table/asked";
import { answerMember, paramsOf } from "../table/member-answer";

/** `GET /studio/items/totals?…`: what the foot of the table says of all that the address means, as Totals. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope }) => {
    const { fields, filter } = await readAsked(scope, paramsOf(request));
    return scope.read((tx) => addUp(tx, fields, filter));
  });
}
