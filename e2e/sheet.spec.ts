import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { expect, test } from "./test";

test("all items are taken as a sheet, three cells are changed and brought back: three cells change", async ({
  site,
  owner,
}) => {
  test.slow();
  await site.add({ name: "Peanut", colour: "Royal blue", copies: [EMPTY_COPY] });
  await site.add({ name: "=Formula", colour: "grey", copies: [{ ...EMPTY_COPY, note: "a, “b”" }] });
  await owner.goto(at(site.name, "/studio/import"));
  const download = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "Download your items as a sheet" }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream())
    chunks.push(Buffer.from(chunk));
  const sheet = Buffer.concat(chunks).toString();
  expect(sheet).toContain('"\'=Formula"');
  const bring = async (name: string, text: string) => {
    await owner.goto(at(site.name, "/studio/import"));
    await owner.getByLabel("File of a sheet").setInputFiles({
      ...{ name, mimeType: "text/csv", buffer: Buffer.from(text) },
    });
    await expect(owner.getByText("This looks like an export of this site.")).toBeVisible();
    await owner.getByRole("button", { name: "Show what would change" }).click();
  };

  // As it was taken it changes nothing.
  await bring("same.csv", sheet);
  await expect(owner.getByRole("button", { name: "Nothing to import" })).toBeVisible();
  await owner.getByRole("button", { name: "Put the sheet away" }).click();

  const changed = sheet
    .replace("Royal blue", "Light blue")
    .replace(",grey,", ",silver,")
    .replace("a, “b”", "a, c");
  await bring("changed.csv", changed);
  await owner.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(owner.getByRole("heading", { name: "2 items changed" })).toBeVisible();
  const words = owner.getByRole("listitem").filter({ hasText: "Line" });
  await expect(words.filter({ hasText: "Royal blue → Light blue" })).toBeVisible();
  await expect(words.filter({ hasText: "grey → silver" })).toContainText("a, “b” → a, c");
});

test("how a sheet is written is said otherwise, and what was said of its columns stays after a reload and for the next", async ({
  site,
  owner,
}) => {
  const bring = async (name: string) => {
    await owner.goto(at(site.name, "/studio/import"));
    await owner.getByLabel("File of a sheet").setInputFiles({
      ...{
        name,
        mimeType: "text/csv",
        buffer: Buffer.from("Toy;Hue\nPeanut;blue\nPatti;purple\n"),
      },
    });
    await expect(owner.getByRole("heading", { name })).toBeVisible();
  };
  await bring("first.csv");
  await owner.getByText("names in the first row").click();
  await owner.getByLabel("That line").selectOption("Is a row like others");
  await owner.getByRole("button", { name: "Read it so" }).click();
  await expect(owner.getByText("3 rows")).toBeVisible();
  await owner.goBack();
  await expect(owner.getByText("2 rows")).toBeVisible();

  const hue = owner.getByLabel("What Hue is");
  await hue.selectOption("Name");
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await expect(owner.getByText("The column Toy says this already.")).toBeVisible();
  await expect(hue).toBeFocused();
  await hue.selectOption("Colour");
  await owner.reload();
  await expect(hue).toHaveValue("field colour");
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await expect(owner.getByRole("button", { name: "Import 2 rows" })).toBeVisible();

  // What was sent once stays as it was looked at, also where something else comes under its id.
  const sent = await owner.evaluate(async () => {
    const form = new FormData();
    form.set("id", location.pathname.split("/").at(-1) ?? "");
    form.set("text", "Toy;Hue\nAnother;red\n");
    return (await fetch("/studio/import/sheet", { method: "POST", body: form })).status;
  });
  expect(sent).toBe(201);
  await owner.getByRole("button", { name: "Back to the columns" }).click();
  await expect(owner.getByText("2 rows")).toBeVisible();

  await bring("second.csv");
  await expect(owner.getByText("As you said of first.csv.")).toBeVisible();
  await expect(hue).toHaveValue("field colour");
});
