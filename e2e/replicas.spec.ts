import { randomInt } from "node:crypto";
import type { BrowserContext } from "playwright/test";
import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import { encodeForm } from "@/packages/isolation/posts";
import { deleteTenant } from "@/server/life/remove";
import { renameTenant } from "@/server/life/rename";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { countMailTo, linkMailedTo } from "./outbox";
import { type Replica, type Replicas, startReplicas } from "./replicas";
import { createSite, freshName, type Site, signIn } from "./sites";
import { expect, test } from "./test";

/** Whatever one process keeps in its memory, people never notice which of them answered. */
test.describe.configure({ mode: "serial" });

let replicas: Replicas;
test.beforeAll(async () => {
  replicas = await startReplicas();
  for (const one of BOTH)
    await expect
      .poll(
        () =>
          replicas.ask(one, "", "/").then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 120_000 },
      )
      .toBe(200);
});
test.afterAll(() => replicas.end());

const BOTH: readonly Replica[] = ["a", "b"];
const why = { by: "owner", reason: "a test" };

for (const placement of ["pool", "own"] as const)
  test.describe(`a site in ${placement === "own" ? "a database of its own" : "the pool"}`, () => {
    let site: Site;
    test.beforeAll(async () => {
      site = await createSite({ placement });
    });
    const bodies = (path = "/") =>
      Promise.all(BOTH.map(async (one) => (await replicas.ask(one, site.name, path)).body));
    const statuses = (path = "/", headers: [string, string][] = []) =>
      Promise.all(
        BOTH.map(async (one) => (await replicas.ask(one, site.name, path, { headers })).status),
      );
    const signedIn = async (context: BrowserContext) => {
      await signIn(context, site);
      return context.newPage();
    };

    test("a skin that one replica shows and the other publishes is worn by both on the next request", async ({
      context,
    }) => {
      for (const body of await bodies()) expect(body).toContain('data-shelf="grid"');
      const owner = await signedIn(context);
      replicas.turnTo("a");
      await owner.goto(replicas.at(site.name, "/studio/skin"));
      await owner.getByRole("button", { name: "Night market", exact: true }).click();
      // The page came from a, and its action goes to b.
      replicas.turnTo("b");
      await owner.getByRole("button", { name: "Publish" }).click();
      await expect(owner.getByText("Version 2 is published.")).toBeVisible();
      for (const body of await bodies()) expect(body).toContain('data-detail="poster"');
    });

    test("a page that both have kept is stale on neither after a save, again and again", async ({
      context,
    }) => {
      const owner = await signedIn(context);
      for (const [at, saver] of (["a", "b", "a"] as const).entries()) {
        const name = `Saved ${at} by ${saver}`;
        for (const body of await bodies()) expect(body).not.toContain(name);
        replicas.turnTo(saver);
        await owner.goto(replicas.at(site.name, "/studio/items/new"));
        await owner.getByLabel("Name", { exact: true }).fill(name);
        await owner.getByRole("button", { name: "Save", exact: true }).click();
        await expect.poll(() => owner.url()).not.toContain("/new");
        for (const body of await bodies()) expect(body).toContain(name);
      }
    });

    test("a photo that came through one is served by the other", async () => {
      const { id, slug } = await site.add({ name: "Ringo" });
      const { body, type } = encodeForm({
        fields: { item: id },
        file: { name: "a.jpg", type: "image/jpeg", bytes: await jpegFromAPhone() },
      });
      const cookie = await site.sessionOf(site.ownerEmail);
      const origin = replicas.at(site.name).slice(0, -1);
      const uploaded = await replicas.ask("a", site.name, "/studio/photos", {
        method: "POST",
        headers: [
          ["cookie", cookie],
          ["origin", origin],
          ["content-type", type],
        ],
        body,
      });
      expect(uploaded.status).toBe(201);
      const page = await replicas.ask("b", site.name, `/items/${slug}`);
      const [path = ""] = /\/photos\/[^"\s]+\.webp/.exec(page.body) ?? [];
      expect(path).not.toBe("");
      const photo = await replicas.ask("b", site.name, path);
      expect([photo.status, photo.headers["content-type"]]).toEqual([200, "image/webp"]);
    });

    test("a session that ends at one counts for nothing at the other's next request", async ({
      context,
    }) => {
      const owner = await signedIn(context);
      const [session] = await context.cookies(replicas.at(site.name).replace("http:", "https:"));
      const cookie: [string, string][] = [["cookie", `${session?.name}=${session?.value}`]];
      expect(await statuses("/studio", cookie)).toEqual([200, 200]);
      replicas.turnTo("a");
      await owner.goto(replicas.at(site.name, "/sign-out"));
      await owner.getByRole("button", { name: "Sign out" }).click();
      await expect(owner).toHaveURL(replicas.at(site.name));
      const after = await replicas.ask("b", site.name, "/studio", { headers: cookie });
      expect(after.status).not.toBe(200);
      expect(after.body).not.toContain(site.ownerEmail);
    });

    test("suspended, resumed, renamed and deleted: both answer so at once", async () => {
      const tenant = await platform.read((tx) => findTenant(tx, site.name));
      if (!tenant) throw new Error("The site is gone.");
      expect(await statuses()).toEqual([200, 200]);
      await suspendTenant({ tenant, ...why });
      expect(await statuses()).toEqual([503, 503]);
      await resumeTenant({ tenant, ...why });
      expect(await statuses()).toEqual([200, 200]);
      const name = freshName("renamed");
      await renameTenant({ tenant, name, ...why });
      expect(await statuses()).toEqual([308, 308]);
      site = { ...site, name };
      expect(await statuses()).toEqual([200, 200]);
      await deleteTenant({ tenant, ...why });
      expect(await statuses()).toEqual([410, 410]);
    });
  });

test("a form of one founds a site at the other, and it answers on both at once", async ({
  page,
  stranger,
}) => {
  const name = freshName("born");
  const email = `me@${name}.example`;
  replicas.turnTo("a");
  await page.goto(replicas.at());
  await page.getByLabel("Name of your site").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("radio", { name: /^Nursery/ }).check({ force: true });
  replicas.turnTo("b");
  await page.getByRole("button", { name: "Open my site" }).click();
  await expect(page).toHaveURL(replicas.at(name, "/studio"));
  replicas.turnTo("a");
  await page.reload();
  await expect(page.getByText("Only you see this site for now.")).toBeVisible();
  await page.goto(await linkMailedTo(stranger, email));
  await page.getByRole("button", { name: "Open it" }).click();
  await expect.poll(() => replicas.ask("b", name, "/").then(({ status }) => status)).toBe(200);
  expect((await replicas.ask("a", name, "/")).status).toBe(200);
});

test("links for one address are counted across both", async ({ page }) => {
  const site = await createSite();
  const before = await countMailTo(page, site.ownerEmail);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    const [one, other] = attempt % 2 === 0 ? BOTH : BOTH.toReversed();
    const from = `127.0.2.${attempt + 1}`;
    const csrf = await replicas.ask(one ?? "a", site.name, "/api/auth/csrf", { from });
    const cookie = (csrf.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
    const { csrfToken } = JSON.parse(csrf.body);
    // The token comes from the other process, too.
    const answer = await replicas.ask(other ?? "b", site.name, "/api/auth/signin/email", {
      method: "POST",
      from,
      headers: [
        ["cookie", cookie],
        ["origin", replicas.at(site.name).slice(0, -1)],
        ["content-type", "application/x-www-form-urlencoded"],
      ],
      body: new URLSearchParams({ email: site.ownerEmail, csrfToken, json: "true" }).toString(),
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
  await expect.poll(() => countMailTo(page, site.ownerEmail)).toBe(before + 5);
});

test("one client founds ten sites an hour at most, whichever replica it asks", async () => {
  const from = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  const stem = freshName("many");
  const { body: page } = await replicas.ask("a", "", "/", { from });
  const form = /<form id="sign-up"[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  const said: string[] = [];
  for (let number = 1; number <= 11; number++) {
    const name = `${stem}-${number}`;
    const fields = Object.fromEntries([
      ...hidden.map(([, field = "", value = ""]) => [field, value.replaceAll("&quot;", '"')]),
      ["name", name],
      ["email", `${name}@example.org`],
      ["preset", "attic"],
    ]);
    const { body, type } = encodeForm({ fields });
    const answer = await replicas.ask(number % 2 === 0 ? "a" : "b", "", "/", {
      method: "POST",
      from,
      headers: [
        ["origin", replicas.at().slice(0, -1)],
        ["content-type", type],
      ],
      body,
    });
    said.push(
      /<h2>([^<]*is yours\.)<\/h2>|role="alert">([^<]*)</.exec(
        answer.body.replaceAll("<!-- -->", ""),
      )?.[0] ?? "",
    );
  }
  expect(said.slice(0, 10).every((one) => one.includes("is yours."))).toBe(true);
  expect(said[10]).toContain("That was too often.");
});
