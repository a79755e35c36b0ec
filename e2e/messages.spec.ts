import { EMPTY_COPY, EMPTY_WANT } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { signInOperator } from "./operators";
import { countMailTo } from "./outbox";
import { ask } from "./raw";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

const SITES = [
  { preset: "vitrine", placement: "pool", width: 1440 },
  { preset: "terminal", placement: "own", width: 390 },
] as const;

for (const { preset, placement, width } of SITES)
  test(`a visitor writes about an item without a script and learns no address (${preset}, ${placement}, ${width})`, async ({
    browser,
    page: outbox,
  }) => {
    const site = await createSite({ preset, placement });
    const other = await createSite({ preset, placement: "pool" });
    const copies = [{ ...EMPTY_COPY, status: "trade" as const }];
    const { slug } = await site.add({ name: "Peanut", copies, want: EMPTY_WANT });
    for (const list of ["wants", "trades"] as const) await site.show(list);
    const owner = await browser.newContext({ viewport: { width, height: 900 } });
    await signIn(owner, site);
    const studio = await owner.newPage();
    const visitor = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
    });
    const page = await visitor.newPage();

    // Off until the owner says otherwise.
    await page.goto(at(site.name, `/items/${slug}`));
    await expect(page.getByRole("link", { name: /^Write to/ })).toHaveCount(0);
    for (const path of ["/write", `/items/${slug}/write`, `/items/${slug}/write/sent`])
      expect((await ask(site.name, path)).status, path).toBe(404);
    await studio.goto(at(site.name, "/studio/settings"));
    await studio.getByLabel("Visitors may write to you").check();
    await studio.getByRole("button", { name: "Save messages" }).dblclick();
    await expect(studio.getByText("Visitors can write to you now.")).toBeVisible();
    await expectAccessible(studio);

    for (const path of ["/wanted", "/for-trade"]) {
      await page.goto(at(site.name, path));
      await expect(page.getByRole("link", { name: "Write about it: Peanut" })).toHaveAttribute(
        "href",
        `/items/${slug}/write`,
      );
      await expect(page.getByRole("link", { name: "Write to the owner" })).toBeVisible();
    }
    await page.goto(at(site.name, `/items/${slug}`));
    await page.getByRole("link", { name: /^Write to/ }).click();
    const text = page.getByLabel("Your message");
    const email = page.getByLabel("Your e-mail address");
    const send = page.getByRole("button", { name: "Send the message" });
    await expect(page.locator("script")).toHaveCount(0);
    await text.fill(`Is it for trade?\nقطة ${site.name}`);
    await email.fill("ada.example.org");
    await page.getByLabel("Your name").fill("Ada <b>");
    const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
    await send.click();
    expect((await refused).status()).toBe(400);
    await expect(page.getByText("An @ is missing in this address.")).toBeVisible();
    await expect(text).toHaveValue(`Is it for trade?\nقطة ${site.name}`);
    await expect(page.getByLabel("Your name")).toHaveValue("Ada <b>");
    await email.fill("ada@example.org");
    await send.click();
    await expect(page).toHaveURL(at(site.name, `/items/${slug}/write/sent`));
    await expect(page.getByRole("heading", { name: "Your message is on its way" })).toBeVisible();

    // Back and once more is the same message.
    await page.goBack();
    await text.fill(`Is it for trade?\nقطة ${site.name}`);
    await email.fill("ada@example.org");
    await page.getByLabel("Your name").fill("Ada <b>");
    await send.click();
    await expect(page).toHaveURL(at(site.name, `/items/${slug}/write/sent`));
    await visitor.close();

    await expect.poll(() => countMailTo(outbox, site.ownerEmail), { timeout: 30_000 }).toBe(1);
    const mail = outbox.locator(".mail").filter({ hasText: `To ${site.ownerEmail},` });
    await expect(mail).toContainText(`قطة ${site.name}`);
    await studio.goto(at(site.name, "/studio"));
    await studio.getByRole("link", { name: "A new message" }).click();
    const message = studio.getByRole("article").filter({ hasText: `قطة ${site.name}` });
    await expect(message).toHaveCount(1);
    await expect(message).toContainText("Ada <b>");
    await expect(studio.getByText("ada@example.org")).toHaveCount(0);
    await expectAccessible(studio);
    await studio.getByRole("button", { name: "Mark 1 new as read" }).click();
    await expect(message.getByText("New", { exact: true })).toHaveCount(0);
    await signIn(owner, other);
    await studio.goto(at(other.name, "/studio/messages"));
    await expect(studio.getByText("Your site takes no messages.")).toBeVisible();
    await owner.close();
  });

test("the forms have no fault in either scheme, with and without mistakes, at two widths", async ({
  page,
}) => {
  for (const preset of ["vitrine", "terminal"] as const) {
    const site = await createSite({ preset });
    const { slug } = await site.add({ name: "Peanut" });
    await site.takeMessages(true);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at(site.name, `/items/${slug}/write`));
      await expectAccessible(page);
      await page.getByRole("button", { name: "Send the message" }).click();
      await expect(page.getByRole("alert")).toContainText("Nothing was sent yet");
      await expectAccessible(page);
      await page.goto(at(site.name, "/write/sent"));
      await expectAccessible(page);
    }
  }
});

