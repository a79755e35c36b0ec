import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { addItem } from "@/db/tenant/queries/items";
import { addField, holdField, listFields, trashField } from "@/db/tenant/queries/own-fields";
import { describeTwins, draft } from "@/db/testing";
import { inOneGo } from "./in-one-go";

describeTwins("a change of all values of a field", (twins) => {
  const editor = () => twins().ours.as("editor");
  const make = () =>
    editor().write(async (tx) => {
      const label = `Field ${randomUUID().slice(0, 8)}`;
      const kind = { of: "item", seenBy: "everyone", group: "", unit: "", choices: [] } as const;
      const field = await addField(tx, { label, type: "text", ...kind });
      for (const text of ["A1", "B2"]) await addItem(tx, draft({ own: { [field]: [text] } }));
      return field;
    });
  const isThere = async (field: string) =>
    (await editor().read(listFields)).some(({ id }) => id === field);
  const trash = (field: string, many: number) =>
    inOneGo(editor(), field, () => editor().write((tx) => trashField(tx, field)), many).then(
      () => null,
      (error: unknown) => error,
    );

  test("that takes longer than a request has says so, if the values are many, and changes nothing", async () => {
    const field = await make();
    // As long as its values would take: the server gives up on whoever waits for it.
    const late = (many: number) =>
      editor().write(async (tx) => {
        await holdField(tx, field);
        return trash(field, many);
      });
    expect(await late(2)).toMatchObject({
      name: "Refusal",
      status: 503,
      message: expect.stringMatching(/holds 2 values.*Nothing was changed\./),
    });
    expect(await late(3)).toMatchObject({ name: "DatabaseUnavailable" });
    expect(await isThere(field)).toBe(true);
    expect(await trash(field, 2)).toBeNull();
    expect(await isThere(field)).toBe(false);
  });
});
