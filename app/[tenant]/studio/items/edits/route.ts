import { UUID } from "@/base/uuid";
import { findBulkEdit, findLastBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { findVisit } from "@/server/access";
import { seeToBulkEdit } from "@/server/items/bulk-edit";
import { answerMember, paramsOf } from "../table/member-answer";

/** `GET /studio/items/edits?id=…`: how far a bulk edit is; without an id, the member's own newest. One of the member's own that no worker has is ordered. */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope, member }) => {
    const id = paramsOf(request).id?.[0] ?? "";
    const [named, own] = await scope.read((tx) =>
      Promise.all([UUID.test(id) ? findBulkEdit(tx, id) : null, findLastBulkEdit(tx, member.id)]),
    );
    const edit = UUID.test(id) ? named : own;
    if (edit && !edit.ended && edit.id === own?.id)
      await seeToBulkEdit({ tenant: scope.tenant, id: edit.id, memberId: member.id });
    return { edit };
  });
}
