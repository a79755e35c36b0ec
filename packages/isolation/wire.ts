import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

export interface Asking {
  /** The Host header; several are sent as several lines. */
  readonly host: string | readonly string[];
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Status line, headers and body as one text, decompressed, bytes as Latin-1: what is searched. */
  readonly text: string;
  readonly body: Buffer;
}

/** Answers longer than this are read to here. */
const LONGEST = 8_000_000;

/** One client of the attacked product; connections are kept, as browsers and proxies keep them. */
export class Wire {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  requests = 0;
  constructor(readonly port: number) {}

  /** Sends one request. If the server closes the connection on purpose, the answer has status 0. */
  ask({ host, path, method = "GET", headers = {}, body }: Asking): Promise<Answer> {
    this.requests++;
    const hosts = typeof host === "string" ? [host] : host;
    const lines = [
      ...hosts.map((one) => ["host", one]),
      ...Object.entries(headers),
      ...(body === undefined ? [] : [["content-length", String(Buffer.byteLength(body))]]),
    ];
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port: this.port,
          path,
          method,
          headers: lines.flat(),
          setHost: false,
          agent: this.#agent,
          timeout: 60_000,
        },
        (response) => {
          const pieces: Buffer[] = [];
          let length = 0;
          response.on("data", (piece: Buffer) => {
            length += piece.length;
            if (length < LONGEST) pieces.push(piece);
          });
          response.on("error", reject);
          response.on("end", () => {
            const raw = Buffer.concat(pieces);
            const answered = expand(raw, response.headers["content-encoding"]);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: answered,
              text: `${response.rawHeaders.join("\n")}\n\n${answered.toString("latin1")}`,
            });
          });
        },
      );
      asked.once("timeout", () => asked.destroy(new Error(`${method} ${path} was not answered.`)));
      asked.once("error", (error: NodeJS.ErrnoException) =>
        error.code === "ECONNRESET" || error.code?.startsWith("HPE_")
          ? resolve({ status: 0, headers: {}, text: "", body: Buffer.alloc(0) })
          : reject(error),
      );
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function expand(raw: Buffer, encoding: string | undefined): Buffer {
  try {
    if (encoding === "gzip") return gunzipSync(raw);
    if (encoding === "br") return brotliDecompressSync(raw);
    if (encoding === "deflate") return inflateSync(raw);
  } catch {
    // The body may be cut short, as in the answer to a Range; then it is searched as it is.
  }
  return raw;
}
