import { EMPTY_COPY, EMPTY_WANT } from "@/db/tenant/item";
import { at } from "./addresses";
import { ask } from "./raw";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

const LISTS = ["/wanted", "/for-trade"] as const;

test("a list is nowhere until its owner shows it, then in the navigation, in a feed and in the sitemap", async ({
  page,
  context,
}) => {
  const site = await createSite();
  await site.add({
    name: "Nana",
    want: { ...EMPTY_WANT, priority: "high", note: "With both tags" },
  });
  await site.add({ name: "Flip", visibility: "unlisted", want: EMPTY_WANT });
  await site.add({ name: "Secret", visibility: "private", want: EMPTY_WANT });
  await site.add({
    name: "Kiwi",
    copies: [
      {
        ...EMPTY_COPY,
        label: "The spare one",
        status: "trade",
        pricePaid: 424242,
        currency: "USD",
      },
      { ...EMPTY_COPY, label: "The kept one" },
    ],
  });
  const nowhere = await ask(site.name, "/no-such-page");
  for (const path of LISTS.flatMap((list) => [list, `${list}/feed.xml`]))
    expect((await ask(site.name, path)).status, path).toBe(404);
  expect((await ask(site.name, "/wanted")).body).toBe(nowhere.body);

  await signIn(context, site);
  await page.goto(at(site.name, "/wanted"));
  await expect(page.getByText("Only members of this site see this list.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Secret" })).toContainText("Private");
  await page.getByRole("link", { name: "Show it to everyone" }).click();
  const save = async (list: string, reach: string) => {
    await page.getByLabel(list, { exact: true }).selectOption(reach);
    await page.getByRole("button", { name: `Save “${list}”` }).dblclick();
    await expect(page.getByText(`“${list}” is a page of your site now.`)).toBeVisible();
  };
  await save("Wanted", "Everyone: what is on the shelf");
  await save("For trade", "Everyone: what is on the shelf");

  const shelf = await ask(site.name, "/");
  const sitemap = await ask(site.name, "/sitemap.xml");
  for (const list of LISTS) {
    expect(shelf.body).toContain(`href="${list}"`);
    expect(sitemap.body).toContain(`${list}</loc>`);
    const { headers, body } = await ask(site.name, `${list}/feed.xml`);
    expect(headers["content-type"]).toContain("application/atom+xml");
    expect(body.match(/<entry>/g)).toHaveLength(1);
  }
  const wanted = (await ask(site.name, "/wanted")).body;
  expect(wanted).toContain("With both tags");
  for (const name of ["Flip", "Secret", "Kiwi"]) expect(wanted).not.toContain(name);
  const traded = (await ask(site.name, "/for-trade")).body;
  expect(traded).toContain("The spare one");
  for (const kept of ["The kept one", "4242", "4,242"]) expect(traded).not.toContain(kept);

  await save("Wanted", "Everyone: what is unlisted too");
  const more = (await ask(site.name, "/wanted")).body;
  expect(more).toContain("Flip");
  expect(more).not.toContain("Secret");
});

test("a list without anything says so, and a page beyond the last is the last", async () => {
  const site = await createSite();
  await site.show("wants");
  expect((await ask(site.name, "/wanted?page=7")).body).toContain("Nothing is looked for here");
  for (const name of ["كلب أزرق", "ตุ๊กตาหมี", "くまのぬいぐるみ", "W".repeat(100)])
    await site.add({ name, want: EMPTY_WANT });
  const { body } = await ask(site.name, "/wanted?page=7");
  expect(body.match(/class="list-entry"/g)).toHaveLength(4);
  expect(body).toContain("ตุ๊กตาหมี");
});
