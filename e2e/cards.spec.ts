import sharp from "sharp";
import { ask } from "./raw";
import { createSite, siteOf } from "./sites";
import { expect, test } from "./test";

/** What a page says of itself to whoever is sent its link. */
async function told(site: string, path: string) {
  const { body } = await ask(site, path);
  const of = (name: string) =>
    new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(body)?.[1];
  const image = of("og:image");
  return {
    title: of("og:title"),
    site: of("og:site_name"),
    kind: of("twitter:card"),
    image: image === undefined ? undefined : new URL(image.replaceAll("&amp;", "&")),
  };
}

async function pictureAt(site: string, { pathname, search }: URL) {
  const { status, headers, bytes } = await ask(site, `${pathname}${search}`);
  expect([status, headers["content-type"]]).toEqual([200, "image/jpeg"]);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 630 });
  return bytes;
}

test("shelf, item and lists of two sites tell networks what they are, each with a card of its own site", async () => {
  const cards: Buffer[] = [];
  for (const placement of ["pool", "own"] as const) {
    const site = await createSite({ placement });
    const { slug } = await site.add({ name: "Bär & <Co>", variant: "หมี" });
    for (const list of ["wants", "trades"] as const) await site.show(list);
    const item = await told(site.name, `/items/${slug}`);
    expect(item).toMatchObject({ title: "Bär &amp; &lt;Co&gt;, หมี", kind: "summary_large_image" });
    for (const path of ["/", "/wanted", "/for-trade"])
      expect((await told(site.name, path)).image?.pathname, path).toBe("/card");
    const shelf = await told(site.name, "/");
    if (!shelf.image || !item.image) throw new Error("A page names no card.");
    expect(shelf.image.host).toBe(item.image.host);
    cards.push(await pictureAt(site.name, shelf.image), await pictureAt(site.name, item.image));
    await site.add({ name: "Another" });
    expect((await told(site.name, "/")).image?.search).not.toBe(shelf.image.search);
  }
  expect(new Set(cards.map((card) => card.toString("base64"))).size).toBe(4);
});

test("what visitors may not see has no card, neither on its members' page nor at its address", async () => {
  const closed = await createSite({ confirmed: false });
  const { slug } = await closed.add({ name: "Early" });
  for (const path of ["/card", `/card/items/${slug}`])
    expect((await ask(closed.name, path)).status, path).toBe(404);

  const site = await createSite();
  const hidden = await site.add({ name: "Hidden", visibility: "private" });
  expect((await ask(site.name, `/card/items/${hidden.slug}`)).status).toBe(404);
  const cookie = await site.sessionOf(site.ownerEmail);
  const { body } = await ask(site.name, `/items/${hidden.slug}`, { headers: [["cookie", cookie]] });
  expect(body).toContain("Hidden");
  expect(body).not.toContain("og:image");
  const begin = await siteOf("begin");
  expect((await ask(begin.name, `/card/items/${hidden.slug}`)).status).toBe(404);
});

test("each site and the apex have an icon for old programs and for a phone's home screen", async () => {
  const touch: Buffer[] = [];
  for (const name of ["", "artmatt", "begin"]) {
    const page = await ask(name, "/");
    expect(page.body).toContain('rel="apple-touch-icon"');
    const [ico, png] = [await ask(name, "/favicon.ico"), await ask(name, "/apple-touch-icon.png")];
    expect([ico.status, ico.headers["content-type"]]).toEqual([200, "image/x-icon"]);
    expect(await sharp(png.bytes).metadata()).toMatchObject({ format: "png", width: 180 });
    touch.push(png.bytes);
  }
  expect(new Set(touch.map((png) => png.toString("base64"))).size).toBe(3);
});
