"use client";

import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { ENCODING_WORDS } from "@/server/sheet/encoding-words";
import {
  ENCODINGS,
  MOST_SHEET,
  QUOTES,
  type Quote,
  SEPARATORS,
  type Separator,
  type SheetFormat,
} from "@/server/sheet/format";
import { countInWords } from "../../import-words";

const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ",": "Commas",
  ";": "Semicolons",
  "\t": "Tabs",
  "|": "Upright lines",
};

const QUOTE_WORDS: Readonly<Record<Quote, string>> = {
  '"': 'Quotes "',
  "'": "Apostrophes '",
  "": "Nothing",
};

/** How the file is read: as it was recognised, and open to be said otherwise. It is a form of the page's address. */
export function FormatForm({
  format,
  sheets,
  rows,
  problem,
}: {
  readonly format: SheetFormat;
  readonly sheets: readonly string[];
  readonly rows: number | null;
  readonly problem: string;
}) {
  const words = (
    <>
      <span className="im-format-words">{formatInWords(format)}</span>
      <span className="st-sub st-num">
        {rows === null ? "It can’t be read so" : countInWords(rows, "row")}
      </span>
    </>
  );
  // Nothing of an export can be read in another way.
  if (format.kind === "archive")
    return (
      <div className="st-block im-format">
        <p className="im-format-said">{words}</p>
        {problem && (
          <p role="alert" className="ui-error">
            {problem}
          </p>
        )}
      </div>
    );
  return (
    <details className="st-block im-format" open={problem !== ""}>
      <summary>{words}</summary>
      {problem && (
        <p role="alert" className="ui-error">
          {problem}
        </p>
      )}
      <form method="get" className="im-format-parts">
        {format.kind === "text" ? (
          <>
            <Select
              label="Letters"
              name="encoding"
              defaultValue={format.encoding}
              options={ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] }))}
            />
            <Select
              label="Between cells"
              name="separator"
              defaultValue={format.separator}
              options={SEPARATORS.map((value) => ({ value, label: SEPARATOR_WORDS[value] }))}
            />
            <Select
              label="Around cells"
              name="quote"
              defaultValue={format.quote}
              options={QUOTES.map((value) => ({ value, label: QUOTE_WORDS[value] }))}
            />
          </>
        ) : format.kind === "workbook" ? (
          <Select
            label="Sheet"
            name="sheet"
            defaultValue={format.sheet}
            options={sheets.map((value) => ({ value, label: value }))}
          />
        ) : null}
        <TextField
          label="Begins in line"
          name="from"
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_SHEET.rows}
          defaultValue={format.from ?? 1}
        />
        <Select
          label="That line"
          name="header"
          defaultValue={format.header ? "yes" : "no"}
          options={[
            { value: "yes", label: "Names the columns" },
            { value: "no", label: "Is a row like others" },
          ]}
        />
        <Button type="submit">Read it so</Button>
      </form>
      <p className="st-sub im-format-note">
        What stands above that line, such as a title, is passed over.
      </p>
    </details>
  );
}

function formatInWords(format: SheetFormat): string {
  if (format.kind === "archive") return "An export of a site, each copy a row";
  const { from = 1 } = format;
  const named = from > 1 ? `names in line ${from.toLocaleString("en")}` : "names in the first row";
  const first = format.header ? named : "no names of columns";
  if (format.kind === "workbook") return `The sheet “${format.sheet}”, ${first}`;
  return `Text with ${SEPARATOR_WORDS[format.separator].toLowerCase()} between cells, ${ENCODING_WORDS[format.encoding]}, ${first}`;
}
