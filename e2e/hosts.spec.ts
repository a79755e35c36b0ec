import { artmatt } from "@/db/seed/artmatt";
import { begin } from "@/db/seed/begin";
import { hostOf } from "./addresses";
import { type Answer, type Asking, ask } from "./raw";
import { createSite, freshName } from "./sites";
import { expect, test } from "./test";

const ARTMATT = /The cabinet/;

test("no header and no parameter chooses another site than the Host names", async () => {
  const pretences: [string, string][][] = [
    [["x-forwarded-host", hostOf("begin")]],
    [["forwarded", `host=${hostOf("begin")}`]],
    [["x-host", hostOf("begin")]],
    [["x-tenant", "begin"]],
    [["x-tenant-id", "begin"]],
    [["x-swingtag-tenant", "begin"]],
    [["x-swingtag-destination", "site begin"]],
    [["x-middleware-rewrite", "/begin"]],
    [["x-middleware-request-host", hostOf("begin")]],
    [["x-middleware-override-headers", "host"]],
    [["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"]],
    [["x-matched-path", "/begin"]],
    [["x-invoke-path", "/begin"]],
    [["x-nextjs-rewritten-path", "/begin"]],
    [["x-original-url", "/begin"]],
    [["x-rewrite-url", "/begin"]],
  ];
  for (const headers of pretences) {
    const { status, body } = await ask("artmatt", `/?shown=${freshName()}`, { headers });
    expect([headers, status]).toEqual([headers, 200]);
    expect(body, String(headers)).toMatch(ARTMATT);
    expect(body, String(headers)).not.toContain("the heap");
  }
  for (const query of [
    "tenant=begin",
    "nxtPtenant=begin",
    "nxtItenant=begin",
    "__nextDefaultLocale=begin",
  ]) {
    const { status, body } = await ask("artmatt", `/?${query}`);
    expect([query, status]).toEqual([query, 200]);
    expect(body, query).toMatch(ARTMATT);
  }
});

test("two Host headers, none that fits, and no path lead across", async () => {
  const nowhere = await ask("nobody-here", "/");
  const hosts = (...names: string[]) => names.map((name) => ["host", name] as const);
  for (const headers of [
    hosts(hostOf("artmatt"), hostOf("begin")),
    hosts(`${hostOf("artmatt")},${hostOf("begin")}`),
    hosts(`artmatt.begin.${hostOf()}`),
    hosts("127.0.0.1"),
    hosts("localhost"),
    hosts("evil.example"),
    hosts(`artmatt%2F.${hostOf()}`),
    hosts(`xn--artmatt.${hostOf()}`),
    hosts(`${"a".repeat(300)}.${hostOf()}`),
  ]) {
    const answer = await ask("", "/", { headers });
    expect([headers, answer.status]).toEqual([headers, answer.status === 400 ? 400 : 404]);
    if (answer.status === 404) expect(answer.body).toBe(nowhere.body);
  }
  for (const [site, path] of [
    ["", "/artmatt"],
    ["", "/artmatt/items/peanut"],
    ["artmatt", "/begin"],
    ["artmatt", "/begin/items/slither"],
    ["artmatt", "/www"],
    ["artmatt", "/..%2fbegin"],
    ["artmatt", "//begin/"],
    ["artmatt", "/%2e%2e/begin"],
  ] as const) {
    const answer = await ask(site, path);
    expect([path, answer.status >= 300]).toEqual([path, true]);
    expect(answer.body).not.toContain("the heap");
  }
  for (const host of [
    `ARTMATT.${hostOf()}`,
    `artmatt.${process.env.BASE_DOMAIN}.:${process.env.PORT}`,
  ])
    expect((await ask("", "/", { headers: hosts(host) })).body).toMatch(ARTMATT);
});

test("a path is one path however it is spelled, and what has no one meaning is refused", async () => {
  const page = async (path: string) => {
    const { status, body } = await ask("artmatt", path);
    const [, nonce = "none"] = /nonce="([^"]+)"/.exec(body) ?? [];
    return { status, body: body.replaceAll(nonce, "NONCE") };
  };
  const shelf = await page("/");
  const peanut = await page("/items/peanut");
  expect([shelf.status, peanut.status]).toEqual([200, 200]);
  for (const path of ["/_next/static/../../", "/studio/%2e%2e/", "/.", "//"])
    expect({ path, ...(await page(path)) }).toEqual({ path, ...shelf });
  for (const path of [
    "/_next/static/%2E%2e/../items/peanut",
    "/items/./peanut",
    "//items/peanut",
    "/items//peanut",
    "/x/..//items/peanut",
    "/%69tems/pe%61nut",
  ])
    expect({ path, ...(await page(path)) }).toEqual({ path, ...peanut });
  for (const path of [
    "/items\\peanut",
    "/items%2fpeanut",
    "/items/%",
    "/items/%F0",
    "/plush/%zz",
    `http://${hostOf("begin")}/`,
    "*",
  ])
    await expectPlain(400, path);
  for (const method of ["OPTIONS", "DELETE"] as const) await expectPlain(405, "/", { method });
  await expectPlain(405, "*", { method: "OPTIONS" });
});

