import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { deedOf } from "@/app/[tenant]/studio/history/deed-words";
import { fieldChangesOf } from "@/app/[tenant]/studio/history/field-words";
import { inHistoryBy } from "@/db/tenant/audiences";
import type { RowSeen } from "@/db/tenant/queries/history";
import { declaredTables } from "@/db/tenant/table";

const APP = join(import.meta.dirname, "../app");
const source = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(APP, path), "utf8"))
  .join("\n");

/** Every name under which something is done on a site. */
const ACTIONS = new Set([
  ...[...source.matchAll(/\baction\(\{\s*name: "([^"]+)"/g)].map(([, name = ""]) => name),
  ...[...source.matchAll(/\brequireMemberRequest\(\s*"([^"]+)"/g)].map(([, name = ""]) => name),
  ...["seed", "create", "change"],
]);

/** What never stands in a history: it reads, or its tables are `notInHistory`. */
const UNTOLD = [
  ...["share selection", "revoke link"],
  ...["read messages", "remove message", "mail message again"],
  ...["report message", "block sender", "unblock sender"],
  ...["find alike", "find items", "held photos", "look at type", "match file names"],
  ...["bring sheet", "read sheet", "reopen sheet", "drop sheet", "change sheet cells"],
  ...["choose sheet item", "keep columns", "forget columns", "bring part", "fill sheet"],
  ...["preview bulk edit", "export", "export selection", "make paper", "note shared"],
  ...["arrange table", "name view", "forget view"],
  ...["invite member", "withdraw invitation", "remove member", "change role"],
  ...["sign out elsewhere", "let support in", "send support away", "send confirmation again"],
  ...["change address", "move site", "delete site", "logo", "send correction"],
  // An undo is told as one, by what it took back.
  "undo",
];

const set = {
  ...{ id: "", at: new Date(0), memberId: null, memberName: "", isWhole: true, undoes: null },
  ...{ isRedo: false, isUndone: false, rows: 0, items: 0, changes: [] },
};

test("the actions are found", () => {
  expect(ACTIONS.size).toBeGreaterThan(40);
  for (const name of ["save item", "move copies", "upload"]) expect(ACTIONS).toContain(name);
});

test.each([...ACTIONS].filter((name) => !UNTOLD.includes(name)).sort())(
  "the history has words for the action %j",
  (action) => {
    // Without words the name itself is shown.
    expect(deedOf({ ...set, action })).not.toContain(`(${action})`);
  },
);

test("what is said to stand in no history is an action", () => {
  expect(UNTOLD.filter((name) => !ACTIONS.has(name))).toEqual([]);
});

/** Columns that say nothing to a person, or nothing that another column of the row does not say. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  items: ["createdAt", "formerStatus"],
  copies: ["createdAt", "itemId", "formerPrice", "formerCurrency"],
  copy_private: ["copyId"],
  wants: ["createdAt", "itemId"],
  want_limits: ["wantId"],
  loans: ["copyId"],
  photos: [
    "createdAt",
    "key",
    "width",
    "height",
    "colour",
    "fileName",
    "origin",
    "digest",
    "heldFor",
  ],
  item_tags: ["itemId"],
  observations: ["itemId", "notedAt"],
  fields: ["createdAt", "key", "folded", "owner"],
  field_values: ["itemId", "copyId", "fieldId", "position", "folded", "number", "since", "until"],
  templates: ["createdAt", "folded"],
  template_fields: ["templateId", "fieldId"],
  item_templates: ["itemId"],
  item_entries: ["itemId"],
  sets: ["createdAt"],
  site: ["createdAt", "only"],
};

const KEPT = [...declaredTables].flatMap(([name, { table }]) => {
  const history = inHistoryBy.get(name);
  if (!history?.kept) return [];
  const keys = Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
    column.generated || ["tenant_id", "id", "hidden", ...history.without].includes(column.name)
      ? []
      : [key],
  );
  return [[name, keys] as const];
});

const words = {
  timeZone: "UTC",
  skins: new Map([["one", 1]]),
  fields: new Map(),
  places: new Map(),
  templates: new Map(),
};

function row(tableName: string, part: Partial<RowSeen>): RowSeen {
  const none = { rowId: "", itemId: null, itemName: "", currency: "", fieldId: null };
  return { ...none, tableName, before: null, after: null, ...part };
}

/** Values that differ in any kind of column: a number, a moment and an id that the site knows or not. */
const PAIRS = [
  ["1", "2"],
  [1, 2],
  [false, true],
  ["2026-01-01", "2026-02-01"],
  [{ animal: "Bear" }, { animal: "Cat" }],
  [null, "one"],
  ["everyone", "members"],
];

test.each(KEPT)("the history tells each change of %s in words", (table, keys) => {
  for (const key of keys) {
    const told = PAIRS.flatMap(([before, after]) =>
      fieldChangesOf(row(table, { before: { [key]: before }, after: { [key]: after } }), words),
    );
    const isSilent = SILENT[table]?.includes(key) ?? false;
    expect([`${table}.${key}`, told.length > 0]).toEqual([`${table}.${key}`, !isSilent]);
    for (const { label } of told) expect(label).toMatch(/^[A-Z]/);
  }
});

test.each(KEPT)("a row of %s that comes or goes is told in words", (table, keys) => {
  const whole = Object.fromEntries(keys.map((key) => [key, "x"]));
  const told = [row(table, { after: whole }), row(table, { before: whole })].flatMap((seen) =>
    fieldChangesOf(seen, words),
  );
  // A photo that comes as a removed one is what a turned photo was, and is not told.
  if (table !== "photos") expect(told.length).toBeGreaterThanOrEqual(2);
  for (const { label } of told) expect(label).not.toBe(table);
});

test("a copy that nothing tells from others is told without a word made up for it", () => {
  const copy = { label: "", condition: "", position: 0 };
  const told = (part: Partial<RowSeen>) =>
    fieldChangesOf(row("copies", part), words).map(({ kind, ...said }) => [
      kind,
      ...Object.values(said),
    ]);
  expect(told({ after: copy })).toEqual([["came", "Copy", "", ""]]);
  expect(told({ before: copy })).toEqual([["went", "Copy", "", ""]]);
  expect(told({ after: { ...copy, label: "Boxed" } })).toEqual([["came", "Copy", "", "Boxed"]]);
});

test("places, templates, languages and types are called by their names, and what is gone says so", () => {
  const site = {
    ...words,
    places: new Map([["p1", "Study › Shelf 2"]]),
    templates: new Map([["t1", "Bears"]]),
  };
  const said = (tableName: string, key: string, from: unknown, to: unknown) =>
    fieldChangesOf(row(tableName, { before: { [key]: from }, after: { [key]: to } }), site).map(
      ({ label, before, after }) => [label, before, after],
    );
  expect(said("copy_private", "placeId", null, "p1")).toEqual([["Place", "", "Study › Shelf 2"]]);
  expect(said("copy_private", "placeId", "p2", null)).toEqual([
    ["Place", "A place that is gone", ""],
  ]);
  expect(said("item_templates", "templateId", "t2", "t1")).toEqual([
    ["Template", "A template that is gone", "Bears"],
  ]);
  expect(said("site", "language", "en", "sv")).toEqual([["Order of names", "English", "Svenska"]]);
  expect(said("site", "tagPages", true, false)).toEqual([
    ["Pages about tags", "At the foot of the site", "Nowhere on the site"],
  ]);
  expect(said("site", "wantsReach", "members", "unlisted")).toEqual([
    ["Want list", "Members alone", "Everyone: what is unlisted too"],
  ]);
  expect(said("fields", "type", "yes/no", "text")).toEqual([
    ["Type of a field", "Yes or no", "Text"],
  ]);
});

test("an amount is told with its currency, and a currency that changes alone is told too", () => {
  const said = (before: object, after: object) =>
    fieldChangesOf(
      row("copy_private", { before: { ...before }, after: { ...after }, currency: "EUR" }),
      words,
    ).map(({ label, after: now }) => [label, now]);
  expect(said({ pricePaid: 500, currency: "USD" }, { pricePaid: 700, currency: "EUR" })).toEqual([
    ["Price paid", "€7.00"],
  ]);
  expect(said({ currency: "USD" }, { currency: "EUR" })).toEqual([
    ["Currency of the price paid", "EUR"],
  ]);
});
