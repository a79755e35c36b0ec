import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from "node:http";
import type { StackAt } from "@/base/bridge";
import { passKey } from "@/base/pass";
import { arrivals } from "./arrival";
import { forward } from "./forward";
import { front } from "./front";
import { inOrder, type Step } from "./steps";
import { frontBefore } from "./testing";
import { stackAlone, vouchedBy } from "./vouched";

/** A platform with two stacks, of which ours answers as the test says. */
export interface Bench {
  /** The platform's. */
  readonly port: number;
  /** The stack of each site, or the error that looking it up throws. */
  readonly stacks: Record<string, StackAt | Error>;
  /** How our stack answers, after the check of its pass. */
  answer: RequestListener;
  /** Requests that any stack got. */
  readonly reached: IncomingMessage[];
  ask(site: string, asked?: Asked): Promise<Answer>;
  end(): void;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Another server than the platform. */
  readonly port?: number;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const SECRETS: Readonly<Record<string, string>> = {
  s00000001: "the secret of our stack, at least 32 characters",
  s00000002: "the secret of their stack, also 32 characters",
};
const keyOf = (name: string) => passKey(SECRETS[name] ?? "");

export async function startBench(): Promise<Bench> {
  const servers: Server[] = [];
  const reached: IncomingMessage[] = [];
  const listen = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("The server has no port.");
    return address.port;
  };
  const ours = await listen(stackOf("s00000001", reached, (req, res) => bench.answer(req, res)));
  const theirs = await listen(stackOf("s00000002", reached, (_, res) => void res.end("theirs")));
  const stacks: Bench["stacks"] = {
    ours: { name: "s00000001", origin: `http://127.0.0.1:${ours}` },
    theirs: { name: "s00000002", origin: `http://127.0.0.1:${theirs}` },
  };
  const passing = forward({
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
  const own: Step = (_, res) => void res.end("the platform's own");
  const port = await listen(frontBefore({ scheme: "https" }, passing, own));
  const bench: Bench = {
    port,
    stacks,
    reached,
    answer: (req, res) => res.end(JSON.stringify({ stack: "ours", headers: req.headers })),
    ask: (site, asked = {}) => ask(site, { port, ...asked }),
    end() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  return bench;
}

/** A stack as main.ts puts it together: the check of the pass, then the front. */
function stackOf(
  name: string,
  reached: IncomingMessage[],
  handle: RequestListener,
): RequestListener {
  return inOrder(
    arrivals({ baseDomain: "localhost", trustedProxies: [], vouch: vouchedBy(keyOf(name)) }),
    (req, _res, _arrival, next) => {
      reached.push(req);
      return next();
    },
    stackAlone(async () => {}),
    front({ scheme: "https" }),
    (req, res) => handle(req, res),
  );
}

function ask(site: string, asked: Asked): Promise<Answer> {
  const { method = "GET", path = "/items/peanut?page=2", headers = {}, body, port } = asked;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, headers: { host: `${site}.localhost`, ...headers } },
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
