import { randomInt } from "node:crypto";
import { at } from "./addresses";
import { countMailTo } from "./outbox";
import { ask } from "./raw";
import { createSite, freshName } from "./sites";
import { expect, test } from "./test";

test("links for one address are mailed five times at most, however and by whomever they are asked for", async ({
  page,
}) => {
  const site = await createSite();
  const { ownerEmail } = site;
  const before = await countMailTo(page, ownerEmail);
  const request = async (attempt: number, fields: string[][], json = false) => {
    const from = `127.0.1.${attempt}`;
    const csrf = await ask(site.name, "/api/auth/csrf", { from });
    const { csrfToken } = JSON.parse(csrf.body);
    const cookie = (csrf.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
    const form = [...fields, ["csrfToken", csrfToken], ["json", "true"]];
    return ask(site.name, "/api/auth/signin/email", {
      method: "POST",
      from,
      headers: [
        ["cookie", cookie],
        ["origin", at(site.name).slice(0, -1)],
        ["content-type", json ? "application/json" : "application/x-www-form-urlencoded"],
      ],
      body: json ? JSON.stringify(Object.fromEntries(form)) : `${new URLSearchParams(form)}`,
    });
  };
  const answers = new Set<string>();
  for (let attempt = 1; attempt <= 7; attempt++) {
    const spelled = attempt % 2 === 0 ? ` ${ownerEmail.toUpperCase()} ` : ownerEmail;
    const { status, body } = await request(attempt, [["email", spelled]]);
    answers.add(`${status} ${body}`);
  }
  expect([...answers]).toEqual([expect.stringMatching(/^200 /)]);
  const twice = [
    ["email", "nobody@example.org"],
    ["email", ownerEmail],
  ];
  expect((await request(8, twice)).status).toBe(400);
  expect((await request(8, [["email", ownerEmail]], true)).status).toBe(415);
  await expect.poll(() => countMailTo(page, ownerEmail)).toBe(before + 5);
  const wanted = await request(9, [["email", `${freshName("who")}@example.org`]]);
  expect(`${wanted.status} ${wanted.body}`).toBe([...answers][0]);
  expect(await countMailTo(page, ownerEmail)).toBe(before + 5);
});

test("sign-up works as a plain form, and one client founds ten sites an hour at most", async () => {
  const from = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  const { body: page } = await ask("", "/", { from });
  const form = /<form id="sign-up"[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  expect(hidden.length).toBeGreaterThan(1);
  const stem = freshName("many");
  const found = async (number: number) => {
    const name = `${stem}-${number}`;
    const fields = [
      ...hidden.map(([, field = "", value = ""]) => [field, value.replaceAll("&quot;", '"')]),
      ["name", name],
      ["email", `${name}@example.org`],
      ["preset", "attic"],
    ];
    const parts = fields.map(
      ([field, value]) =>
        `--end\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
    );
    const answer = await ask("", "/", {
      method: "POST",
      from,
      headers: [
        ["origin", at().slice(0, -1)],
        ["content-type", "multipart/form-data; boundary=end"],
      ],
      body: `${parts.join("")}--end--\r\n`,
    });
    const body = answer.body.replaceAll("<!-- -->", "");
    const [, heading] = /<h2>([^<]*is yours\.)<\/h2>/.exec(body) ?? [];
    const [, alert] = /role="alert">([^<]*)</.exec(body) ?? [];
    return heading ?? alert;
  };
  for (let number = 1; number <= 10; number++)
    expect(await found(number)).toBe(`${stem}-${number} is yours.`);
  expect(await found(11)).toContain("That was too often. Try again in");
  expect(JSON.parse((await ask("", `/names?name=${stem}-11`)).body).free).toBe(true);
});
