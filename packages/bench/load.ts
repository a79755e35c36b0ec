import { Agent, request } from "node:http";

/** One answer: its status, body and how long it took. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  /** Milliseconds from sending to the last byte. */
  readonly ms: number;
}

export interface Ask {
  readonly port: number;
  /** As in a Host header, without port. */
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

/** Asks the app on loopback. Names under localhost do not resolve in Node, so the host goes in the header. */
export function ask({
  port,
  host,
  path = "/",
  method = "GET",
  headers,
  body,
  agent,
}: Ask): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        agent,
        headers: { host: `${host}:${port}`, ...headers },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          ms: performance.now() - started,
        });
      },
    );
    sent.on("error", reject);
    sent.setTimeout(20_000, () => sent.destroy(new Error("No answer within 20 s.")));
    sent.end(body);
  });
}

/** What a load showed. */
export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

/**
 * Sends requests over kept connections, `lanes` at a time, and expects 200 from each.
 * @param next makes the nth request
 * @param seen is told each answer
 */
export async function load(
  count: number,
  lanes: number,
  next: (index: number) => Ask,
  seen: (answer: Answer) => void = () => {},
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const times: number[] = [];
  let index = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (index < count) {
        const answer = await ask({ ...next(index++), agent });
        if (answer.status !== 200) throw new Error(`A request of the load got ${answer.status}.`);
        times.push(answer.ms);
        seen(answer);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { perSecond: count / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/** The value below which a share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
