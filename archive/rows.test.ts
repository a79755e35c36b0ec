import { expect, test } from "vitest";
import type { ArchivedTable } from "./manifest";
import { judgeRow } from "./rows";

const SITE = "11111111-1111-4111-8111-111111111111";
const ID = "22222222-2222-4222-8222-222222222222";

const tableOf = (name: string, columns: string[]): ArchivedTable => {
  const entry = { path: `data/${name}.jsonl`, bytes: 1, sha256: "0".repeat(64) };
  return { name, columns, rows: 1, lines: entry } as unknown as ArchivedTable;
};
const row = (more: object) => JSON.stringify({ tenant_id: SITE, id: ID, ...more });

test.each(["constructor", "__proto__", "valueof"])(
  "a table called %s has no rule of its own",
  (name) => {
    const table = tableOf(name, ["tenant_id", "id"]);
    expect(judgeRow(row({}), table, SITE, "")).toBe(ID);
  },
);

test("a column that only every object has is missing in a row", () => {
  const table = tableOf("site", ["tenant_id", "id", "constructor"]);
  expect(() => judgeRow(row({ other: 1 }), table, SITE, "")).toThrow(/other columns/);
});
