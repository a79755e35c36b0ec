import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { INTAKE_DAYS } from "@/db/tenant/intake";
import { type IntakeSeen, listIntakes } from "@/db/tenant/queries/intake/intakes";
import { listKeptMappings } from "@/db/tenant/queries/intake/mappings";
import { memberVisit } from "@/server/access";
import { MappingSchema } from "@/server/sheet/mapping";
import { momentInWords } from "../export/words";
import { BringSheet } from "./bring-sheet";
import { resultInWords } from "./import-words";
import { KeptColumns } from "./kept-columns";
import "./import.css";

export const metadata: Metadata = { title: "Import" };

/** Where a sheet comes in, and those that came. */
export default async function Import() {
  const { scope } = await memberVisit("editor");
  const [sheets, mappings] = await scope.read((tx) =>
    Promise.all([listIntakes(tx), listKeptMappings(tx)]),
  );
  const kept = mappings.map(({ id, name, mapping }) => ({
    ...{ id, name, columns: columnsInWords(mapping) },
  }));
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Import</h1>
          <p className="st-sub">
            Bring the list you have. You say what its columns are, see what each row would change,
            and can take all of it back.
          </p>
        </div>
      </div>
      <BringSheet />
      <section className="st-block" aria-labelledby="out">
        <h2 id="out">Change many at once in a spreadsheet</h2>
        <p className="st-sub im-out">
          Take your items as a sheet, a row for each copy, change what you like and bring it back:
          only what you changed is changed here, and what was changed here meanwhile is left as it
          is.
        </p>
        <ButtonLink href="/studio/import/items" download>
          Download your items as a sheet
        </ButtonLink>
      </section>
      {kept.length > 0 && (
        <section className="st-block" aria-labelledby="kept">
          <h2 id="kept">Columns you keep</h2>
          <KeptColumns kept={kept} />
          <p className="st-sub">A sheet with the same columns begins with what you said of them.</p>
        </section>
      )}
      {sheets.length > 0 && (
        <section className="st-block" aria-labelledby="brought">
          <h2 id="brought">Brought before</h2>
          <ul className="im-sheets">
            {sheets.map((sheet) => (
              <li key={sheet.id} className="im-sheet">
                <Link className="st-link im-sheet-name" href={`/studio/import/${sheet.id}`}>
                  <bdi>{sheet.fileName}</bdi>
                </Link>
                <span className="st-sub">{standingInWords(sheet)}</span>
                <span className="st-sub st-num">{momentInWords(sheet.createdAt)}</span>
              </li>
            ))}
          </ul>
          <p className="st-sub">Each is kept for {INTAKE_DAYS} days.</p>
        </section>
      )}
    </div>
  );
}

/** The names of the columns, as many as a line bears. */
function columnsInWords(mapping: unknown): string {
  const columns = MappingSchema.safeParse(mapping).data?.columns ?? [];
  const names = columns.slice(0, SHOWN).map(({ name }) => name.slice(0, 40));
  const more = columns.length - names.length;
  return [names.join(", "), more > 0 && `and ${more} more`].filter(Boolean).join(" ");
}

/** How many names of columns stand in a line. */
const SHOWN = 6;

function standingInWords(sheet: IntakeSeen): string {
  switch (sheet.state) {
    case "columns":
      return "Waits for its columns";
    case "reading":
      return "Is being read";
    case "preview":
      return "Waits for you to look at its rows";
    case "writing":
      return "Is being written";
    case "ended":
      return sheet.isUndone ? "Taken back" : resultInWords(sheet);
  }
}
