import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forward, type StackAt } from "./forward";
import { front } from "./front";
import { PASS, passKey } from "./pass";
import { answerAtStack, vouchedBy } from "./vouched";

const SECRETS: Readonly<Record<string, string>> = {
  s00000001: "the secret of our stack, at least 32 characters",
  s00000002: "the secret of their stack, also 32 characters",
};
const keyOf = (name: string) => passKey(SECRETS[name] ?? "");

let servers: Server[] = [];
let stacks: Record<string, StackAt | Error>;
let platform: number;
/** How our stack answers, after its door. */
let answer: RequestListener;
let reached: IncomingMessage[];

beforeEach(async () => {
  reached = [];
  answer = (req, res) => res.end(JSON.stringify({ stack: "ours", headers: req.headers }));
  const ours = await listen(stackOf("s00000001", (req, res) => answer(req, res)));
  const theirs = await listen(stackOf("s00000002", (_, res) => void res.end("theirs")));
  stacks = {
    ours: { name: "s00000001", origin: `http://127.0.0.1:${ours}` },
    theirs: { name: "s00000002", origin: `http://127.0.0.1:${theirs}` },
  };
  const passing = forward((_, res) => void res.end("the platform's own"), {
    baseDomain: "localhost",
    scheme: "https",
    keyOf,
    async stackOf(site) {
      const found = stacks[site] ?? null;
      if (found instanceof Error) throw found;
      return found;
    },
    away(res) {
      res.writeHead(503, { "retry-after": "5" });
      res.end("away");
    },
    patience: { connect: 2000, answer: 2000 },
  });
  platform = await listen(
    front(passing, { baseDomain: "localhost", scheme: "https", trustedProxies: [] }),
  );
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

/** A stack as main.ts puts it together: the door, then the front. */
function stackOf(name: string, handle: RequestListener): RequestListener {
  const vouch = vouchedBy(keyOf(name));
  const visited = front((req, res) => handle(req, res), {
    baseDomain: "localhost",
    scheme: "https",
    trustedProxies: [],
    vouch,
  });
  return (req, res) => {
    reached.push(req);
    if (!answerAtStack(req, res, { vouch, files: () => null })) visited(req, res);
  };
}

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return address.port;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function ask(
  site: string,
  {
    method = "GET",
    path = "/items/peanut?page=2",
    headers = {},
    body,
    port = platform,
  }: {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    port?: number;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { host: `${site}.localhost`, ...headers },
      },
      async (res) => {
        try {
          let text = "";
          for await (const piece of res) text += piece;
          resolve({ status: res.statusCode ?? 0, headers: res.headers, text });
        } catch (error) {
          reject(error);
        }
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

describe("a site with a stack of its own", () => {
  test("is answered by its stack, theirs by theirs, and all others here", async () => {
    expect(JSON.parse((await ask("ours")).text).stack).toBe("ours");
    expect((await ask("theirs")).text).toBe("theirs");
    expect((await ask("gallery")).text).toBe("the platform's own");
  });

  test("is asked with the visitor's host, address and scheme, and under the same id", async () => {
    const { text, headers } = await ask("ours", { headers: { cookie: "a=b", "x-custom": "yes" } });
    const inside = JSON.parse(text).headers;
    expect(inside).toMatchObject({
      host: "ours.localhost",
      "x-forwarded-host": "ours.localhost",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "https",
      cookie: "a=b",
      "x-custom": "yes",
    });
    expect(inside["x-swingtag-request"]).toBe(headers["x-request-id"]);
  });

  test("cannot be told by a visitor who is asking, nor shown a pass", async () => {
    const { text } = await ask("ours", {
      headers: {
        "x-forwarded-for": "203.0.113.9",
        "x-forwarded-host": "theirs.localhost",
        "x-swingtag-request": "forged",
        "x-swingtag-client": "203.0.113.9",
        [PASS]: "forged",
        traceparent: "00-00000000000000000000000000000001-0000000000000001-01",
      },
    });
    const inside = JSON.parse(text).headers;
    expect(JSON.stringify(inside)).not.toMatch(/203\.0\.113\.9|forged|theirs/);
  });

  test("answers nobody but the platform, and not what is meant for another stack", async () => {
    const { origin } = stacks.ours as StackAt;
    const port = Number(new URL(origin).port);
    expect((await ask("ours", { port })).status).toBe(404);
    await ask("theirs");
    const pass = String(reached.at(-1)?.headers[PASS] ?? "");
    const id = String(reached.at(-1)?.headers["x-swingtag-request"] ?? "");
    const headers = {
      [PASS]: pass,
      "x-swingtag-request": id,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "theirs.localhost",
    };
    expect((await ask("theirs", { port, headers })).status).toBe(404);
  });

  test("sets its cookies, its status and its headers, and none of the connection's", async () => {
    answer = (_, res) => {
      res.writeHead(418, {
        "set-cookie": ["one=1; Path=/", "two=2; Path=/"],
        connection: "x-inner, keep-alive",
        "x-inner": "of this connection alone",
        "x-outer": "kept",
      });
      res.end("short and stout");
    };
    const { status, headers, text } = await ask("ours");
    expect([status, text]).toEqual([418, "short and stout"]);
    expect(headers["set-cookie"]).toEqual(["one=1; Path=/", "two=2; Path=/"]);
    expect(headers["x-outer"]).toBe("kept");
    expect(headers["x-inner"]).toBeUndefined();
  });

  test("gets no header of the visitor's connection", async () => {
    const { text } = await ask("ours", {
      headers: { connection: "close, x-mine", "x-mine": "1", te: "trailers", upgrade: "websocket" },
    });
    const inside = JSON.parse(text).headers;
    for (const name of ["x-mine", "te", "upgrade"]) expect(inside[name]).toBeUndefined();
  });
});

describe("what is large", () => {
  test("goes up as it comes: the stack has the first bytes before the last are sent", async () => {
    const pieces: string[] = [];
    answer = async (req, res) => {
      for await (const piece of req) pieces.push(String(piece));
      res.end("whole");
    };
    const socket = connect(platform, "127.0.0.1");
    socket.write("POST /up HTTP/1.1\r\nHost: ours.localhost\r\nContent-Length: 10\r\n\r\nfirst");
    await vi.waitUntil(() => pieces.join("") === "first");
    socket.write("after");
    const [said] = await once(socket, "data");
    expect(String(said)).toMatch(/^HTTP\/1\.1 200/);
    expect(pieces.join("")).toBe("firstafter");
    socket.destroy();
  });

  test("comes down as it is made: the visitor has the first bytes before the last are", async () => {
    const gate = Promise.withResolvers<void>();
    answer = async (_, res) => {
      res.write("first");
      await gate.promise;
      res.end("after");
    };
    let got = "";
    const done = new Promise<void>((resolve, reject) => {
      const options = { host: "127.0.0.1", port: platform, headers: { host: "ours.localhost" } };
      request(options, (res) => {
        res.on("data", (piece) => {
          got += piece;
        });
        res.once("end", resolve);
      })
        .once("error", reject)
        .end();
    });
    await vi.waitUntil(() => got === "first");
    gate.resolve();
    await done;
    expect(got).toBe("firstafter");
  });

  test("is given up at the stack when the visitor leaves", async () => {
    let left = false;
    answer = (_, res) => {
      res.write("first");
      res.once("close", () => {
        left = true;
      });
    };
    const socket = connect(platform, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: ours.localhost\r\n\r\n");
    await once(socket, "data");
    socket.destroy();
    await vi.waitUntil(() => left);
  });

  test("and breaks off at the stack breaks off at the visitor", async () => {
    answer = (_, res) => {
      res.writeHead(200, { "content-length": "100" });
      res.write("half", () => res.destroy());
    };
    await expect(ask("ours")).rejects.toThrow();
  });
});

describe("a stack that does not answer", () => {
  test("is 503, for reading and for writing, and nobody is asked twice to write", async () => {
    answer = (req) => req.socket.destroy();
    const asked = () => reached.filter(({ method }) => method === "POST").length;
    expect(await ask("ours")).toMatchObject({ status: 503, text: "away" });
    expect(await ask("ours", { method: "POST", body: "x=1" })).toMatchObject({ status: 503 });
    expect(asked()).toBe(1);
  });

  test("is 503 where nothing listens, and where it does not stand yet", async () => {
    stacks.ours = { name: "s00000001", origin: "http://127.0.0.1:1" };
    expect((await ask("ours")).status).toBe(503);
    stacks.ours = { name: "s00000001", origin: "" };
    expect((await ask("ours")).status).toBe(503);
    expect((await ask("theirs")).text).toBe("theirs");
  });

  test("is 503 when it says nothing for too long", async () => {
    answer = () => {};
    expect((await ask("ours")).status).toBe(503);
  });

  test("is read again where only the kept connection was dead", async () => {
    let first = true;
    answer = (req, res) => {
      if (!first && reached.length === 2) req.socket.destroy();
      else res.end("fresh");
      first = false;
    };
    expect((await ask("ours")).text).toBe("fresh");
    expect((await ask("ours")).text).toBe("fresh");
    expect(reached).toHaveLength(3);
  });

  test("is still found while the platform's database is away", async () => {
    expect((await ask("ours")).status).toBe(200);
    stacks.ours = new Error("The platform is away.");
    expect(JSON.parse((await ask("ours")).text).stack).toBe("ours");
  });
});
