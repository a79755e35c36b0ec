import { once } from "node:events";
import { createServer, get, type RequestListener, type Server, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { destinationOf } from "@/base/host";
import { log } from "@/base/log";
import { doorstep } from "./doorstep";
import { limitFlood } from "./flood";
import { forward } from "./forward";
import { healthOf, probes } from "./health";
import { knownHost } from "./known-host";
import { otherVersions } from "./other-versions";
import { pageCache } from "./page-cache";
import { pathOf } from "./path";
import { nowhere, plainPages } from "./plain";
import { inOrder, type Step } from "./steps";
import { frontBefore, stepsAlone } from "./testing";

vi.mock("@/base/host", async (original) => spied(await original()));
vi.mock("./path", async (original) => spied(await original()));

function spied(module: object): object {
  return Object.fromEntries(
    Object.entries(module).map(([name, one]) => [
      name,
      typeof one === "function" ? vi.fn(one) : one,
    ]),
  );
}

let server: Server | undefined;
beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(() => {
  server?.close();
});

async function ask(listener: RequestListener, path = "/"): Promise<string> {
  server ??= createServer();
  server.removeAllListeners("request").on("request", listener);
  if (!server.listening) await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const { port } = address;
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers: { host: "ours.localhost" } }, async (res) => {
      let text = "";
      for await (const piece of res) text += piece;
      resolve(text);
    }).on("error", reject);
  });
}

describe("steps", () => {
  const saying =
    (word: string, said: string[]): Step =>
    (_req, _res, _arrival, next) => {
      said.push(word);
      return next();
    };

  test("are taken in their order until one answers, and those that there are not are left out", async () => {
    const said: string[] = [];
    const answer = stepsAlone(
      saying("one", said),
      saying("two", said),
      (_, res) => void res.end("answered"),
      saying("never", said),
    );
    expect(await ask(answer)).toBe("answered");
    expect(said).toEqual(["one", "two"]);
  });

  test("begin at once: what needs no waiting waits for nothing", () => {
    const said: string[] = [];
    const arrive = () => ({}) as never;
    inOrder(
      arrive,
      false,
      saying("one", said),
      saying("two", said),
    )({} as never, new ServerResponse({ method: "GET" } as never) as never);
    expect(said).toEqual(["one", "two"]);
  });

  test("that fail as soon as the request arrives end the connection and nothing else", async () => {
    vi.spyOn(log, "error").mockImplementation(() => {});
    const failing = inOrder(() => {
      throw new Error("a bug");
    });
    await expect(ask(failing)).rejects.toThrow();
    expect(await ask(stepsAlone((_, res) => void res.end("still there")))).toBe("still there");
  });

  test("that fail before the front end the connection and nothing else", async () => {
    vi.spyOn(log, "error").mockImplementation(() => {});
    const failing = stepsAlone(async () => {
      throw new Error("a bug");
    });
    await expect(ask(failing)).rejects.toThrow();
    expect(await ask(stepsAlone((_, res) => void res.end("still there")))).toBe("still there");
  });
});

test("a kept page's destination and path are worked out once, and the app had been handed that path", async () => {
  const handed: string[] = [];
  const kept = frontBefore(
    {},
    probes(healthOf({})),
    knownHost({ baseDomain: "localhost", knows: async () => true }),
    limitFlood({ free: new Set(), refuse: (res) => res.destroy() }),
    nowhere(["site"]),
    doorstep({ sessionCookie: "session", ask: async () => null }),
    forward({
      scheme: "http",
      stackOf: async () => null,
      keyOf: () => Buffer.alloc(0),
      away: (res) => res.destroy(),
    }),
    pageCache({
      sessionCookie: "session",
      freshness: async () => "tenant 1",
      holder: async () => "tenant",
      away: (res) => res.destroy(),
    }),
    otherVersions({ own: new Set(), find: async () => null }),
    plainPages(() => null),
    (req, res, { path }) => {
      expect(req.url).toBe(path);
      handed.push(path);
      res.setHeader("content-type", "text/html");
      res.setHeader("content-security-policy", "script-src 'nonce-n'");
      res.end("<p>the shelf</p>");
    },
  );
  const target = "/studio//%2e%2e/../%69tems/b%20c?to=/../x";
  // An address with a query is kept when it is asked for again.
  for (const _ of [1, 2]) expect(await ask(kept, target)).toBe("<p>the shelf</p>");
  vi.clearAllMocks();
  expect(await ask(kept, target)).toBe("<p>the shelf</p>");
  expect(handed).toEqual(Array(2).fill("/items/b%20c?to=/../x"));
  expect(vi.mocked(destinationOf)).toHaveBeenCalledExactlyOnceWith("ours.localhost", "localhost");
  expect(vi.mocked(pathOf)).toHaveBeenCalledExactlyOnceWith(target);
});