test("Next's own other ways to a page lead nowhere, and its router gets the page itself", async () => {
  const { body } = await ask("artmatt", "/sign-in");
  const [, build = "none"] = /"b":"([^"]+)"/.exec(body.replaceAll("\\", "")) ?? [];
  const nowhere = await ask("nobody-here", "/");
  for (const path of [
    `/_next/data/${build}/items/peanut.json`,
    `/_next/data/${build}/index.json`,
    "/items/peanut.rsc",
    "/index.rsc",
  ]) {
    const answer = await ask("artmatt", path);
    expect([path, answer.status, answer.body]).toEqual([path, 404, nowhere.body]);
  }
  const routed = await ask("artmatt", "/items/peanut?_rsc=1", { headers: [["rsc", "1"]] });
  expect(routed.headers["content-type"]).toBe("text/html; charset=utf-8");
  const broken = [
    ["rsc", "1"],
    ["next-router-state-tree", "{"],
  ] as const;
  await expectPlain(400, "/studio", { headers: broken });
});

test("www. before the apex or any site's name leads to the host without it, whether or not a site is there", async () => {
  for (const site of ["", "artmatt", "begin", freshName()]) {
    const host = `www.${hostOf(site)}`;
    const answer = await ask("", "/items/x?q=1", { headers: [["host", host]] });
    expect([host, answer.status, answer.headers.location]).toEqual([
      host,
      308,
      `http://${hostOf(site)}/items/x?q=1`,
    ]);
  }
});

test("whatever is not there is the same 404 to the byte: body and headers", async () => {
  const dark = await createSite({ confirmed: false });
  const hidden = artmatt.items.find((item) => item.visibility === "private");
  const foreign = begin.items.find(
    (item) => !artmatt.items.some((other) => other.slug === item.slug),
  );
  const plain = plainly(await ask("nobody-here", "/"));
  expect(plain.status).toBe(404);
  for (const [site, path] of [
    ["admin", "/"],
    [dark.name, "/"],
    [dark.name, "/sign-in"],
    [dark.name, "/items/peanut"],
    ["artmatt", `/items/${foreign?.slug}`],
    ["artmatt", `/items/${hidden?.slug}`],
    ["artmatt", "/items/no-such-item"],
    ["artmatt", "/no/such/page"],
    ["artmatt", "/no-such-file.php"],
    ["", "/no-such-page"],
    ["", "/artmatt"],
  ] as const)
    expect({ of: `${site}${path}`, ...plainly(await ask(site, path)) }).toEqual({
      of: `${site}${path}`,
      ...plain,
    });
});

test("a site that is not confirmed answers as one that does not exist, wherever one asks", async () => {
  const [dark, nobody] = [await createSite({ confirmed: false }), freshName()];
  expect(dark.name).toHaveLength(nobody.length);
  const rsc = [["rsc", "1"]] as const;
  for (const [path, headers] of [
    ["/feed.xml"],
    ["/sitemap.xml"],
    ["/robots.txt"],
    ["/icon.svg"],
    ["/plush/peanut"],
    ["/photos/x/full.webp"],
    ["/welcome?token=x"],
    ["/confirm?token=x"],
    ["/invitation?token=x"],
    ["/sign-in/confirm?email=a@b.example&token=x"],
    ["/sign-in/sent"],
    ["/sign-in/again"],
    ["/sign-out"],
    ["/api/auth/csrf"],
    ["/api/auth/providers"],
    ["/api/auth/session"],
    ["/", rsc],
    ["/sign-in", rsc],
    ["/items/peanut", rsc],
  ] as const) {
    const of = async (site: string) => {
      const { status, headers: all, body } = plainly(await ask(site, path, { headers }));
      const said = JSON.stringify({ path, status, all, body }).replaceAll(site, "SITE");
      // Each answer has a nonce of its own, in the policy and in what quotes it.
      const [, nonce = "none"] = /'nonce-([^']+)'/.exec(said) ?? [];
      return said.replaceAll(nonce, "NONCE");
    };
    expect(await of(dark.name)).toBe(await of(nobody));
  }
});

for (const name of ["apiary", "next-co"])
  test(`a site called ${name} and paths that look like the framework's are as all others`, async () => {
    const site = await createSite({ name: `${name}-${freshName("x")}`.slice(0, 40) });
    const { slug } = await site.add({ name: "Bees. Bees! v2.0", visibility: "public" });
    expect((await ask(site.name, "/")).status).toBe(200);
    expect((await ask(site.name, `/items/${slug}`)).status).toBe(200);
    const plain = plainly(await ask("nobody-here", "/"));
    for (const path of [
      "/api-look",
      "/apiary",
      "/_nextlook",
      "/_next-co",
      "/items/a.b.c",
      "/favicon.icon",
    ])
      expect({ path, ...plainly(await ask(site.name, path)) }).toEqual({ path, ...plain });
  });

test("the framework's image optimizer and data routes are closed on every host", async () => {
  const image = `url=${encodeURIComponent("/plush/peanut")}&w=640&q=75`;
  for (const site of ["", "artmatt", "begin", "nobody-here"])
    for (const path of [
      `/_next/image?${image}`,
      "/_next/data/x/artmatt.json",
      "/_next/data/x/index.json",
    ])
      expect([site, path, (await ask(site, path)).status]).toEqual([site, path, 404]);
});

/** An answer without the parts that differ between any two requests. */
function plainly({ status, headers, body }: Answer) {
  const { "x-request-id": _id, date: _date, ...kept } = headers;
  return { status, body, headers: kept };
}

async function expectPlain(status: number, path: string, asking: Asking = {}): Promise<void> {
  const answer = await ask("artmatt", path, asking);
  expect([path, answer.status]).toEqual([path, status]);
  expect(answer.body).toContain(`<code>${answer.headers["x-request-id"]}</code>`);
}
