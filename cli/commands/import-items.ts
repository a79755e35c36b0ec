import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { csvHeader, csvLine } from "@/archive/csv";
import type { Scope } from "@/db/scope";
import type { Takes } from "@/db/tenant/intake";
import {
  addIntake,
  beginReading,
  countOutcomes,
  dropIntake,
  findIntake,
} from "@/db/tenant/queries/intake/intakes";
import { listKeptMappings } from "@/db/tenant/queries/intake/mappings";
import { listIntakeRows } from "@/db/tenant/queries/intake/rows";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { scopeOfCommand } from "@/jobs/intake";
import { orderIntake } from "@/server/intake/order";
import { deleteSheets, openSheet } from "@/server/intake/sheet-file";
import { storeBrought } from "@/server/intake/unpacking";
import { startWriting } from "@/server/intake/writing";
import { offersFor } from "@/server/sheet/adopt";
import { type MappedColumn, type Mapping, MappingSchema } from "@/server/sheet/mapping";
import { type Suggested, suggestMapping } from "@/server/sheet/match";
import { REFUSED_COLUMNS } from "@/server/sheet/presets";
import { questionsOf } from "@/server/sheet/questions";
import { recogniseSheet } from "@/server/sheet/recognise";
import { readSheet } from "@/server/sheet/rows";
import { surveyOf } from "@/server/sheet/survey";
import { type Answer, type Context, siteOf } from "../context";
import { Ending, EXIT, missing, usage } from "../exits";
import { follow } from "../operation";
import { callersFolder, exists } from "./export";

/** What `import-items` is given. */
export interface ImportItemsOptions {
  readonly columns?: string;
  readonly dayFirst?: boolean;
  readonly monthFirst?: boolean;
  readonly yearsFrom?: string;
  readonly decimal?: string;
  readonly currency?: string;
  readonly only?: string;
  readonly makeFields?: boolean;
  readonly refused?: string;
  readonly dryRun?: boolean;
}

/**
 * Brings a sheet into a site by the engine of the studio's room: what its columns are is recognised, and what reads in
 * several ways is asked for by options.
 */
export async function importItems(
  { terminal }: Context,
  word: string,
  typed: string,
  options: ImportItemsOptions,
): Promise<Answer> {
  const tenant = await siteOf(word);
  const file = resolve(callersFolder(), typed);
  if (!(await exists(file))) throw missing(`There is no file ${file}.`);
  const takes = takesOf(options.only);
  const bytes = await readFile(file);
  const id = randomUUID();
  const scope = scopeOfCommand(tenant, id);
  await storeBrought(tenant, id, bytes);
  const { format, mapping, leftOut } = await recognised(scope, id, options).catch(async (error) => {
    await deleteSheets(tenant, [id]);
    throw error;
  });
  const order = { tenant, id, memberId: null };
  const edition = await scope.write(async (tx) => {
    await addIntake(tx, { id, memberId: null, fileName: basename(file).slice(-120) });
    return beginReading(tx, id, { format, mapping });
  });
  await follow(await orderIntake({ ...order, phase: "reading", edition }), terminal);
  const read = await scope.read((tx) => findIntake(tx, id));
  if (read?.state !== "preview") throw new Ending(EXIT.failed, read?.problem || "It was not read.");
  const rows = await scope.read((tx) => countOutcomes(tx, id));
  if (options.refused)
    await writeRefused(scope, id, mapping, resolve(callersFolder(), options.refused));
  const meant = (takes === "changed" ? 0 : rows.new) + (takes === "new" ? 0 : rows.changed);
  const found = `${read.total} rows: ${rows.new} new, ${rows.changed} changed, ${rows.same} the same, ${rows.refused} refused, ${rows.conflict} newer here, ${rows.unclear} unclear.\n${
    leftOut.length > 0
      ? `Left out: ${leftOut.join(", ")} (--make-fields makes fields of them).\n`
      : ""
  }`;
  if (options.dryRun || meant === 0) {
    await scope.write(async (tx) => {
      await dropIntake(tx, id);
      await deleteSheets(tenant, [id]);
    });
    return { data: { name: tenant.slug, rows, added: 0, changed: 0, leftOut }, text: found };
  }
  await startWriting(scope, id, takes);
  await follow(await orderIntake({ ...order, phase: "writing", edition }), terminal);
  const done = await scope.read((tx) => findIntake(tx, id));
  if (!done || done.problem) throw new Ending(EXIT.failed, done?.problem ?? "The import is gone.");
  const { added, changed, leftAlone } = done;
  return {
    data: { import: id, name: tenant.slug, rows, added, changed, leftAlone, leftOut },
    text: `${found}${added} items added, ${changed} changed, ${leftAlone} rows left alone. The site's history takes it back.\n`,
  };
}

