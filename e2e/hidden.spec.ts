import { artmatt } from "@/db/seed/artmatt";
import { begin } from "@/db/seed/begin";
import { secretsOf } from "@/db/seed/collection";
import { ask } from "./raw";
import { createSite } from "./sites";
import { expect, test } from "./test";

for (const collection of [artmatt, begin]) {
  const { slug: site, items } = collection;
  const hidden = items.filter((item) => item.trashed || item.visibility === "private");
  const unlisted = items.filter((item) => !item.trashed && item.visibility === "unlisted");
  const open = items.filter((item) => !item.trashed && item.visibility === "public");

  test(`what ${site} keeps private or threw away is at no address`, async () => {
    expect(hidden.length).toBeGreaterThan(3);
    const nowhere = await ask(site, "/items/no-such-item-ever");
    for (const { slug } of hidden)
      for (const path of [`/items/${slug}`, `/plush/${slug}`, `/card/items/${slug}`]) {
        const answer = await ask(site, path);
        expect(answer.status, path).toBe(404);
        if (path.startsWith("/items/")) expect(answer.body).toBe(nowhere.body);
      }
  });

  test(`what ${site} keeps private, unlisted or in the trash is in no list, search, count or feed`, async () => {
    const lists = ["/", "/?page=2", "/?sort=newest", "/feed.xml", "/sitemap.xml"].concat(
      ["/wanted", "/for-trade"].flatMap((path) => [path, `${path}/feed.xml`]),
    );
    const searches = [...hidden, ...unlisted].flatMap(({ name, animal, styleNumber, tags }) => [
      `/?${new URLSearchParams({ q: name.slice(0, 100) })}`,
      `/?${new URLSearchParams({ q: styleNumber || name, animal })}`,
      ...tags.map((label) => `/?${new URLSearchParams({ label })}`),
    ]);
    for (const path of [...lists, ...searches]) {
      const { status, body } = await ask(site, path);
      expect(status, path).toBe(200);
      for (const { slug } of [...hidden, ...unlisted])
        expect(body, `${path} names ${slug}`).not.toMatch(new RegExp(`/items/${slug}[^a-z0-9-]`));
      const echoed = decodeURIComponent(path.replaceAll("+", " "));
      for (const secret of secretsOf(collection))
        if (!echoed.includes(secret.slice(0, 100))) expect(body, path).not.toContain(secret);
    }
    const { body } = await ask(site, "/");
    expect(body).toMatch(new RegExp(`page-count[^>]*>${open.length} `));
    expect((await ask(site, "/sitemap.xml")).body.match(/\/items\//g)).toHaveLength(open.length);
  });

  test(`what is unlisted on ${site} opens by its address, and search engines are asked to pass`, async () => {
    expect(unlisted.length).toBeGreaterThan(0);
    for (const { slug } of unlisted) {
      const { status, body } = await ask(site, `/items/${slug}`);
      expect(status).toBe(200);
      expect(body).toMatch(/<meta name="robots" content="noindex/);
    }
  });
}

test("neighbours of an item pass over what is hidden", async () => {
  const site = await createSite();
  const { slug } = await site.add({ name: "Ally" });
  await site.add({ name: "Bubbles", visibility: "private" });
  await site.add({ name: "Chops", visibility: "unlisted" });
  const gone = await site.add({ name: "Digger" });
  await site.add({ name: "Echo" });
  await site.trash(gone.id);
  const { body } = await ask(site.name, `/items/${slug}`);
  expect(body).toContain("Echo");
  for (const name of ["Bubbles", "Chops", "Digger"]) expect(body).not.toContain(name);
});

test("an item that is thrown away is gone from the next request on", async () => {
  const site = await createSite();
  const { id, slug } = await site.add({ name: "Inky" });
  expect((await ask(site.name, `/items/${slug}`)).status).toBe(200);
  expect((await ask(site.name, "/")).body).toContain(`/items/${slug}`);
  await site.trash(id);
  expect((await ask(site.name, `/items/${slug}`)).status).toBe(404);
  expect((await ask(site.name, "/")).body).not.toContain(`/items/${slug}`);
});
