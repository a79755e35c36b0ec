import { createServer, type IncomingMessage, type Server } from "node:http";
import { log } from "@/base/log";
import { admissionOf } from "./access";
import { answerApi } from "./api";
import { answerPage, answerTokenForm } from "./pages/answer";
import { receive } from "./receive";
import { jsonReply, type Reply, refusal, send } from "./reply";
import type { Store } from "./store";

const SIGNALS = { "/v1/logs": "logs", "/v1/traces": "traces", "/v1/metrics": "metrics" } as const;

/** On every answer; pages add what they need. */
const ALWAYS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-frame-options": "DENY",
} as const;

export interface CollectorOptions {
  readonly store: Store;
  readonly token?: string | undefined;
}

/** The collector's server: takes OTLP in, and shows it to whoever may see it. */
export function collectorServer({ store, token }: CollectorOptions): Server {
  return createServer((req, res) => {
    for (const [name, value] of Object.entries(ALWAYS)) res.setHeader(name, value);
    replyTo(req)
      .catch((error: unknown) => {
        log.error({ err: error }, "the collector could not answer");
        return refusal(503, "The collector can't keep or read anything now.");
      })
      .then((reply) => send(res, reply))
      .catch(() => res.destroy());
  });

  async function replyTo(req: IncomingMessage): Promise<Reply> {
    const url = new URL(req.url ?? "/", "http://collector");
    const signal = Object.entries(SIGNALS).find(([path]) => path === url.pathname)?.[1];
    if (url.pathname === "/healthz") return jsonReply(200, { status: "ok" });
    if (url.pathname === "/readyz") return readiness(store);
    if (signal) {
      if (req.method !== "POST") return refusal(405, "Use POST.");
      if (admissionOf(req, token, "push") !== "admitted") return ELSEWHERE;
      return receive(req, signal, store);
    }
    const admission = admissionOf(req, token, "read");
    const api = url.pathname === "/search" || url.pathname.startsWith("/api/");
    if (admission === "elsewhere") return ELSEWHERE;
    if (admission === "token")
      return api
        ? refusal(401, "Send the token: authorization: Bearer …")
        : answerTokenForm(req, url, token ?? "");
    return api ? answerApi(url, store) : answerPage(url, store);
  }
}

/** Ready where a line could be kept now. */
function readiness(store: Store): Reply {
  try {
    store.write({});
    return jsonReply(200, { status: "ready" });
  } catch (error) {
    return refusal(503, error instanceof Error ? error.message : String(error));
  }
}

const ELSEWHERE = refusal(
  403,
  "Ask from inside the network, by address or service name; elsewhere set COLLECTOR_TOKEN and show it.",
);
