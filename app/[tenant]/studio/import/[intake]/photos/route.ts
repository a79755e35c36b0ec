import { UUID } from "@/base/uuid";
import { findIntake } from "@/db/tenant/queries/intake/intakes";
import { type IntakePhoto, listRefusedPhotos } from "@/db/tenant/queries/intake/photos";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { streamTable } from "@/server/items/table-file";
import { REFUSED_COLUMNS } from "@/server/sheet/presets";

const COLUMNS = [REFUSED_COLUMNS.line, "Name", "Photo", "Why it did not come"];
/** How many are read at a time. */
const SENT = 500;

/** `GET /studio/import/ID/photos`: the photos of a sheet that can't be had, as a sheet with line and reason. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly intake: string }> },
): Promise<Response> {
  const [visit, { intake: id }] = await Promise.all([findVisit(), params]);
  if (!visit?.member || !mayActAs(visit.member.role, "editor") || !UUID.test(id)) return nothing();
  const { scope } = visit;
  if (!(await scope.read((tx) => findIntake(tx, id)))) return nothing();
  const body = streamTable<Pick<IntakePhoto, "line" | "place">>(COLUMNS, async (place) => {
    const asked = { after: place ?? { line: 0, place: 0 }, limit: SENT };
    const photos = await scope.read((tx) => listRefusedPhotos(tx, id, asked));
    return {
      lines: photos.map(({ line, itemName, source, reason }) => [
        ...[String(line), itemName, source, reason],
      ]),
      last: photos.length === SENT ? (photos.at(-1) ?? null) : null,
    };
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${scope.tenant.slug}-photos-not-fetched.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function nothing(): Response {
  return new Response("There is nothing here.\n", { status: 404 });
}
