import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import type { FieldDraft } from "../../own";
import { saveNewDraft } from "../drafts";
import { addField } from "../own-fields";
import { readFilter } from "./filter";
import { countRows } from "./rows";
import { listTableFields } from "./site-fields";

const FIELD = { of: "item", seenBy: "members", group: "", unit: "", choices: [] } as const;

describeTwins("filters by an owner's field, from an address", (twins) => {
  const make = async (field: Pick<FieldDraft, "label" | "type">, value: string) => {
    const owner = twins().ours.as("owner");
    const id = await owner.write((tx) => addField(tx, { ...FIELD, ...field }));
    const item = draft({ name: field.label, own: { [id]: [value] } });
    await owner.write((tx) => saveNewDraft(tx, randomUUID(), item));
  };
  const found = async (test: Readonly<Record<string, string>>) => {
    const owner = twins().ours.as("owner");
    const fields = await owner.read((tx) => listTableFields(tx));
    const filter = readFilter(test, fields);
    return filter && owner.read((tx) => countRows(tx, fields, filter));
  };

  test("find nothing between days that there are not", async () => {
    await make({ label: "Seen then", type: "date" }, "1995-06-03");
    const between = (from: string, to: string) =>
      found({ field: "own-seen-then", is: "between", from, to });
    expect(await between("1995-06", "1995-06")).toBe(1);
    for (const wrong of ["1995-02-31", "1995-13", "1995-00", "1995-99-99", "0000s"]) {
      expect(await between(wrong, "")).toBe(0);
      expect(await between("", wrong)).toBe(0);
    }
  });

  test("find no amount between those of two currencies", async () => {
    await make({ label: "Their fee", type: "money" }, "50000 USD");
    const between = (from: string, to: string) =>
      found({ field: "own-their-fee", is: "between", from, to });
    expect(await between("USD 100", "USD 90000")).toBe(1);
    expect(await between("USD 100", "EUR 90000")).toBe(0);
  });
});
