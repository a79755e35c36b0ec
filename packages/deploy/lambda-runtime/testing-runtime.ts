import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What the loop told the Runtime API of one invocation. */
export interface Told {
  readonly kind: "response" | "error";
  readonly said: unknown;
}

/** Lambda's Runtime API as far as a runtime sees it: hands out events one by one and keeps what it is told. */
export interface FakeRuntime {
  readonly api: string;
  /** Hands the event out as the next invocation. @returns what the loop said to it */
  invoke(event: unknown, deadline?: number): Promise<Told>;
  close(): Promise<void>;
}

interface Waiting {
  readonly body: string;
  readonly deadline: number;
  readonly resolve: (told: Told) => void;
}

export async function fakeRuntime(): Promise<FakeRuntime> {
  const queue: string[] = [];
  const open = new Map<string, Waiting>();
  const asking: ServerResponse[] = [];
  let count = 0;

  const server = createServer((req, res) => void answer(req, res));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    api: `127.0.0.1:${portOf(server.address())}`,
    invoke(event, deadline = Date.now() + 29_000) {
      const id = `invocation-${++count}`;
      return new Promise((resolve) => {
        open.set(id, { body: JSON.stringify(event), deadline, resolve });
        queue.push(id);
        handOut();
      });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.method === "GET" && req.url === "/2018-06-01/runtime/invocation/next") {
      asking.push(res);
      return handOut();
    }
    const told = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(
      req.url ?? "",
    );
    const waiting = open.get(told?.[1] ?? "");
    if (req.method !== "POST" || !told || !waiting) return void res.writeHead(404).end();
    open.delete(told[1] ?? "");
    const said: unknown = JSON.parse(await text(req));
    res.writeHead(202).end();
    waiting.resolve({ kind: told[2] === "error" ? "error" : "response", said });
  }

  function handOut(): void {
    if (queue.length === 0 || asking.length === 0) return;
    const id = queue.shift() ?? "";
    const waiting = open.get(id);
    asking
      .shift()
      ?.writeHead(200, {
        "lambda-runtime-aws-request-id": id,
        "lambda-runtime-deadline-ms": String(waiting?.deadline),
      })
      .end(waiting?.body);
  }
}

/** A request in payload format 2.0, as an HTTP API hands it over. */
export function requestEvent(
  host: string,
  path: string,
  more: {
    readonly method?: string;
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    readonly body?: Buffer;
  } = {},
) {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: more.query ?? "",
    headers: { host, ...more.headers },
    cookies: more.cookies,
    body: more.body?.toString("base64"),
    isBase64Encoded: more.body !== undefined,
    requestContext: {
      http: { method: more.method ?? "GET", path, sourceIp: "203.0.113.9" },
    },
  };
}

export function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return address.port;
}
