import { Agent, type IncomingMessage, request } from "node:http";
import { answerOf, type LambdaAnswer, plainAnswer } from "./answer";
import type { LocalRequest } from "./event";

const agent = new Agent({ keepAlive: true });

/** Asks the app in this function, and answers 502 or 504 where it does not answer. */
export async function ask(
  port: number,
  { method, path, headers, body }: LocalRequest,
  signal: AbortSignal,
): Promise<LambdaAnswer> {
  try {
    return await answerOf(
      await send(`127.0.0.1:${port}`, { method, path, headers, body, signal, agent }),
    );
  } catch {
    return signal.aborted
      ? plainAnswer(504, "This took too long. Try again in a moment.")
      : plainAnswer(502, "The app did not answer. Try again in a moment.");
  }
}

/** Tells the Runtime API something; what it answers is not read. */
export async function tell(api: string, path: string, said: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(said));
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  const response = await send(api, { method: "POST", path, headers, body });
  response.resume();
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly signal?: AbortSignal;
  readonly agent?: Agent;
}

/** Sends one request. @param at host:port @throws Error when nothing answers */
export function send(
  at: string,
  { method, path, headers = {}, body, signal, agent: through }: Sent,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(`http://${at}`);
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: hostname, port, method, path, headers, signal, agent: through },
      resolve,
    );
    sending.once("error", reject);
    sending.end(body);
  });
}
