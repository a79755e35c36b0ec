import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./kubernetes-api";

/** An answer of the API server that is a no, with what it says. */
export class ClusterRefusal extends Error {
  override name = "ClusterRefusal";
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

interface Content {
  readonly type: string;
  readonly body: string;
}

const TRIES = 5;

/** What passes by itself: a conflict with another writer, too many questions, and a server that is being replaced. */
const PASSING = new Set([409, 429, 500, 502, 503, 504]);

/** Asks the API server, again where the refusal passes by itself. @throws ClusterRefusal */
export async function ask(
  cluster: Cluster,
  method: string,
  path: string,
  signal: AbortSignal,
  content?: Content,
): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      return await askOnce(cluster, method, path, signal, content);
    } catch (error) {
      const passes = error instanceof ClusterRefusal ? PASSING.has(error.status) : isLost(error);
      if (!passes || tried === TRIES || signal.aborted) throw error;
      await pause(cluster.every, undefined, { signal });
    }
  }
}

async function askOnce(
  { server, authority, token }: Cluster,
  method: string,
  path: string,
  signal: AbortSignal,
  content?: Content,
): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${(await token()).trim()}`,
    accept: "application/json",
    ...(content
      ? { "content-type": content.type, "content-length": Buffer.byteLength(content.body) }
      : {}),
  };
  const options = { method, headers, signal, timeout: 30_000 };
  const [status, body] = await new Promise<[number, string]>((resolve, reject) => {
    const url = new URL(server + path);
    const asked =
      url.protocol === "https:" ? secure(url, { ...options, ca: authority }) : plain(url, options);
    asked.on("error", reject);
    asked.on("timeout", () =>
      asked.destroy(Object.assign(new Error("No answer."), { code: "ETIMEDOUT" })),
    );
    asked.on("response", (answer) => {
      text(answer).then((said) => resolve([answer.statusCode ?? 0, said]), reject);
    });
    asked.end(content?.body);
  });
  const said: unknown = body.startsWith("{") ? JSON.parse(body) : null;
  if (status >= 200 && status < 300) return said;
  const reason = said && typeof said === "object" && "message" in said ? said.message : body;
  throw new ClusterRefusal(`${method} ${path}: ${status} ${reason}`, status);
}

function isLost(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"].includes(
    code,
  );
}
