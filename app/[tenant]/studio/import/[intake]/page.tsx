import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { UUID } from "@/base/uuid";
import { Link } from "@/components/ui/link";
import { isOutcome } from "@/db/tenant/intake";
import { countOutcomes, findIntake, type Intake } from "@/db/tenant/queries/intake/intakes";
import { countIntakePhotos } from "@/db/tenant/queries/intake/photos";
import { countLackingPhotos, listIntakeRows } from "@/db/tenant/queries/intake/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { memberVisit } from "@/server/access";
import { MappingSchema } from "@/server/sheet/mapping";
import { Columns } from "./columns/columns";
import { Photos } from "./photos";
import { Preview } from "./preview";
import { Result } from "./result";
import { shownSheetRows } from "./shown-sheet-rows";
import { Waiting } from "./waiting";
import "../import.css";

export const metadata: Metadata = { title: "Import" };

interface Asked {
  readonly params: Promise<{ readonly intake: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** No sheet has as many lines. */
const MOST_LINES = 100_000_000;

/** One sheet on its way in: its columns, its rows as they will be, and what became of them. */
export default async function Sheet({ params, searchParams }: Asked) {
  const [{ scope }, { intake: id }, asked] = await Promise.all([
    memberVisit("editor"),
    params,
    searchParams,
  ]);
  const intake = UUID.test(id) ? await scope.read((tx) => findIntake(tx, id)) : null;
  if (!intake) notFound();
  return (
    <div className="st-room im-room">
      <div className="st-head">
        <div className="im-title">
          <p className="st-sub">
            <Link className="st-link" href="/studio/import">
              Import
            </Link>
          </p>
          <h1>
            <bdi>{intake.fileName}</bdi>
          </h1>
        </div>
      </div>
      {intake.state === "columns" ? (
        <Suspense fallback={<p className="st-block st-sub">Looking through the sheet …</p>}>
          <Columns scope={scope} intake={intake} asked={asked} />
        </Suspense>
      ) : intake.state === "reading" || intake.state === "writing" ? (
        <Waiting id={id} now={progressOf(intake)} key={intake.state} />
      ) : (
        await rowsOf()
      )}
    </div>
  );

  async function rowsOf() {
    if (!intake) return null;
    const show =
      typeof asked.show === "string" && (isOutcome(asked.show) || asked.show === "photos")
        ? asked.show
        : null;
    const after = Math.min(Math.max(0, Math.trunc(Number(asked.after) || 0)), MOST_LINES);
    const [counts, lacking, photos, rows, fields] = await scope.read((tx) =>
      Promise.all([
        countOutcomes(tx, id),
        countLackingPhotos(tx, id),
        countIntakePhotos(tx, id),
        listIntakeRows(tx, id, { outcome: show, after }),
        listTableFields(tx),
      ]),
    );
    const mapping = MappingSchema.safeParse(intake.mapping).data ?? null;
    const shown = await shownSheetRows(scope, rows, fields, mapping);
    return (
      <>
        {intake.state === "ended" && (
          <Result
            id={id}
            result={intake}
            isUndone={intake.isUndone}
            others={counts.refused + counts.conflict + counts.unclear}
          />
        )}
        {intake.state === "ended" && <Photos id={id} now={photos} isUndone={intake.isUndone} />}
        <Preview
          id={id}
          edition={intake.edition}
          blanks={{ rows: intake.fillable, areFilled: mapping?.fills ?? false }}
          counts={counts}
          lacking={lacking}
          show={show}
          after={after}
          rows={shown}
          columns={mapping?.columns.map(({ name }) => name) ?? []}
          isOpen={intake.state === "preview"}
          isUndone={intake.isUndone}
        />
      </>
    );
  }
}

function progressOf({ state, passed, total, since }: Intake) {
  return { state, passed, total, seconds: (Date.now() - since.getTime()) / 1000 };
}
