import { readPlace } from "@/db/tenant/queries/table/order";
import { listRows } from "@/db/tenant/queries/table/rows";
import { WINDOW } from "@/db/tenant/queries/table/window-size";
import { findVisit } from "@/server/access";
import { readAsked } from "../table/asked";
import { answerMember, paramsOf } from "../table/member-answer";
import { shownRows } from "../table/shown-rows";

/** Beyond it nobody scrolls, and Postgres would count for long. */
const FURTHEST = 1_000_000;

/**
 * `GET /studio/items/rows?…&after={place}` or `…&at=number`: one window of the rows that the rest of the address
 * means, for the site's members.
 */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  return answerMember(visit, async ({ scope }) => {
    const params = paramsOf(request);
    const { fields, url, filter } = await readAsked(scope, params);
    const after = readPlace(url.order, params.after?.[0] ?? "", fields);
    const at = Math.min(FURTHEST, Math.max(0, Math.trunc(Number(params.at?.[0]) || 0)));
    const window = {
      filter,
      order: url.order,
      from: after ? { after } : { at },
      limit: WINDOW,
    };
    return { rows: shownRows(await scope.read((tx) => listRows(tx, fields, window))) };
  });
}
