import type { Scope } from "@/db/scope";
import type { Intake } from "@/db/tenant/queries/intake/intakes";

/** What the columns of a sheet are: the colleague's page stands here. */
export async function Columns({ intake }: { readonly scope: Scope; readonly intake: Intake }) {
  return <p className="st-block">{intake.problem}</p>;
}
