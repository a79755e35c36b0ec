import { describe, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { admission } from "./admission";
import type { Step } from "./steps";
import { bodyOf, echo, exchange, request } from "./testing";

const admitted = admission({ scheme: "https" });
const behind =
  (step: Step): Step =>
  (req, res, arrival, next) =>
    admitted(req, res, arrival, () => step(req, res, arrival, next));

/** What is answered to a request of the site artmatt with the app behind the admission. */
function ask(line: string, ...headers: string[]): Promise<string> {
  const raw = request("Host: artmatt.localhost", ...headers);
  return exchange(raw.replace("GET /x?token=abc", line), behind(echo));
}

describe("what the app would fail on", () => {
  test.each([
    ["GET /items/%", 400],
    ["GET /items/%E0%A4%A", 400],
    ["GET /items/%F0", 400],
    ["GET /items/%zz", 400],
    ["GET /plush/%", 400],
    ["GET /items/a%2Fb", 400],
    ["GET *", 400],
    ["GET http://elsewhere/x", 400],
    ["GET http://artmatt.localhost/", 400],
    ["OPTIONS *", 405],
    ["OPTIONS /", 405],
    ["TRACE /", 405],
    ["PUT /items/peanut", 405],
    ["DELETE /", 405],
    ["POST /_next/static/chunks/a.js", 405],
    ["POST /_static/fonts/a.woff2", 405],
  ])("%s is %i with the plain page, a request id and no error in the log", async (line, status) => {
    const error = vi.spyOn(log, "error").mockImplementation(() => {});
    const answer = await ask(line);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain("content-type: text/html");
    expect(answer).not.toContain("elsewhere");
    const [, id = "none"] = /x-request-id: (\S+)/.exec(answer) ?? [];
    if (!line.startsWith("TRACE")) expect(answer).toContain(`<code>${id}</code>`);
    if (status === 405) expect(answer).toContain("allow: GET, HEAD, POST\r\n");
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });

  test.each([
    "http://begin.localhost",
    "http://artmatt.localhost",
    "https://artmatt.localhost.evil",
    "null",
  ])("a form of %s is refused, and one of the site itself is not", async (origin) => {
    const foreign = await ask("POST /studio", `Origin: ${origin}`);
    expect(foreign).toMatch(/^HTTP\/1.1 403 /);
    expect(foreign).toContain("This did not come from this site");
    const action = await ask("POST /studio", `Origin: ${origin}`, "Next-Action: some");
    expect(action).toMatch(/^HTTP\/1.1 403 [\s\S]*content-type: text\/plain\r\n/);
    expect(await ask("POST /studio", "Origin: https://artmatt.localhost")).toMatch(
      /^HTTP\/1.1 200 /,
    );
    expect(await ask("GET /", `Origin: ${origin}`)).toMatch(/^HTTP\/1.1 200 /);
  });

  test("a router's header that is none is refused, on every method", async () => {
    for (const line of ["GET /studio", "POST /studio", "GET /"])
      expect(await ask(line, "RSC: 1", "Next-Router-State-Tree: {")).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe("another way to a page", () => {
  test.each([
    "/_next/data/build/items/peanut.json",
    "/_next/data/build/index.json",
    "/_next/image?url=%2Fphotos%2Fa.webp&w=64&q=75",
    "/items/peanut.rsc",
    "/index.rsc",
    "/items/peanut.segments/_tree.segment.rsc",
  ])("%s is the one 404", async (path) => {
    const answer = await ask(`GET ${path}`);
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).toContain("There is nothing here");
  });

  test("is asked for as the page itself where that is public, and goes on to the app elsewhere", async () => {
    const router = ["RSC: 1", "Next-Router-Prefetch: 1", "Next-Url: /", "Next-Action: some"];
    const names = (answer: string) =>
      Object.keys(bodyOf(answer).headers).filter((name) => /^(rsc|next-)/.test(name));
    for (const path of ["/", "/?page=2", "/items/peanut"])
      expect(names(await ask(`GET ${path}`, ...router))).toEqual(["next-action"]);
    expect(names(await ask("GET /studio", ...router))).toHaveLength(4);
  });

  test("files of the build are let through", async () => {
    expect(bodyOf(await ask("GET /_next/static/chunks/a.js")).url).toBe(
      "/_next/static/chunks/a.js",
    );
  });
});

test.each(["/welcome?token=abc", "/api/auth/callback/email?email=a&token=abc"])(
  "a scanner that only looks at %s never reaches the app, a click does",
  async (path) => {
    const app = vi.fn(echo);
    const raw = request("Host: artmatt.localhost");
    const look = await exchange(raw.replace("GET /x?token=abc", `HEAD ${path}`), behind(app));
    expect(look).toMatch(/^HTTP\/1.1 204 /);
    expect(app).not.toHaveBeenCalled();
    await exchange(raw.replace("/x?token=abc", path), behind(app));
    expect(app).toHaveBeenCalledOnce();
  },
);

test("a page may be looked at", async () => {
  expect(await ask("HEAD /items/peanut")).toMatch(/^HTTP\/1.1 200 /);
});
