import { expect, test } from "vitest";
import { addItem } from "@/db/tenant/queries/items";
import { addField } from "@/db/tenant/queries/own-fields";
import { retypeField } from "@/db/tenant/queries/own-types";
import { listOwnValues } from "@/db/tenant/queries/own-values";
import { describeTwinsInPool, draft } from "@/db/testing";
import { readAnew } from "./retype";

describeTwinsInPool("another type", (twins) => {
  const make = async (type: "text" | "long text", texts: readonly string[]) =>
    twins()
      .ours.as("editor")
      .write(async (tx) => {
        const kind = { of: "item", seenBy: "everyone", group: "", unit: "", choices: [] } as const;
        const field = await addField(tx, { label: `Is it ${type}?`, type, ...kind });
        const items: string[] = [];
        for (const text of texts)
          items.push((await addItem(tx, draft({ own: { [field]: [text] } }))).id);
        return { field, items };
      });

  test("reads yes and no, and no word that an object only seems to have", async () => {
    const { field } = await make("text", ["Yes", "0", "constructor", "__proto__"]);
    const to = { type: "yes/no", unit: "", choices: [] } as const;
    const { read, unread } = await readAnew(twins().ours.as("editor"), field, to);
    expect(read.map(({ text }) => text).sort()).toEqual(["no", "yes"]);
    expect(unread.map(({ text }) => text).sort()).toEqual(["__proto__", "constructor"]);
  });

  test("keeps a text whose letter of two halves stands where comparing ends", async () => {
    const text = `${"a".repeat(199)}🧸 and more`;
    const { field, items } = await make("long text", [text]);
    const editor = twins().ours.as("editor");
    const to = { type: "long text", unit: "", choices: [] } as const;
    const { read, seen } = await readAnew(editor, field, to);
    await editor.write((tx) => retypeField(tx, field, to, read, seen));
    const kept = await editor.read((tx) => listOwnValues(tx, items[0] ?? ""));
    expect(kept.item[field]).toEqual([text]);
  });
});
