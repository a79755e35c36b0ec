import { createHash } from "node:crypto";
import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { at } from "./addresses";
import { type Answer, type Asking, ask } from "./raw";
import { createSite } from "./sites";
import { expect, test } from "./test";

const ALWAYS: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /./,
  "permissions-policy": /camera=\(\)/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "x-frame-options": /^DENY$/,
  "x-request-id": /^[0-9a-f-]{36}$/,
};

/** Codes are scanned in the studio, and nothing else may be asked for there. */
const IN_STUDIO: Readonly<Record<string, RegExp>> = {
  "permissions-policy": /^camera=\(self\), microphone=\(\), geolocation=\(\)/,
};

test("every kind of answer carries the security headers and nothing of the inside", async () => {
  const site = await createSite();
  const { slug } = await site.add({ name: "Peanut" });
  const cookie = ["cookie", await site.sessionOf(site.ownerEmail)] as const;
  const kinds: [string, string, string, Asking?][] = [
    ["landing", "", "/"],
    ["shelf", site.name, "/"],
    ["shelf from the cache", site.name, "/"],
    ["item", site.name, `/items/${slug}`],
    ["sign-in", site.name, "/sign-in"],
    ["studio", site.name, "/studio", { headers: [cookie] }],
    ["redirect", site.name, "/studio"],
    ["redirect after POST", site.name, "/welcome?token=x"],
    ["trailing slash", site.name, "/items/"],
    ["404", site.name, "/nothing"],
    ["404 of a handler", site.name, "/plush/nothing"],
    ["unknown host", "nobody-here", "/"],
    ["plush", site.name, `/plush/${slug}`],
    ["card", site.name, `/card/items/${slug}`],
    ["feed", site.name, "/feed.xml"],
    ["sitemap", site.name, "/sitemap.xml"],
    ["robots", site.name, "/robots.txt"],
    ["apex sitemap", "", "/sitemap.xml"],
    ["apex robots", "", "/robots.txt"],
    ["icon", site.name, "/icon.svg"],
    ["names", "", "/names?name=free-one"],
    ["csrf", site.name, "/api/auth/csrf"],
    ["providers", site.name, "/api/auth/providers"],
    ["session", site.name, "/api/auth/session", { headers: [cookie] }],
    ["sign-in error", site.name, "/api/auth/error?error=Configuration"],
    ["auth sign-in page", site.name, "/api/auth/signin"],
    ["upload refused", site.name, "/studio/photos", { method: "POST", body: "x" }],
    ["flight", site.name, "/?_rsc=1", { headers: [["rsc", "1"]] }],
    ["flight of an item", site.name, `/items/${slug}?_rsc=1`, { headers: [["rsc", "1"]] }],
    ["flight of a 404", site.name, "/nothing?_rsc=1", { headers: [["rsc", "1"]] }],
    ["flight redirect", site.name, "/studio?_rsc=1", { headers: [["rsc", "1"]] }],
    [
      "action not found",
      site.name,
      "/",
      { method: "POST", headers: [["next-action", "0".repeat(42)]], body: "[]" },
    ],
    ["malformed path", site.name, "/items/%E0%A4%A"],
    ["NUL in a path", site.name, "/items/a%00b"],
    ["NUL in a search", site.name, "/?q=%00&animal=%00"],
    ["HEAD", site.name, "/", { method: "HEAD" }],
    ["OPTIONS", site.name, "/", { method: "OPTIONS" }],
    ["static file", site.name, await scriptOf(site.name)],
  ];
  for (const [kind, host, path, asking] of kinds)
    expectClosed(kind, site.name, await ask(host, path, asking), path);
});

