import type { ServerResponse } from "node:http";

/** What a request is answered. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonReply(status: number, body: unknown): Reply {
  return { status, type: "application/json; charset=utf-8", text: JSON.stringify(body) };
}

export function pageReply(text: string, status = 200): Reply {
  return { status, type: "text/html; charset=utf-8", text };
}

/** A refusal as programs read it, in OTLP's words. */
export function refusal(status: number, message: string): Reply {
  return jsonReply(status, { code: status, message });
}

export function send(res: ServerResponse, { status, type, text, headers }: Reply): void {
  res.writeHead(status, {
    ...headers,
    "content-type": type,
    "content-length": Buffer.byteLength(text),
  });
  res.end(text);
}
