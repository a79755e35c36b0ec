import { describe, expect, test } from "vitest";
import { tableFields } from "@/db/tenant/queries/table/fields";
import type { Mapping, Target } from "@/server/sheet/mapping";
import { mappedColumn } from "@/server/sheet/match";
import { columnProblems, isNamed } from "./column-problems";
import { formatAsked } from "./format-asked";
import { targetGroups, targetOfValue, valueOfTarget } from "./target-options";

const FIELDS = tableFields([], []);

function mappingOf(...targets: Target[]): Mapping {
  const columns = targets.map((target, at) => mappedColumn({ name: `Column ${at}` }, target));
  return { columns, places: "make", tidy: true };
}

const field = (key: string): Target => ({ to: "field", field: key });
const made = (label: string): Target => ({
  to: "new field",
  label,
  type: "text",
  of: "item",
  seenBy: "members",
});

describe("columns are held to", () => {
  test("one field each, but for tags and lines of the story", () => {
    const twice = mappingOf(field("name"), field("tags"), field("tags"), field("name"));
    expect(columnProblems(twice, FIELDS)).toEqual({ 3: "The column Column 0 says this already." });
    expect(columnProblems(mappingOf({ to: "story" }, { to: "story" }), FIELDS)).toEqual({});
  });

  test("names of new fields that no other field has", () => {
    expect(
      columnProblems(mappingOf(made("Colour"), made("Mine"), made("mine"), made(" ")), FIELDS),
    ).toEqual({
      0: expect.stringMatching(/There is a field with this name/),
      2: expect.stringMatching(/There is a field with this name/),
      3: "Give the field a name.",
    });
  });

  test("saying which item a row is", () => {
    expect(isNamed(mappingOf(field("colour")))).toBe(false);
    expect(isNamed(mappingOf({ to: "id", of: "copy" }))).toBe(false);
    expect(isNamed(mappingOf({ to: "id", of: "item" }))).toBe(true);
    expect(isNamed(mappingOf(field("name")))).toBe(true);
  });
});

test("each choice of the list is a target, and each target is a choice", () => {
  const column = { name: "Hue", filled: 0 } as Parameters<typeof targetOfValue>[1];
  const values = targetGroups(FIELDS).flatMap(({ options }) => options.map(({ value }) => value));
  expect(values.map((value) => valueOfTarget(targetOfValue(value, column)))).toEqual(values);
  // What nobody writes is no choice.
  expect(values).not.toContain("field copies");
});

describe("an address asks for a writing", () => {
  const text = {
    kind: "text",
    encoding: "utf-8",
    separator: ",",
    quote: '"',
    header: true,
  } as const;

  test("wholly, and else says nothing", () => {
    const asked = { encoding: "windows-1252", separator: ";", quote: "", header: "no" };
    expect(formatAsked(text, asked)).toEqual({ kind: "text", ...asked, header: false });
    expect(formatAsked(text, { ...asked, encoding: "ebcdic" })).toEqual(text);
    expect(formatAsked(null, {})).toBeNull();
    expect(formatAsked(null, { separator: ["a", "b"] })).toBeNull();
    expect(formatAsked(null, { sheet: "Toys", header: "yes" })).toEqual({
      kind: "workbook",
      sheet: "Toys",
      header: true,
    });
  });
});
