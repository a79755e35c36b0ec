import { connect } from "node:net";
import { type Corpus, type Mutated, requestsOf } from "./requests";

/** How many requests are under way at once. */
const WIDTH = 8;

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000;

/** What a corpus met. */
export interface Met {
  readonly sent: number;
  /** How often which status came; "none" is a connection that ended without an answer. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Requests that were answered with a fault other than 503, or not at all in time, with their first line. */
  readonly faults: readonly string[];
}

export interface Sending extends Corpus {
  /** On 127.0.0.1, and nowhere else. */
  readonly port: number;
  /** The loopback address to come from, for what is counted by client. */
  readonly from?: string;
  readonly signal?: AbortSignal;
  /** Is told how many are done, now and then. */
  readonly passing?: (done: number) => void | Promise<void>;
}

/** Sends a corpus to a server on this machine and judges each answer by its status alone. */
export async function sendCorpus(sending: Sending): Promise<Met> {
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  const requests = requestsOf(sending);
  let sent = 0;
  const work = async () => {
    for (const request of requests) {
      sending.signal?.throwIfAborted();
      const status = await send(sending, request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === "late" || (/^5/.test(status) && status !== "503"))
        faults.push(`${status} for number ${request.number}: ${firstLine(request)}`);
      if (++sent % 1000 === 0) await sending.passing?.(sent);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  return { sent, statuses, faults };
}

function send({ port, from }: Sending, { bytes, leaves }: Mutated): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: from });
    let answer = "";
    const timer = setTimeout(() => end("late"), PATIENCE);
    const end = (status: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(status);
    };
    const statusSoFar = () =>
      /^(?:HTTP\/1\.1 100 [^\r]*\r\n\r\n)?HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? "none";
    socket.on("data", (chunk) => {
      if (answer.length < 500) answer += chunk.toString("latin1");
    });
    socket.once("error", () => end(statusSoFar()));
    socket.once("close", () => end(statusSoFar()));
    socket.write(bytes, () => {
      if (leaves) setTimeout(() => end("left"), bytes.length % 40);
      // What waits for more than was sent gets no more.
      else setTimeout(() => socket.end(), 3000).unref();
    });
  });
}

function firstLine({ bytes }: Mutated): string {
  return JSON.stringify(bytes.toString("latin1").split("\r\n", 1)[0]?.slice(0, 200));
}
