import { UUID } from "@/base/uuid";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { seeUndo } from "@/server/history/large-undo";
import { answerMember, paramsOf } from "../../items/table/member-answer";

/** `GET /studio/history/undos?id=…`: how far an undo is that a worker does, or how it ended. */
export async function GET(request: Request): Promise<Response> {
  return answerMember(await findVisit(), async ({ scope, member }) => {
    const id = paramsOf(request).id?.[0] ?? "";
    const may = mayActAs(member.role, "editor");
    return { undo: may && UUID.test(id) ? await seeUndo(scope, id) : null };
  });
}