test("a form is refused from elsewhere and in other types, and beyond a limit comes again with its text", async () => {
  const site = await createSite();
  await site.takeMessages(true);
  const { origin } = new URL(at(site.name, "/"));
  const post = (headers: Readonly<Record<string, string>>, body: string) =>
    ask(site.name, "/write", {
      ...{ method: "POST", headers: Object.entries(headers), body, from: "127.0.0.77" },
    });
  const form = { origin, "content-type": "application/x-www-form-urlencoded" };
  const typed = (text: string, email = "ada@example.org") =>
    new URLSearchParams({ name: "", email, text, homepage: "" }).toString();
  expect((await post({ ...form, origin: "https://x.example" }, typed("a"))).status).toBe(403);
  expect((await post({ ...form, "content-type": "application/json" }, "{}")).status).toBe(415);
  expect((await post({ ...form, "content-type": "text/plain" }, typed("a"))).status).toBe(415);
  expect((await post(form, `${typed("a")}&text=b`)).status).toBe(400);
  expect((await post(form, typed("x".repeat(200_000)))).status).toBe(413);
  expect((await ask(site.name, "/write", { method: "HEAD" })).status).toBe(200);
  const trapped = await post(form, typed("Hello there").replace("homepage=", "homepage=x"));
  expect(trapped.status).toBe(400);
  expect(trapped.body).toContain("Hello there");
  for (let number = 1; number <= 10; number++) {
    const sent = await post(form, typed(`No. ${number}`, `a${number}@example.org`));
    expect([sent.status, sent.headers.location]).toEqual([303, "/write/sent"]);
  }
  const last = await post(form, typed("One too many <script>alert(1)</script>"));
  expect(last.status).toBe(429);
  expect(last.body).toContain("One too many &lt;script&gt;");
  expect(last.body).toContain("That was too often.");
  // Going back to it asks nothing again.
  expect(last.headers["cache-control"]).toBe("private, no-cache");
});

test("an owner reports a message, operators block its sender, and the owner blocks one alone", async ({
  site,
  owner,
  browser,
}) => {
  await site.takeMessages(true);
  const visitor = await browser.newContext({ javaScriptEnabled: false });
  const page = await visitor.newPage();
  await page.goto(at(site.name, "/write"));
  await page.getByLabel("Your message").fill(`Buy my bears, ${site.name}`);
  await page.getByLabel("Your e-mail address").fill(`seller@${site.name}.example`);
  await page.getByLabel("Your name").fill(`Seller ${site.name}`);
  await page.getByRole("button", { name: "Send the message" }).click();
  await expect(page.getByRole("heading", { name: "Your message is on its way" })).toBeVisible();
  await visitor.close();

  await owner.goto(at(site.name, "/studio/messages"));
  await owner.getByRole("button", { name: /^Report/ }).click();
  await owner.getByLabel("What is wrong with it").fill("He");
  await owner.getByRole("button", { name: "Report it to Swingtag" }).click();
  await expect(owner.getByText("Say in a few words what is wrong with it.")).toBeVisible();
  await owner.getByLabel("What is wrong with it").fill("He writes to everybody.");
  await owner.getByRole("button", { name: "Report it to Swingtag" }).click();
  await expect(owner.getByText("Reported to the people who run Swingtag.")).toBeVisible();
  await owner.getByRole("button", { name: /^Block the sender/ }).click();
  await owner.getByRole("button", { name: "Block the sender", exact: true }).click();
  await expect(owner.getByRole("heading", { name: "Senders you have blocked" })).toBeVisible();
  await expectAccessible(owner);

  const console = await browser.newContext();
  await signInOperator(console);
  const operator = await console.newPage();
  await operator.goto(at("operator", "/complaints"));
  const sent = operator.getByRole("region").filter({ hasText: `Buy my bears, ${site.name}` });
  await expect(sent).toContainText("He writes to everybody.");
  await expect(operator.getByText(`seller@${site.name}.example`)).toHaveCount(0);
  await expectAccessible(operator);
  await sent.getByLabel("What becomes of it").selectOption("Block the sender on every site");
  await sent.getByLabel("Why").fill("Several sites got it.");
  await sent.getByRole("button", { name: "Decide" }).click();
  await expect(sent.getByText("Several sites got it.")).toBeVisible();
  await expect(sent).toContainText("blocked on every site");
  await console.close();
  await owner.reload();
  await expect(owner.getByText("its sender can write to no site any more")).toBeVisible();
});

test("an editor reads messages and reports none, a viewer finds nothing", async ({
  site,
  browser,
}) => {
  await site.takeMessages(true);
  for (const [role, status] of [
    ["editor", 200],
    ["viewer", 404],
  ] as const) {
    await site.join(`${role}@example.org`, role);
    const context = await browser.newContext();
    await signIn(context, site, `${role}@example.org`);
    const page = await context.newPage();
    const answer = await page.goto(at(site.name, "/studio/messages"));
    expect(answer?.status()).toBe(status);
    await context.close();
  }
});
