import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { keepNamedMapping, listKeptMappings, removeNamedMapping } from "./mappings";

describeTwins("what a site keeps of the columns of sheets", (twins) => {
  const kept = (of: "ours" | "theirs") =>
    twins()
      [of].as("editor")
      .read((tx) => listKeptMappings(tx));
  const keep = (of: "ours" | "theirs", name: string, mapping: unknown) =>
    twins()
      [of].as("editor")
      .write((tx) => keepNamedMapping(tx, { name, mapping }));

  test("is there by its name, once, and theirs of the same name is theirs", async () => {
    const first = await keep("ours", "Fair", { places: "make" });
    const other = await keep("ours", "Attic", { places: "make" });
    const foreign = await keep("theirs", "Fair", { places: "refuse" });
    expect(await keep("ours", "Fair", { tidy: true })).toBe(first);
    expect(await kept("ours")).toMatchObject([
      { id: first, name: "Fair", mapping: { tidy: true } },
      { id: other, name: "Attic", mapping: { places: "make" } },
    ]);
    const remove = (id: string) =>
      twins()
        .ours.as("editor")
        .write((tx) => removeNamedMapping(tx, id));
    await expect(remove(foreign)).rejects.toThrow("not kept any more");
    await remove(first);
    await expect(remove(first)).rejects.toThrow("not kept any more");
    expect((await kept("ours")).map(({ name }) => name)).toEqual(["Attic"]);
    expect(await kept("theirs")).toMatchObject([{ id: foreign, mapping: { places: "refuse" } }]);
    await twins()
      .theirs.as("editor")
      .write((tx) => removeNamedMapping(tx, foreign));
  });

  test("are fifty at most, and one of them can be kept anew", async () => {
    for (let at = 0; at < 50; at++) await keep("ours", `List ${at}`, {}).catch(() => null);
    await expect(keep("ours", "One more", {})).rejects.toThrow("Forget one first");
    await keep("ours", "List 3", { tidy: false });
    expect((await kept("ours"))[0]).toMatchObject({ name: "List 3", mapping: { tidy: false } });
    expect((await kept("ours")).length).toBe(50);
  });
});
