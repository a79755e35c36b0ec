import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DATABASE_AWAY } from "../fault-code";
import { log } from "../log";
import { takeConsole } from "./console";
import { tellFault } from "./told";
import { beginTrace, within } from "./trace";

/** What the framework prints with. */
const framework = console;
const printed = { ...framework };
beforeEach(() => {
  for (const level of ["error", "warn", "info"] as const)
    vi.spyOn(log, level).mockImplementation(() => {});
  takeConsole();
});
afterEach(() => {
  Object.assign(framework, printed);
});

const request = <T>(work: () => T): T => within(beginTrace("site", { requestId: "r" }), work);
const away = () => Object.assign(new Error(`away ${Math.random()}`), { code: DATABASE_AWAY });

test("a failed page that the framework prints and we note has one line", () => {
  const bug = new Error("a bug");
  request(() => {
    framework.error("\u001b[31m\u001b[1m⨯\u001b[22m\u001b[39m", bug);
    tellFault(bug, { requestId: "r" });
    framework.error(bug);
  });
  expect(vi.mocked(log.error).mock.calls).toEqual([[{ err: bug }, "the page failed"]]);
});

test("a database that is away has one line in a request, whatever fails there, and one in the next", () => {
  const shared = away();
  request(() => {
    framework.error(shared);
    tellFault(away());
    framework.error(away());
  });
  request(() => tellFault(shared));
  expect(log.error).toHaveBeenCalledTimes(2);
});

test("another fault of the same request has a line of its own, and so has each outside of requests", () => {
  request(() => {
    tellFault(away());
    tellFault(new Error("a bug"));
  });
  tellFault(new Error("a bug"));
  framework.error("uncaughtException: ", new Error("a bug"));
  expect(log.error).toHaveBeenCalledTimes(4);
  expect(log.error).toHaveBeenLastCalledWith(expect.anything(), "uncaughtException:");
});

test("what is said without an error keeps its words and level", () => {
  framework.warn("\u001b[33m⚠\u001b[39m Careful, %s", "you");
  framework.log("▲ Next.js");
  framework.log("");
  expect(vi.mocked(log.warn).mock.calls).toEqual([[{}, "Careful, you"]]);
  expect(vi.mocked(log.info).mock.calls).toEqual([[{}, "Next.js"]]);
});

test("each error is one line of JSON with site and request, its stack in it", async () => {
  const script = `
    const { takeConsole } = await import("./base/telemetry/console.ts");
    const { beginTrace, within, noteSite, noteTenant } = await import("./base/telemetry/trace.ts");
    takeConsole();
    within(beginTrace("site", { requestId: "r-1" }), () => {
      noteSite("ours");
      console.warn("before its tenant is known");
      noteTenant({ id: "t-1", slug: "ours" });
      console.error("⨯", new TypeError("one\\ntwo"));
    });
    console.error("three\\nfour");
  `;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", script],
    { cwd: `${import.meta.dirname}/../..`, env: { ...process.env, LOG_LEVEL: "info" } },
  );
  expect(stderr).toBe("");
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: "warn", requestId: "r-1", site: "ours" },
    {
      level: "error",
      requestId: "r-1",
      site: "ours",
      err: { type: "TypeError", message: "one\ntwo" },
    },
    { level: "error", msg: "three\nfour" },
  ]);
});