test("a photo is open to those who see its item, on its own site, and is closed elsewhere", async ({
  site,
  owner,
}) => {
  const items = [
    await site.add({ name: "Seen" }),
    await site.add({ name: "Unseen", visibility: "private" }),
  ];
  const sibling = await createSite();
  const paths: string[] = [];
  for (const { id } of items) {
    await owner.goto(at(site.name, `/studio/items/${id}`));
    await owner
      .getByLabel("Add photos")
      .last()
      .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await jpegFromAPhone() });
    const photo = owner.locator(".photo-tile img");
    await expect(photo).toHaveCount(1);
    paths.push((await photo.getAttribute("src")) ?? "");
  }
  const [seen = "", unseen = ""] = paths;
  const cookie = ["cookie", await sibling.sessionOf(sibling.ownerEmail)] as const;
  const open = await ask(site.name, seen);
  expect(open.status).toBe(200);
  expectClosed("photo", site.name, open);
  expect((await ask(site.name, unseen)).status).toBe(404);
  for (const path of paths)
    for (const host of [sibling.name, "artmatt", "begin", "", "nobody-here"])
      expect([host, (await ask(host, path, { headers: [cookie] })).status]).toEqual([host, 404]);
  for (const [path, status] of [
    [seen.replace("/photos/", "/photos/../photos/"), 404],
    [seen.replace("shelf", "..%2fshelf"), 400],
    [`${seen}%00`, 400],
  ] as const)
    expect([path, (await ask(sibling.name, path)).status]).toEqual([path, status]);
});

test("scripts of pages with a runtime run by a nonce that no two answers share", async () => {
  const nonces = new Set<string>();
  for (const path of ["/sign-in", "/sign-in", "/sign-in"]) {
    const { headers, body } = await ask("artmatt", path);
    const scripts = scriptsOf(headers);
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? "";
    expect(nonce.length).toBeGreaterThan(20);
    const tags = body.match(/<script\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
    expect(body).not.toMatch(/\son(click|load|error|submit)=/i);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("public pages run the script and the styles that they hold, by their hashes, and no other", async () => {
  for (const path of ["/", "/", "/items/peanut", "/items/peanut"]) {
    const { headers, body } = await ask("artmatt", path);
    const hashes = (tag: string) =>
      [...body.matchAll(new RegExp(`<${tag}\\b[^>]*>([^]*?)</${tag}>`, "g"))].map(
        ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
      );
    // An item's page needs no script.
    expect(hashes("script")).toHaveLength(path === "/" ? 1 : 0);
    expect(scriptsOf(headers)).toBe(hashes("script").join(" ") || "'none'");
    const styles = /style-src ([^;]*)/.exec(String(headers["content-security-policy"]))?.[1];
    expect(styles).toBe(["'self'", ...hashes("style")].join(" "));
    expect(body).not.toMatch(/nonce|\son(click|load|error|submit)=/i);
  }
});

/** What an answer's policy says of scripts. */
function scriptsOf(headers: Answer["headers"]): string {
  const scripts = /script-src ([^;]*)/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
  expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
  return scripts;
}

/** Checks what every answer must have. */
function expectClosed(
  kind: string,
  site: string,
  { headers, headerNames, body }: Answer,
  path = "/",
) {
  const isStudio = /^\/studio(?:[/?]|$)/.test(path);
  const always = isStudio ? { ...ALWAYS, ...IN_STUDIO } : ALWAYS;
  for (const [name, value] of Object.entries(always))
    expect(String(headers[name] ?? ""), `${name} of ${kind}`).toMatch(value);
  for (const name of headerNames)
    expect(name.toLowerCase(), `a header of ${kind}`).not.toMatch(
      /^(x-middleware-|x-powered-by|x-nextjs-rewritten-|x-matched-path|x-swingtag-|server$)/,
    );
  const { PORT } = process.env;
  const all = [...Object.values(headers).flat(), body].join("\n");
  for (const inside of [`//localhost:${PORT}`, "127.0.0.1", "0.0.0.0", "/nowhere/"])
    expect(all.includes(inside), `${kind} says ${inside}`).toBe(false);
  expect(all, `${kind} names its folder`).not.toMatch(
    new RegExp(`["'(=\\s]/(${site}|www)(/|["'\\s?])`),
  );
}

/** The address of a script that a page loads. */
async function scriptOf(site: string): Promise<string> {
  const { body } = await ask(site, "/sign-in");
  const [, src] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(body) ?? [];
  if (!src) throw new Error("The page loads no script.");
  return src;
}