function takesOf(only: string | undefined): Takes {
  if (only === undefined) return "all";
  if (only === "new" || only === "changed") return only;
  throw usage("--only takes new or changed.");
}

/** How a sheet reads, with the answers of the options. @throws Ending where a question has none */
async function recognised(scope: Scope, id: string, options: ImportItemsOptions) {
  const { pieces } = await openSheet(scope.tenant, id);
  const { format } = await recogniseSheet(pieces);
  const sheet = await readSheet(pieces(), format, scope.tenant.id);
  const survey = await surveyOf(sheet.names, sheet.rows);
  const fields = await scope.read((tx) => listTableFields(tx));
  const { mapping: suggested } = await begun(
    scope,
    suggestMapping(survey, fields),
    fields,
    options,
  );
  const leftOut: string[] = [];
  const columns = suggested.columns.map((column): Mapping["columns"][number] => {
    if (column.target.to !== "new field" || options.makeFields)
      return { ...column, ...answers(options) };
    leftOut.push(column.name);
    return { ...column, target: { to: "nothing" } };
  });
  const mapping = { ...suggested, columns };
  const open = questionsOf(survey, mapping, fields).filter(
    ({ isAnswered, about }) => !isAnswered && about !== "words",
  );
  if (open.length > 0)
    throw usage(
      open
        .map(
          ({ name, about, examples }) =>
            `${name} (such as ${examples.join(", ")}): say ${SAY[about]}.`,
        )
        .join("\n"),
    );
  return { format, mapping, leftOut };
}

/** What is suggested, or what the site keeps under the name that was given. @throws Ending where it does not fit */
async function begun(
  scope: Scope,
  suggested: Suggested,
  fields: TableFields,
  { columns: name }: ImportItemsOptions,
): Promise<Suggested> {
  if (name === undefined) return suggested;
  const kept = await scope.read((tx) => listKeptMappings(tx));
  const meant = kept.find((one) => one.name === name);
  const mapping = MappingSchema.safeParse(meant?.mapping).data;
  if (!mapping) {
    const names = kept.map((one) => one.name).join(", ");
    throw missing(`This site keeps no columns under ${name}. ${names && `It keeps: ${names}.`}`);
  }
  const [offer] = offersFor(suggested, [{ name, isKept: true, mapping }], fields);
  if (!offer?.from) throw usage(`This sheet has other columns than ${name}.`);
  return offer.suggested;
}

const SAY = {
  order: "--day-first or --month-first",
  years: "--years-from 1930, or another first year",
  decimal: "--decimal . or --decimal ,",
  currency: "--currency EUR, or another",
  words: "",
} as const;

function answers({
  dayFirst,
  monthFirst,
  yearsFrom,
  decimal,
  currency,
}: ImportItemsOptions): Pick<MappedColumn, "order" | "years" | "decimal" | "currency"> {
  const order = dayFirst ? "day first" : monthFirst ? "month first" : undefined;
  const years = yearsFrom === undefined ? undefined : Number(yearsFrom);
  if (years !== undefined && !(Number.isInteger(years) && years >= 1900 && years <= 2000))
    throw usage("--years-from takes a year from 1900 to 2000.");
  return {
    ...(order && { order }),
    ...(years !== undefined && { years }),
    ...((decimal === "." || decimal === ",") && { decimal }),
    ...(currency && { currency }),
  };
}

/** Writes the rows that are not taken in as a sheet with the reasons. */
async function writeRefused(
  scope: Scope,
  id: string,
  { columns }: Mapping,
  file: string,
): Promise<void> {
  const names = columns.map(({ name }) => name);
  const lines = [csvHeader([...names, REFUSED_COLUMNS.line, REFUSED_COLUMNS.why])];
  for (let after = 0; ; ) {
    const asked = { outcome: "refused" as const, after, limit: 500 };
    const rows = await scope.read((tx) => listIntakeRows(tx, id, asked));
    for (const { cells, line, refused } of rows)
      lines.push(
        csvLine([
          ...names.map((_, at) => cells[at] ?? ""),
          String(line),
          refused.map(({ reason }) => reason).join(" "),
        ]),
      );
    after = rows.at(-1)?.line ?? after;
    if (rows.length < 500) break;
  }
  await writeFile(file, lines.join(""));
}
