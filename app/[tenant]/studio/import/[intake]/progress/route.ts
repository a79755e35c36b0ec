import { UUID } from "@/base/uuid";
import { findIntake } from "@/db/tenant/queries/intake/intakes";
import { countIntakePhotos } from "@/db/tenant/queries/intake/photos";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { seeToIntake, seeToPhotos } from "@/server/intake/order";
import { answerMember } from "../../../items/table/member-answer";

/** `GET /studio/import/ID/progress`: how far a sheet and its photos are. What no worker has is ordered. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly intake: string }> },
): Promise<Response> {
  const { intake: id } = await params;
  return answerMember(await findVisit(), async ({ scope, member }) => {
    const intake = UUID.test(id) ? await scope.read((tx) => findIntake(tx, id)) : null;
    if (!intake || !mayActAs(member.role, "editor")) return { progress: null };
    const { state, passed, total, edition, memberId } = intake;
    if ((state === "reading" || state === "writing") && memberId === member.id)
      await seeToIntake({ tenant: scope.tenant, id, memberId, phase: state, edition });
    const photos = await scope.read((tx) => countIntakePhotos(tx, id));
    if (state === "ended" && photos.waiting > 0) await seeToPhotos(scope, id, memberId);
    const seconds = (Date.now() - intake.since.getTime()) / 1000;
    return { progress: { state, passed, total, seconds }, photos };
  });
}
