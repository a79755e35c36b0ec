import { type IncomingHttpHeaders, request } from "node:http";
import { hostOf } from "./addresses";

/** What came back, as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names as they were sent, in order, without the values. */
  readonly headerNames: readonly string[];
  readonly bytes: Buffer;
  readonly body: string;
}

export interface Asking {
  readonly method?: "GET" | "HEAD" | "POST" | "OPTIONS" | "DELETE";
  /** Sent line by line, so that a name can be sent twice. Host is the site's where none is given. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** The port to ask, that of the tested app where none is given. */
  readonly port?: number;
  /** The loopback address to come from, for what is counted by client. */
  readonly from?: string;
}

/**
 * Asks the server without a browser: Node resolves no names under localhost, and some requests no browser sends.
 * @param site a site's name, or "" for the front page
 */
export function ask(site: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = "GET", headers = [], body, from, port = Number(process.env.PORT) } = asking;
  const given = headers.some(([name]) => name.toLowerCase() === "host")
    ? headers
    : [["host", hostOf(site)] as const, ...headers];
  const length = body === undefined ? [] : [["content-length", String(Buffer.byteLength(body))]];
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: [...given, ...length].flat(),
        localAddress: from,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            headerNames: response.rawHeaders.filter((_, index) => index % 2 === 0),
            bytes,
            body: bytes.toString("utf8"),
          });
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}
