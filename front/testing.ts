import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect } from "node:net";
import { type ArrivalSettings, arrivals } from "./arrival";
import { type FrontSettings, front } from "./front";
import { inOrder, type Step } from "./steps";

export type FrontOfTest = Partial<ArrivalSettings & FrontSettings>;

/** The front before the steps that a test is about; unless told otherwise on localhost, without proxies. */
export function frontBefore(settings: FrontOfTest, ...steps: readonly Step[]): RequestListener {
  const { baseDomain = "localhost", scheme = "http", trustedProxies = [], ...rest } = settings;
  return inOrder(
    arrivals({ baseDomain, trustedProxies, ...rest }),
    front({ scheme, ...rest }),
    ...steps,
  );
}

/** Steps without the front, as those that stand before it. */
export function stepsAlone(...steps: readonly Step[]): RequestListener {
  return inOrder(arrivals({ baseDomain: "localhost", trustedProxies: [] }), ...steps);
}

/** Sends raw bytes to the front before a step, and returns the whole answer as text. Over https unless told otherwise. */
export async function exchange(
  raw: string,
  step: Step,
  settings: FrontOfTest = {},
): Promise<string> {
  const server = createServer(frontBefore({ scheme: "https", ...settings }, step));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.end(raw);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  server.close();
  return Buffer.concat(chunks).toString();
}

/** The bytes of a request with these lines of headers. */
export function request(...lines: string[]): string {
  return ["GET /x?token=abc HTTP/1.1", ...lines, "Connection: close", "", ""].join("\r\n");
}

/** Answers what it was handed, and says what the inside must not say. */
export const echo: Step = (req, res, arrival) => {
  res.setHeader("x-middleware-rewrite", "/artmatt/x");
  res.setHeader("x-powered-by", "an app");
  res.end(JSON.stringify({ url: req.url, headers: req.headers, arrival }));
};

/** What `echo` answered. */
export function bodyOf(answer: string) {
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
}
