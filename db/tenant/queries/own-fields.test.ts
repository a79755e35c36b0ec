import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { EMPTY_COPY, type ItemDraft } from "../item";
import type { FieldDraft } from "../own";
import { fieldValues } from "../own-schema";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { addItem } from "./items";
import {
  addField,
  changeField,
  deleteField,
  listFields,
  listTrashedFields,
  orderFields,
  restoreField,
  trashField,
} from "./own-fields";
import { listOwnValuesAt } from "./own-values";
import { trashItem } from "./trash";

const field = (change: Partial<FieldDraft> = {}): FieldDraft => ({
  label: "Pellets",
  type: "choice",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: ["PVC", "PE"],
  ...change,
});

let made = 0;

/** A field with a name of its own and an item that has a value in it. */
async function furnished({ as }: Twin, change: Partial<FieldDraft> = {}, value = "PVC") {
  const label = `Field ${++made}`;
  return as("editor").write(async (tx) => {
    const id = await addField(tx, field({ label, ...change }));
    const item = await addItem(tx, draft({ name: `Bear of ${label}`, own: { [id]: [value] } }));
    return { id, label, item };
  });
}

describeTwins("own fields", (twins) => {
  test("their choices are read as they were written, whatever signs are in them", async () => {
    const choices = ["C:\\Beanies", '"Erster", {2}', "null", "ピーナッツ", "\\"];
    const scope = twins().ours.as("editor");
    const id = await scope.write((tx) =>
      addField(tx, field({ label: `Signs ${++made}`, choices })),
    );
    const kept = (await scope.read(listFields)).find((one) => one.id === id);
    expect(kept?.values).toEqual(choices);
  });

  test("what a save says in them is opened again, of the item and of each copy", async () => {
    const scope = twins().ours.as("editor");
    const kept = await scope.write(async (tx) => {
      const several = await addField(tx, field({ label: "Marks", type: "choices" }));
      const noted = await addField(tx, field({ label: "Seam", of: "copy", type: "text" }));
      const id = crypto.randomUUID();
      const copy = (seam: string) => ({ ...EMPTY_COPY, own: { [noted]: [seam] } });
      await saveNewDraft(tx, id, {
        ...draft({ own: { [several]: ["torn", "faded"] } }),
        copies: [copy("left"), copy("right")],
      });
      return { several, noted, opened: await openItem(tx, id) };
    });
    expect(kept.opened?.draft.own).toEqual({ [kept.several]: ["torn", "faded"] });
    expect(kept.opened?.draft.copies.map(({ own }) => own)).toEqual([
      { [kept.noted]: ["left"] },
      { [kept.noted]: ["right"] },
    ]);
  });

  test("a save that does not name a field leaves what stands in it; one that empties it takes it away", async () => {
    const scope = twins().ours.as("editor");
    const { id, item } = await furnished(twins().ours);
    const save = (change: Partial<ItemDraft>) =>
      scope.write((tx) => saveDraft(tx, item.id, draft({ name: "Changed", ...change }), null));
    await save({});
    expect((await scope.read((tx) => openItem(tx, item.id)))?.draft.own).toEqual({ [id]: ["PVC"] });
    await save({ own: { [id]: [] } });
    expect((await scope.read((tx) => openItem(tx, item.id)))?.draft.own).toEqual({});
  });

  test("the same save sent again is the same version, and another value is a later one", async () => {
    const scope = twins().ours.as("editor");
    const { id, item } = await furnished(twins().ours);
    const save = (value: string) =>
      scope.write((tx) =>
        saveDraft(tx, item.id, draft({ name: "Again", own: { [id]: [value] } }), null),
      );
    const { version } = await save("PE");
    expect((await save("PE")).version).toBe(version);
    expect(Number((await save("PVC")).version)).toBeGreaterThan(Number(version));
  });

  test("renaming keeps values, and a renamed choice is called so everywhere, also when two change places", async () => {
    const { ours } = twins();
    const scope = ours.as("editor");
    const { id, item } = await furnished(ours);
    const other = await scope.write((tx) =>
      addItem(tx, draft({ name: "The other", own: { [id]: ["PE"] } })),
    );
    await scope.write((tx) =>
      changeField(tx, id, {
        ...field({ label: "Filling", group: "Inside", choices: ["PE", "PVC"] }),
        renamed: { PVC: "PE", PE: "PVC" },
      }),
    );
    const own = async (slug: string) =>
      (await scope.read((tx) => listOwnValuesAt(tx, slug))).item[id];
    expect([await own(item.slug), await own(other.slug)]).toEqual([["PE"], ["PVC"]]);
    const [row] = (await scope.read(listFields)).filter((one) => one.id === id);
    expect(row).toMatchObject({ label: "Filling", group: "Inside", values: ["PE", "PVC"] });
  });

  test("a renamed choice is compared as one that was chosen under its new name", async () => {
    const { ours } = twins();
    // A letter that folds into eighteen.
    const long = "ﷺ".repeat(80);
    const { id, label } = await furnished(ours);
    const rows = await ours.as("editor").write(async (tx) => {
      await changeField(tx, id, { ...field({ label, choices: [long] }), renamed: { PVC: long } });
      await addItem(tx, draft({ name: "Chosen since", own: { [id]: [long] } }));
      return tx
        .select({ text: fieldValues.text, folded: fieldValues.folded })
        .from(fieldValues)
        .where(eq(fieldValues.fieldId, id));
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  test("a second field of a name is refused, and a name of theirs is free for us", async () => {
    const { ours, theirs } = twins();
    const add = (label: string) => ours.as("editor").write((tx) => addField(tx, field({ label })));
    await add("Pellets of PVC");
    for (const label of [
      "Pellets of PVC",
      "PELLETS  of pvc",
      "Péllets of PVC ",
      "Style Number",
      "name",
    ])
      await expect(add(label), label).rejects.toMatchObject({ name: "Refusal", status: 409 });
    const [their] = await theirs.as("editor").read(listFields);
    expect(their?.label).toBeTruthy();
    const mine = (await ours.as("editor").read(listFields)).map(({ label }) => label);
    if (!mine.includes(their?.label ?? ""))
      await expect(add(their?.label ?? "")).resolves.toEqual(expect.any(String));
  });

  test("two that make one name at once are two turns: one is refused", async () => {
    const scope = twins().ours.as("editor");
    const made = await Promise.allSettled(
      [1, 2].map(() => scope.write((tx) => addField(tx, field({ label: "At once" })))),
    );
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a field goes to the trash with its values and comes back with them, unless its name is taken", async () => {
    const { ours } = twins();
    const scope = ours.as("editor");
    const visitor = ours.as("visitor");
    const { id, label, item } = await furnished(ours);
    const seen = () => visitor.read((tx) => listOwnValuesAt(tx, item.slug));
    expect((await seen()).item).toEqual({ [id]: ["PVC"] });
    await scope.write((tx) => trashField(tx, id));
    expect((await seen()).item).toEqual({});
    expect((await scope.read(listFields)).map((one) => one.id)).not.toContain(id);
    const second = await scope.write((tx) => addField(tx, field({ label })));
    await expect(scope.write((tx) => restoreField(tx, id))).rejects.toMatchObject({ status: 409 });
    await scope.write(async (tx) => {
      await trashField(tx, second);
      await deleteField(tx, second);
      await restoreField(tx, id);
    });
    expect((await seen()).item).toEqual({ [id]: ["PVC"] });
    expect((await scope.read(listTrashedFields)).map((one) => one.id)).not.toContain(second);
  });

  test("what stands in a field for members reaches no visitor, and turns with the field", async () => {
    const { ours } = twins();
    const { id, label, item } = await furnished(ours, { seenBy: "members" });
    const read = (who: "visitor" | "viewer") =>
      ours.as(who).read(async (tx) => {
        const [known, own, rows] = await Promise.all([
          listFields(tx),
          listOwnValuesAt(tx, item.slug),
          tx
            .select({ text: fieldValues.text })
            .from(fieldValues)
            .where(eq(fieldValues.fieldId, id)),
        ]);
        return {
          fields: known.filter((one) => one.id === id).length,
          own: own.item[id],
          rows: rows.length,
        };
      });
    expect(await read("visitor")).toEqual({ fields: 0, own: undefined, rows: 0 });
    expect(await read("viewer")).toMatchObject({ fields: 1, own: ["PVC"] });
    await ours
      .as("editor")
      .write((tx) => changeField(tx, id, { ...field({ label }), renamed: {} }));
    expect(await read("visitor")).toMatchObject({ fields: 1, own: ["PVC"] });
  });

  test.each(["private", "trashed"] as const)(
    "a value of a public field is hidden with its %s item",
    async (how) => {
      const { ours } = twins();
      const { id, item } = await furnished(ours);
      await ours.as("editor").write(async (tx) => {
        if (how === "trashed") await trashItem(tx, item.id);
        else await saveDraft(tx, item.id, draft({ visibility: how, own: { [id]: ["PE"] } }), null);
      });
      const rows = await ours
        .as("visitor")
        .read((tx) => tx.select().from(fieldValues).where(eq(fieldValues.fieldId, id)));
      expect(rows).toEqual([]);
    },
  );

  test("fields stand in the order that was asked for, those that were not named behind", async () => {
    const scope = twins().ours.as("editor");
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) ids.push((await furnished(twins().ours)).id);
    const [first = "", second = "", third = ""] = ids;
    await scope.write((tx) => orderFields(tx, [third, first]));
    const order = (await scope.read(listFields)).map(({ id }) => id);
    expect(order.slice(0, 2)).toEqual([third, first]);
    expect(order).toContain(second);
  });

  test("their field is none of ours: nothing of it can be changed or filled", async () => {
    const { ours, theirs } = twins();
    const scope = ours.as("owner");
    const [strange] = await theirs.as("owner").read(listFields);
    if (!strange) throw new Error("Each twin has a field from its birth on.");
    for (const deed of [trashField, restoreField, deleteField])
      await expect(scope.write((tx) => deed(tx, strange.id))).rejects.toMatchObject({
        status: 404,
      });
    const change = { ...field({ label: "Taken over" }), renamed: {} };
    await expect(scope.write((tx) => changeField(tx, strange.id, change))).rejects.toMatchObject({
      status: 404,
    });
    const added = await scope.write((tx) => addItem(tx, draft({ own: { [strange.id]: ["x"] } })));
    expect((await scope.read((tx) => openItem(tx, added.id)))?.draft.own).toEqual({});
  });
});
