import { findVisit } from "@/server/access";
import { findPaper } from "@/server/papers/order";
import { answerDownload } from "@/server/photos/file-answer";

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** One paper of this site, for its members. For everyone else, and of every other site, there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { name } = await params;
  const visit = await findVisit();
  const found = visit?.member ? await findPaper(visit.scope.tenant, name) : null;
  if (!visit || !found) return new Response("Not found", { status: 404 });
  const day = found.paper.at.toISOString().slice(0, 10);
  const { kind, values } = found.paper;
  const what = values ? kind : `${kind}-without-values`;
  const file = `${visit.scope.tenant.slug}-${what}-${day}.pdf`;
  return answerDownload(request, found.file, file);
}
