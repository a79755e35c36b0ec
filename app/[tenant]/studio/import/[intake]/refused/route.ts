import { UUID } from "@/base/uuid";
import type { Scope } from "@/db/scope";
import { OUTCOME_WORDS } from "@/db/tenant/intake";
import { findIntake, type Intake } from "@/db/tenant/queries/intake/intakes";
import { type IntakeRow, listIntakeRows } from "@/db/tenant/queries/intake/rows";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { streamTable } from "@/server/items/table-file";
import { letterOf } from "@/server/sheet/column-letter";
import { MappingSchema } from "@/server/sheet/mapping";
import { REFUSED_COLUMNS } from "@/server/sheet/presets";

const NOT_TAKEN = ["refused", "conflict", "unclear"] as const;
type Outcome = (typeof NOT_TAKEN)[number];
interface Place {
  readonly outcome: Outcome;
  readonly line: number;
}
const FIRST: Place = { outcome: NOT_TAKEN[0], line: 0 };

/** How many rows are read at a time. */
const SENT = 500;

/**
 * `GET /studio/import/ID/refused`: the rows of a sheet that are not taken in, as a sheet of the same columns with the line
 * and the reason behind them.
 */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly intake: string }> },
): Promise<Response> {
  const [visit, { intake: id }] = await Promise.all([findVisit(), params]);
  if (!visit?.member || !mayActAs(visit.member.role, "editor") || !UUID.test(id)) return nothing();
  const { scope } = visit;
  const intake = await scope.read((tx) => findIntake(tx, id));
  if (!intake) return nothing();
  const names = await namesOf(scope, intake);
  const body = streamTable<Place>(
    [...names, REFUSED_COLUMNS.line, REFUSED_COLUMNS.why],
    async (after) => {
      let place: Place | null = after ?? FIRST;
      while (place) {
        const { outcome, line }: Place = place;
        const asked = { outcome, after: line, limit: SENT };
        const rows = await scope.read((tx) => listIntakeRows(tx, id, asked));
        place = placeAfter(outcome, rows);
        // What has no lines would leave whoever reads it waiting.
        if (rows.length > 0) return { lines: rows.map((row) => lineOf(names, row)), last: place };
      }
      return { lines: [], last: null };
    },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${scope.tenant.slug}-not-imported.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The names of the columns; their letters where another Swingtag has said what they are. */
async function namesOf(scope: Scope, { id, mapping }: Intake): Promise<readonly string[]> {
  const said = MappingSchema.safeParse(mapping).data;
  if (said) return said.columns.map(({ name }) => name);
  const asked = { outcome: null, after: 0, limit: 1 };
  const [row] = await scope.read((tx) => listIntakeRows(tx, id, asked));
  return row?.cells.map((_, at) => letterOf(at)) ?? [];
}

/** Where the next rows are looked for; null behind the last outcome. */
function placeAfter(outcome: Outcome, rows: readonly IntakeRow[]): Place | null {
  const last = rows.at(-1);
  if (last && rows.length === SENT) return { outcome, line: last.line };
  const next = NOT_TAKEN[NOT_TAKEN.indexOf(outcome) + 1];
  return next ? { outcome: next, line: 0 } : null;
}

function lineOf(names: readonly string[], { cells, line, refused, outcome }: IntakeRow): string[] {
  return [
    ...names.map((_, at) => cells[at] ?? ""),
    String(line),
    refused.map(({ reason }) => reason).join(" ") || OUTCOME_WORDS[outcome],
  ];
}

function nothing(): Response {
  return new Response("There is nothing here.\n", { status: 404 });
}
