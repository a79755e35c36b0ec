import { sendCorpus } from "@/packages/resilience/corpus";
import { at, hostOf } from "./addresses";
import { linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { expect, test } from "./test";

test("requests that no browser sends, and clients that leave, get no fault", async () => {
  const hosts = ["artmatt", "begin", "", "operator", "nobody-here"].map((name) => hostOf(name));
  const met = await sendCorpus({
    port: Number(process.env.PORT),
    from: "127.0.42.1",
    hosts,
    actions: [],
    seed: 20_261_130,
    count: 300,
  });
  expect(met.faults).toEqual([]);
  expect((await ask("artmatt", "/")).status).toBe(200);
});

test("a form that is broken, or none, is answered with 400 and the plain page", async ({
  site,
}) => {
  const origin = ["origin", at(site.name).slice(0, -1)] as const;
  for (const [path, type, body] of [
    ["/sign-in", "multipart/form-data", "a"],
    ["/sign-in", "multipart/form-data; boundary=end", "--end\r\nno field\r\n\r\n--end--"],
    ["/confirm/accept", "application/json", "{}"],
    ["/confirm/accept", "multipart/form-data; boundary=end", "--end"],
  ] as const) {
    const headers = [origin, ["content-type", type]] as const;
    const answer = await ask(site.name, path, { method: "POST", headers, body });
    expect([path, type, answer.status]).toEqual([path, type, 400]);
    expect(answer.body).toContain(`<code>${answer.headers["x-request-id"]}</code>`);
  }
});

test("the studio fetches the pages that are clicked and no other", async ({ site, owner }) => {
  const { id } = await site.add({ name: "Patti" });
  for (const name of ["Peking", "Peanut"]) await site.add({ name });
  const fetched = new Set<string>();
  owner.on("request", (request) => {
    if (request.headers().rsc) fetched.add(new URL(request.url()).pathname);
  });
  await owner.goto(at(site.name, "/studio"));
  for (const [name, path] of [
    ["Items", "/studio/items"],
    ["Patti", `/studio/items/${id}`],
    ["Members", "/studio/members"],
  ] as const) {
    await owner.getByRole("link", { name, exact: true }).first().click();
    await expect(owner).toHaveURL(at(site.name, path));
    await owner.getByRole("link", { name: "Settings", exact: true }).hover();
  }
  expect([...fetched].sort()).toEqual(
    ["/studio/items", `/studio/items/${id}`, "/studio/members"].sort(),
  );
});

test("a scanner that looks at a link by HEAD doesn't use it up", async ({
  site,
  page,
  stranger,
}) => {
  await page.goto(at(site.name, "/sign-in"));
  await page.getByLabel("E-mail address").fill(site.ownerEmail);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent$/);
  const link = new URL(await linkMailedTo(stranger, site.ownerEmail));
  for (const path of [
    `${link.pathname}${link.search}`,
    `/api/auth/callback/email${link.search}`,
    `/welcome${link.search}`,
  ]) {
    const looked = await ask(site.name, path, { method: "HEAD" });
    expect([path, looked.status, looked.headers["set-cookie"]]).toEqual([path, 204, undefined]);
  }
  await page.goto(link.href);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(at(site.name, "/studio"));
});

test("signing out has one page, ours", async ({ site, owner }) => {
  await owner.goto(at(site.name, "/api/auth/signout"));
  await expect(owner).toHaveURL(at(site.name, "/sign-out"));
  await expect(owner.getByText(site.ownerEmail)).toBeVisible();
});

test("a browser whose cookies have grown too large is told to drop them, and gets on", async ({
  site,
}) => {
  const cookie = Array.from({ length: 8 }, (_, at) => `c${at}=${"x".repeat(3000)}`).join("; ");
  const answer = await ask(site.name, "/", { headers: [["cookie", cookie]] });
  expect(answer.status).toBe(431);
  expect(answer.headers["clear-site-data"]).toBe('"cookies"');
  expect(answer.body).toContain("Load the page again.");
  expect((await ask(site.name, "/")).status).toBe(200);
});

test("nobody but the proxy is told which hosts are known", async ({ site }) => {
  for (const domain of [hostOf(site.name), hostOf("nobody-here"), hostOf()])
    for (const host of [site.name, "", "nobody-here"]) {
      const path = `/known-host?domain=${encodeURIComponent(domain.split(":")[0] ?? "")}`;
      expect([host, domain, (await ask(host, path)).status]).toEqual([host, domain, 404]);
    }
});
