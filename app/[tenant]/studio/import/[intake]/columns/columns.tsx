import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import type { Intake } from "@/db/tenant/queries/intake/intakes";
import { listKeptMappings, listMappings } from "@/db/tenant/queries/intake/mappings";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { tableFields } from "@/db/tenant/queries/table/fields";
import { lookAtSheet } from "@/server/intake/looking";
import { offersFor, type Remembered } from "@/server/sheet/adopt";
import { SheetFormatSchema } from "@/server/sheet/format";
import { MappingSchema } from "@/server/sheet/mapping";
import { suggestMapping } from "@/server/sheet/match";
import { DropSheet } from "../drop-sheet";
import { ColumnForm } from "./column-form";
import { formatAsked } from "./format-asked";
import { FormatForm } from "./format-form";
import "./columns.css";

/** What is in each column of a sheet, and what has to be asked of it. */
export async function Columns({
  scope,
  intake,
  asked,
}: {
  readonly scope: Scope;
  readonly intake: Intake;
  readonly asked: Readonly<Record<string, string | string[] | undefined>>;
}) {
  const { id } = intake;
  const kept = SheetFormatSchema.safeParse(intake.format).data ?? null;
  const looked = await lookAtSheet(scope.tenant, id, formatAsked(kept, asked)).catch(
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );
  if (looked instanceof Refusal)
    return (
      <div className="st-block im-cols">
        <p role="alert" className="ui-notice" data-tone="problem">
          {looked.message}
        </p>
        <DropSheet id={id} />
      </div>
    );
  const { format, sheets, survey, problem } = looked;
  const [own, places, mappings, keptMappings] = await scope.read((tx) =>
    Promise.all([listFields(tx), listPlaces(tx), listMappings(tx), listKeptMappings(tx)]),
  );
  const before = MappingSchema.safeParse(intake.mapping).data;
  const names = survey?.columns.map(({ name }) => name).join("\n");
  const fields = tableFields(own, places);
  const others = mappings.filter((other) => other.id !== id);
  const remembered = [
    ...keptMappings.map((one) => ({ ...one, isKept: true })),
    ...others.map(({ fileName, mapping }) => ({ name: fileName, mapping, isKept: false })),
  ].flatMap(({ name, mapping, isKept }): Remembered[] => {
    const said = MappingSchema.safeParse(mapping).data;
    return said ? [{ name, mapping: said, isKept }] : [];
  });
  const isSame = before?.columns.map(({ name }) => name).join("\n") === names;
  return (
    <>
      <FormatForm
        key={JSON.stringify(format)}
        format={format}
        sheets={sheets}
        rows={survey?.rows ?? null}
        problem={problem}
      />
      {survey && (
        <ColumnForm
          key={JSON.stringify([format, intake.edition])}
          id={id}
          format={format}
          survey={survey}
          offers={offersFor(suggestMapping(survey, fields), remembered, fields)}
          before={isSame && before ? before : null}
          own={own}
          places={places}
          problem={intake.problem}
        />
      )}
      {!survey && <DropSheet id={id} />}
    </>
  );
}
