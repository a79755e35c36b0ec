import { listKnown } from "@/db/tenant/queries/table/known";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { findVisit } from "@/server/access";
import { answerMember, paramsOf } from "../table/member-answer";

/** `GET /studio/items/known?field=…`: the values that a field has on this site, for its members. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope }) => {
    const key = paramsOf(request).field?.[0] ?? "";
    const fields = await scope.read((tx) => listTableFields(tx));
    return { values: await scope.read((tx) => listKnown(tx, fields, key)) };
  });
}
