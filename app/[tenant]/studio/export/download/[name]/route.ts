import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { findExport } from "@/server/life/exports";
import { answerDownload } from "@/server/photos/file-answer";

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** One export of this site, for its owners. For everyone else, and of every other site, there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { name } = await params;
  const visit = await findVisit();
  const isOwner = visit?.member && mayActAs(visit.member.role, "owner");
  const found = isOwner ? await findExport(visit.scope.tenant, name) : null;
  if (!visit || !found) return new Response("Not found", { status: 404 });
  const day = found.at.toISOString().slice(0, 10);
  return answerDownload(request, found.file, `${visit.scope.tenant.slug}-${day}.zip`);
}
