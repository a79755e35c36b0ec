import { expect, test } from "vitest";
import { saveDraft } from "@/db/tenant/queries/drafts";
import { addItem } from "@/db/tenant/queries/items";
import { addField, listFields } from "@/db/tenant/queries/own-fields";
import { retypeField } from "@/db/tenant/queries/own-types";
import { listOwnValues, listValuesOf } from "@/db/tenant/queries/own-values";
import { describeTwinsInPool, draft } from "@/db/testing";
import { readAnew, retype } from "./retype";

let made = 0;

describeTwinsInPool("another type", (twins) => {
  const make = async (type: "text" | "long text", texts: readonly string[]) =>
    twins()
      .ours.as("editor")
      .write(async (tx) => {
        const kind = { of: "item", seenBy: "everyone", group: "", unit: "", choices: [] } as const;
        const field = await addField(tx, { label: `Is it ${type}? ${++made}`, type, ...kind });
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
    const anew = await readAnew(editor, field, to);
    await editor.write((tx) => retypeField(tx, field, to, anew));
    const kept = await editor.read((tx) => listOwnValues(tx, items[0] ?? ""));
    expect(kept.item[field]).toEqual([text]);
  });

  test.each([
    ["one that the type reads", "12", ["13", "tall"]],
    ["one that it can't read", "tall", ["12", "taller"]],
  ])("is refused when a value was changed since it was read: %s", async (_, was, then) => {
    const { field, items } = await make("text", ["12", "tall"]);
    const editor = twins().ours.as("editor");
    const to = { type: "number", unit: "", choices: [] } as const;
    const anew = await readAnew(editor, field, to);
    expect([anew.read.length, anew.unread.length]).toEqual([1, 1]);
    const place = was === "12" ? 0 : 1;
    await editor.write((tx) =>
      saveDraft(
        tx,
        items[place] ?? "",
        draft({ name: `Since ${was}`, own: { [field]: [then[place] ?? ""] } }),
        null,
      ),
    );
    const change = editor.write((tx) => retypeField(tx, field, to, anew));
    await expect(change).rejects.toMatchObject({ name: "Refusal", status: 409 });
    const kept = await editor.read((tx) => listValuesOf(tx, field, null, 10));
    expect(kept.map(({ text }) => text).sort()).toEqual(then);
  });

  test("several choices keep what was chosen of one list, also where choices are renamed or change places", async () => {
    const editor = twins().ours.as("editor");
    const form = { label: "Filling", of: "item", seenBy: "everyone", group: "", unit: "" } as const;
    const choices = ["Café", "PE", "PVC", "Wool"];
    const { field, items } = await editor.write(async (tx) => {
      const id = await addField(tx, { ...form, type: "choice", choices });
      const made: string[] = [];
      for (const text of [...choices, "cafe"])
        made.push((await addItem(tx, draft({ own: { [id]: [text] } }))).id);
      return { field: id, items: made };
    });
    const renamed = [
      { was: "Café", now: "Coffee" },
      { was: "PE", now: "PVC" },
      { was: "PVC", now: "PE" },
      { was: "Wool", now: "wool" },
    ];
    await retype(editor, field, { ...form, type: "choices", choices: renamed }, 5);
    const own: unknown[] = [];
    for (const item of items) own.push((await editor.read((tx) => listOwnValues(tx, item))).item);
    const kept = ["Coffee", "PVC", "PE", "wool", "Coffee"];
    expect(own).toEqual(kept.map((text) => ({ [field]: [text] })));
    const labels = (await editor.read(listFields)).map(({ label }) => label);
    expect(labels).not.toContain("Filling, as written");
  });

  test("is refused when one value took another's place since they were read", async () => {
    const { field, items } = await make("text", ["12"]);
    const editor = twins().ours.as("editor");
    const to = { type: "number", unit: "", choices: [] } as const;
    const anew = await readAnew(editor, field, to);
    for (const texts of [[], ["12"]])
      await editor.write((tx) =>
        saveDraft(tx, items[0] ?? "", draft({ name: "Anew", own: { [field]: texts } }), null),
      );
    const change = editor.write((tx) => retypeField(tx, field, to, anew));
    await expect(change).rejects.toMatchObject({ name: "Refusal", status: 409 });
  });
});
