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

test("what was said of columns is kept under a name, offered for the next sheet that has them, and forgotten", async ({
  site,
  owner,
}) => {
  test.slow();
  const bring = async (name: string, text: string) => {
    await owner.goto(at(site.name, "/studio/import"));
    await owner.getByLabel("File of a sheet").setInputFiles({
      ...{ name, mimeType: "text/csv", buffer: Buffer.from(text) },
    });
    await expect(owner.getByRole("heading", { name })).toBeVisible();
  };
  await bring("fair.csv", "My toys;;;\nToy;When;Pieces;Seek\nPeanut;1/2/98;3;no\nPatti;;0;ja\n");
  await expect(owner.getByText("names in line 2")).toBeVisible();
  await owner.getByLabel("What Toy is").selectOption("Name");
  await owner.getByLabel("What When is").selectOption("Acquired");
  await owner.getByLabel("What Seek is").selectOption("Wanted");
  await expect(owner.getByLabel("What Pieces is")).toHaveValue("field quantity");
  await owner.getByRole("radio", { name: "1/2/98 is 1 February 1998" }).check();
  await owner.getByRole("radio", { name: /None is in the future: 1\/2\/98 is in 1998/ }).check();
  await owner.getByRole("button", { name: "Keep these columns" }).click();
  await expect(owner.getByText("Give it a name.")).toBeVisible();
  await owner.getByLabel("Keep this for the next sheet").fill("The fair");
  await owner.keyboard.press("Enter");
  await expect(owner.getByText("These columns are kept under “The fair”.")).toBeVisible();
  await owner.getByRole("button", { name: "Show what would change" }).click();
  const rows = owner.getByRole("listitem").filter({ hasText: "Line" });
  await expect(rows.filter({ hasText: "Peanut" })).toContainText("0 → 3");
  await expect(rows.filter({ hasText: "Patti" })).toContainText("Wanted");
  await owner.getByRole("button", { name: /Leave it out.*line 4/ }).click();
  await expect(rows.filter({ hasText: "Patti" })).toContainText("Left out");
  await owner.getByRole("button", { name: "Take it in again" }).click();
  await owner.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(owner.getByRole("heading", { name: "2 items added" })).toBeVisible();
  await owner.getByRole("button", { name: "Take it back" }).click();
  await expect(rows.filter({ hasText: "Peanut" })).toContainText("Taken back");

  await bring("next.csv", "Toy;When;Pieces;Seek\nLegs;3/4/99;2;nein\n");
  await expect(owner.getByText("As you keep it under “The fair”.")).toBeVisible();
  await expect(owner.getByLabel("What Toy is")).toHaveValue("field name");
  await owner.getByLabel("Begin with").selectOption("What was recognised");
  await expect(owner.getByLabel("What When is")).toHaveValue("new field");
  await owner.reload();
  await expect(owner.getByLabel("Begin with")).toHaveValue("1");
  await expect(owner.getByLabel("What When is")).toHaveValue("new field");
  await owner.getByLabel("Begin with").selectOption("The fair");
  // What is left to each row is chosen there.
  await owner
    .getByRole("radio", { name: /ask me at each row/ })
    .first()
    .check();
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await owner.getByRole("button", { name: "3 April 1999", exact: true }).click();
  await expect(rows.filter({ hasText: "Legs" })).toContainText("3 April 1999");
  await expect(rows.filter({ hasText: "Legs" })).toContainText("New");
  await owner.goto(at(site.name, "/studio/import"));
  await owner.getByRole("button", { name: "Forget The fair" }).click();
  await expect(owner.getByText("“The fair” is forgotten.")).toBeVisible();
  await expect(owner.getByRole("heading", { name: "Columns you keep" })).toHaveCount(0);
});
