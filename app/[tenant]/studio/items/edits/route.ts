import { findBulkEdit, findLastBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { findVisit } from "@/server/access";
import { answerMember, paramsOf } from "../table/member-answer";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET /studio/items/edits?id=…`: how far a bulk edit is; without an id, the member's own newest. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope, member }) => {
    const id = paramsOf(request).id?.[0] ?? "";
    const edit = await scope.read((tx) =>
      ID.test(id) ? findBulkEdit(tx, id) : findLastBulkEdit(tx, member.id),
    );
    return { edit };
  });
}
