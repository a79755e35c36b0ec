import { join } from "node:path";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { freePort } from "@/base/free-port";
import { startApp } from "@/packages/local/serve";
import { hostOf } from "./addresses";
import { lacksObservatory, rate } from "./observatory";
import { operatorSession } from "./operators";
import { type Answer, ask } from "./raw";
import { createSite } from "./sites";
import { expect, test } from "./test";

/** What each is, its address and the answer, as a browser gets it over https. */
let answers: readonly (readonly [kind: string, url: string, answer: Answer])[];

test.beforeAll(async () => {
  const port = await freePort();
  const app = await startApp({
    env: { PORT: String(port), PUBLIC_PORT: "443", PUBLIC_SCHEME: "https", WORKER: "apart" },
    log: join(process.cwd(), ".data/e2e/ratings.log"),
  });
  try {
    const ready = () =>
      ask("", "/", { port }).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(ready, { timeout: 120_000 }).toBe(200);
    const [site, closed] = [await createSite(), await createSite()];
    await site.add({ name: "Peanut" });
    await closed.suspend();
    const asked: [string, number, string, string, string?][] = [
      ["apex", 200, "", "/"],
      ["shelf", 200, site.name, "/"],
      ["item", 200, site.name, "/items/peanut"],
      ["sign-in", 200, site.name, "/sign-in"],
      ["studio", 200, site.name, "/studio", await site.sessionOf(site.ownerEmail)],
      ["console", 200, "operator", "/", await operatorSession()],
      ["404", 404, site.name, "/nothing"],
      ["503", 503, closed.name, "/"],
    ];
    answers = await Promise.all(
      asked.map(async ([kind, status, name, path, cookie]) => {
        const host = hostOf(name).replace(/:\d+$/, "");
        const headers: [string, string][] = [
          ["host", host],
          ["accept", "text/html"],
        ];
        const answer = await ask(name, path, {
          port,
          headers: cookie ? [...headers, ["cookie", cookie]] : headers,
        });
        expect([kind, answer.status]).toEqual([kind, status]);
        return [kind, `https://${host}${path}`, answer] as const;
      }),
    );
  } finally {
    await app.stop();
  }
});

test("an evaluator of content policies finds nothing of high severity on any kind of page", () => {
  for (const [kind, , { headers }] of answers) {
    const { csp } = new CspParser(String(headers["content-security-policy"]));
    const found = new CspEvaluator(csp).evaluate().map(({ severity, directive, description }) => ({
      severity,
      said: `${directive}: ${description}`,
    }));
    const grave = found.filter(({ severity }) =>
      [Severity.HIGH, Severity.SYNTAX].includes(severity),
    );
    expect([kind, grave]).toEqual([kind, []]);
  }
});

test("the evaluator finds what is grave in a policy that is open", () => {
  const { csp } = new CspParser("script-src 'unsafe-inline' *; object-src *");
  const found = new CspEvaluator(csp).evaluate().map(({ severity }) => severity);
  expect(found).toContain(Severity.HIGH);
});

test("MDN's Observatory gives each kind of page an A+", async () => {
  const lacking = await lacksObservatory();
  test.skip(lacking !== null, lacking ?? "");
  const rated = await Promise.all(
    answers.map(async ([kind, url, answer]) => [kind, await rate(url, answer)] as const),
  );
  for (const [kind, { grade, lost }] of rated)
    expect([kind, grade, lost]).toEqual([kind, "A+", []]);
  const [, url, answer] = answers[0] ?? [];
  const open = { ...answer, headers: { "content-type": "text/html" } } as Answer;
  // Of 100 points 25 go with the policy, 20 with HSTS, 20 for frames and 5 for guessed types; 30 are a D.
  expect((await rate(url ?? "", open)).grade).toBe("D");
});
