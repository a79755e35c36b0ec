import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { Refusal } from "@/base/refusal";
import { EMPTY_COPY, type ItemDraft } from "@/db/tenant/item";
import { openItem, saveDraft } from "@/db/tenant/queries/drafts";
import { addItem } from "@/db/tenant/queries/items";
import {
  addField,
  deleteField,
  listFields,
  restoreField,
  trashField,
} from "@/db/tenant/queries/own-fields";
import { saveOwnValues } from "@/db/tenant/queries/own-values";
import { addPlace, listPlaces, removePlace } from "@/db/tenant/queries/places";
import { deleteTemplate, listTemplates, saveTemplate } from "@/db/tenant/queries/templates";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { readWhole } from "./read-whole";

const LABEL = () => `Shelf mark ${randomUUID().slice(0, 8)}`;

describeTwins("a form that was opened before something was removed", (twins) => {
  const makeField = (twin: Twin, of: "item" | "copy" = "item", label = LABEL()) =>
    twin.as("editor").write((tx) =>
      addField(tx, {
        ...{ label, type: "text", of, seenBy: "everyone", group: "", unit: "" },
        choices: [],
      }),
    );
  const makePlace = async (twin: Twin) => {
    const id = randomUUID();
    await twin.as("editor").write((tx) => addPlace(tx, { id, name: LABEL(), parentId: null }));
    return id;
  };
  const makeTemplate = (twin: Twin) =>
    twin.as("editor").write((tx) => saveTemplate(tx, { label: LABEL(), facts: {}, own: {} }));
  const write = <T>(work: Parameters<ReturnType<Twin["as"]>["write"]>[0]): Promise<T> =>
    twins().ours.as("editor").write(work) as Promise<T>;
  const open = async (id: string) => {
    const item = await twins()
      .ours.as("editor")
      .read((tx) => openItem(tx, id));
    if (!item) throw new Error("The item is gone.");
    return item;
  };
  const make = async (part: Partial<ItemDraft>) => {
    const { id } = await write<{ id: string }>((tx) => addItem(tx, draft(part)));
    return open(id);
  };
  /** As the action does it. */
  const save = (id: string, typed: ItemDraft) =>
    write((tx) => readWhole(tx, typed, id).then((whole) => saveDraft(tx, id, whole, null)));
  const refusalOf = (saving: Promise<unknown>) =>
    saving.then(
      () => null,
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return { status: error.status, fields: error.fields };
      },
    );

  test("is told beside the place which is gone, and saves nothing of the rest", async () => {
    const place = await makePlace(twins().ours);
    const item = await make({ copies: [EMPTY_COPY, { ...EMPTY_COPY, placeId: place }] });
    await write((tx) => removePlace(tx, place));
    const now = await open(item.id);
    expect(await refusalOf(save(item.id, { ...item.draft, story: "Typed." }))).toEqual({
      status: 422,
      fields: { "values.copies.1.placeId": "This place was removed. Choose another, or none." },
    });
    expect(await open(item.id)).toEqual(now);
  });

  test("is told beside the template that it is gone", async () => {
    const template = await makeTemplate(twins().ours);
    const item = await make({ template });
    await write((tx) => deleteTemplate(tx, template));
    expect(await refusalOf(save(item.id, item.draft))).toEqual({
      status: 422,
      fields: { "values.template": "This template was deleted. Choose another, or none." },
    });
  });

  test.each(["item", "copy"] as const)(
    "is told beside an own field of the %s what became of it, if something was typed in it",
    async (of) => {
      const label = LABEL();
      const field = await makeField(twins().ours, of, label);
      const with_ = (base: ItemDraft, text: string): ItemDraft =>
        of === "item"
          ? { ...base, own: { [field]: [text] } }
          : { ...base, copies: base.copies.map((copy) => ({ ...copy, own: { [field]: [text] } })) };
      const item = await make(with_(draft({ copies: [EMPTY_COPY] }), "A1"));
      await write((tx) => trashField(tx, field));
      const name = of === "item" ? `values.own.${field}` : `values.copies.0.own.${field}`;
      expect(await refusalOf(save(item.id, with_(item.draft, "B2")))).toEqual({
        status: 422,
        fields: {
          [name]: `The field ${label} is in the trash. Bring it back, or empty it here to save the rest.`,
        },
      });
      // As it was, and emptied: both save the rest and leave what the field holds.
      for (const text of ["A1", ""]) {
        await save(item.id, { ...with_(item.draft, text), story: `Saved with ${text}` });
        expect((await open(item.id)).draft.story).toBe(`Saved with ${text}`);
      }
      await write((tx) => restoreField(tx, field));
      const { own, copies } = (await open(item.id)).draft;
      expect((of === "item" ? own : copies[0]?.own)?.[field]).toEqual(["A1"]);

      await write((tx) => trashField(tx, field));
      await write((tx) => deleteField(tx, field));
      expect(await refusalOf(save(item.id, with_(item.draft, "A1")))).toEqual({
        status: 422,
        fields: { [name]: "This field was deleted. Empty it here to save the rest." },
      });
      await save(item.id, with_(item.draft, " "));
    },
  );

  test("answers the same for what is a neighbour's as for what never was", async () => {
    const item = await make({ copies: [EMPTY_COPY] });
    const [[field], [place], [template]] = await twins()
      .theirs.as("editor")
      .read((tx) => Promise.all([listFields(tx), listPlaces(tx), listTemplates(tx)]));
    if (!field) throw new Error("Theirs has no field.");
    const named: Readonly<Record<"place" | "template" | "field", string>> = {
      place: randomUUID(),
      template: randomUUID(),
      field: randomUUID(),
    };
    const foreign = {
      place: place?.id ?? named.place,
      template: template?.id ?? named.template,
      field: field.id,
    };
    const typed = ({ place, template, field }: typeof named): ItemDraft => ({
      ...item.draft,
      copies: [{ ...EMPTY_COPY, placeId: place }],
      template,
      own: { [field]: ["x"] },
    });
    const answers = [];
    for (const ids of [named, foreign]) {
      const answer = await refusalOf(save(item.id, typed(ids)));
      answers.push(JSON.stringify(answer).replaceAll(ids.field, "FIELD"));
    }
    expect(answers[1]).toBe(answers[0]);
  });

  test("keeps what it names from being removed until it is saved", async () => {
    const field = await makeField(twins().ours);
    const place = await makePlace(twins().ours);
    const item = await make({ copies: [EMPTY_COPY] });
    let removing: Promise<unknown> | undefined;
    await write(async (tx) => {
      const whole = await readWhole(
        tx,
        { ...item.draft, own: { [field]: ["A1"] }, copies: [{ ...EMPTY_COPY, placeId: place }] },
        item.id,
      );
      removing = Promise.all([
        write((other) => trashField(other, field)),
        write((other) => removePlace(other, place)),
      ]);
      await waiting();
      await saveDraft(tx, item.id, whole, null);
    });
    await removing;
    const { own, copies } = (await open(item.id)).draft;
    expect(own[field]).toEqual(["A1"]);
    expect(copies.map(({ placeId }) => placeId)).toEqual([null]);
  });

  test("a field that goes while its value is written refuses it with a sentence", async () => {
    const field = await makeField(twins().ours);
    const item = await make({});
    let saving: Promise<unknown> | undefined;
    await write(async (tx) => {
      await trashField(tx, field);
      await deleteField(tx, field);
      const typed = draft({ own: { [field]: ["A1"] } });
      saving = refusalOf(write((other) => saveOwnValues(other, item.id, typed, [])));
      await waiting();
    });
    expect(await saving).toEqual({ status: 409, fields: {} });
    expect((await open(item.id)).draft.own).toEqual({});
  });
});

/** Long enough for another transaction to come as far as it can. */
function waiting(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}
