import { expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { EMPTY_ITEM } from "../item";
import type { FieldDraft } from "../own";
import { openItem } from "./drafts";
import { addItem } from "./items";
import { addField, listFields, trashField } from "./own-fields";
import { retypeField } from "./own-types";
import { listValuesOf } from "./own-values";
import {
  applyTemplate,
  deleteTemplate,
  listTemplates,
  readAsTemplate,
  saveTemplate,
} from "./templates";

let made = 0;
const field = (change: Partial<FieldDraft> = {}): FieldDraft => ({
  label: `Field ${++made}`,
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: [],
  ...change,
});

describeTwinsInPool("templates", (twins) => {
  test("made from an item hold its shared facts and its own fields, and neither its name nor its number", async () => {
    const scope = twins().ours.as("editor");
    const read = await scope.write(async (tx) => {
      const filling = await addField(tx, field());
      const { id } = await addItem(tx, draft({ own: { [filling]: ["PE"] } }));
      return { filling, ...(await readAsTemplate(tx, id)) };
    });
    expect(read.facts).toEqual({
      animal: "Elephant",
      colour: "Royal blue",
      birthday: "1995-01-25",
      introduced: "1995-06-03",
      retired: "1998-05-01",
    });
    expect(read.own).toEqual({ [read.filling]: ["PE"] });
  });

  test("applied to items fill what is empty, leave what stands there, and give each a later version", async () => {
    const scope = twins().ours.as("editor");
    const after = await scope.write(async (tx) => {
      const one = await addField(tx, field({ type: "choices" }));
      const two = await addField(tx, field({ seenBy: "members" }));
      const bare = await addItem(tx, { ...EMPTY_ITEM, name: "Bare" });
      const full = await addItem(tx, draft({ name: "Full", own: { [one]: ["own"] } }));
      const versions = [await openItem(tx, bare.id), await openItem(tx, full.id)];
      const template = await saveTemplate(tx, {
        label: "Beanie Babies",
        facts: { animal: "Bear", styleNumber: "9999" },
        own: { [one]: ["a", "b"], [two]: ["whispered"] },
      });
      await applyTemplate(tx, template, [bare.id, full.id, crypto.randomUUID()]);
      return {
        one,
        two,
        template,
        versions,
        items: [await openItem(tx, bare.id), await openItem(tx, full.id)],
      };
    });
    const { one, two, template, versions, items } = after;
    expect(items.map((item) => item?.draft)).toMatchObject([
      {
        animal: "Bear",
        styleNumber: "",
        own: { [one]: ["a", "b"], [two]: ["whispered"] },
        template,
      },
      {
        animal: "Elephant",
        styleNumber: "4062",
        own: { [one]: ["own"], [two]: ["whispered"] },
        template,
      },
    ]);
    for (const [at, item] of items.entries())
      expect(Number(item?.version)).toBeGreaterThan(Number(versions[at]?.version));
  });

  test("of one name are refused, compared as names are", async () => {
    const scope = twins().ours.as("editor");
    const save = (label: string) =>
      scope.write((tx) => saveTemplate(tx, { label, facts: {}, own: {} }));
    await save("Squishmallows");
    await expect(save("squishmållows ")).rejects.toMatchObject({ status: 409 });
  });

  test("leave their items as they are when they are deleted, and hold no field that is in the trash", async () => {
    const scope = twins().ours.as("editor");
    const kept = await scope.write(async (tx) => {
      const gone = await addField(tx, field());
      const { id } = await addItem(tx, { ...EMPTY_ITEM, name: "Kept" });
      const template = await saveTemplate(tx, {
        label: "For a while",
        facts: { animal: "Bear" },
        own: { [gone]: ["x"] },
      });
      await applyTemplate(tx, template, [id]);
      await trashField(tx, gone);
      const listed = (await listTemplates(tx)).find((one) => one.id === template);
      await deleteTemplate(tx, template);
      return { listed, item: await openItem(tx, id) };
    });
    expect(kept.listed?.own).toEqual({});
    expect(kept.item?.draft).toMatchObject({ animal: "Bear", template: null });
  });
});

describeTwinsInPool("another type", (twins) => {
  test("takes the values it can read, and keeps the others as they were written in a field beside it", async () => {
    const scope = twins().ours.as("editor");
    const after = await scope.write(async (tx) => {
      const id = await addField(tx, field({ label: "Height" }));
      const one = await addItem(tx, draft({ name: "Ten", own: { [id]: ["10 cm"] } }));
      const two = await addItem(tx, draft({ name: "Tall", own: { [id]: ["rather tall"] } }));
      const values = await listValuesOf(tx, id, null, 10);
      const [read, unread] = ["10 cm", "rather tall"].map((was) =>
        values.filter(({ text }) => text === was).map(({ id }) => ({ id, was })),
      );
      const beside = await retypeField(
        tx,
        id,
        { type: "number", unit: "cm", choices: [] },
        { read: (read ?? []).map((value) => ({ ...value, text: "10" })), unread: unread ?? [] },
      );
      return {
        id,
        beside: beside ?? "",
        fields: await listFields(tx),
        own: [(await openItem(tx, one.id))?.draft.own, (await openItem(tx, two.id))?.draft.own],
      };
    });
    const { id, beside, own, fields } = after;
    expect(own).toEqual([{ [id]: ["10"] }, { [beside]: ["rather tall"] }]);
    expect(fields.filter((one) => [id, beside].includes(one.id))).toMatchObject([
      { label: "Height", type: "number", unit: "cm" },
      { label: "Height, as written", type: "long text" },
    ]);
  });

  test("names the field beside it as none is called, whatever the accents", async () => {
    const scope = twins().ours.as("editor");
    const labels = await scope.write(async (tx) => {
      await addField(tx, field({ label: "Cafe, AS written" }));
      const id = await addField(tx, field({ label: "Café" }));
      await addItem(tx, draft({ name: "With a word", own: { [id]: ["tall"] } }));
      const unread = (await listValuesOf(tx, id, null, 10)).map((one) => ({
        id: one.id,
        was: one.text,
      }));
      const to = { type: "number", unit: "", choices: [] } as const;
      const beside = await retypeField(tx, id, to, { read: [], unread });
      return (await listFields(tx)).filter((one) => one.id === beside).map(({ label }) => label);
    });
    expect(labels).toEqual(["Café, as written 2"]);
  });

  test("is refused when values were written since they were looked at", async () => {
    const scope = twins().ours.as("editor");
    const change = scope.write(async (tx) => {
      const id = await addField(tx, field());
      await addItem(tx, draft({ name: "Late", own: { [id]: ["1"] } }));
      await retypeField(
        tx,
        id,
        { type: "number", unit: "", choices: [] },
        { read: [], unread: [] },
      );
    });
    await expect(change).rejects.toMatchObject({ status: 409 });
  });
});
