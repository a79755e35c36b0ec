import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";

/** How hosts of an installation are reached over https from the machine it runs on. */
export interface Reach {
  readonly port: number;
  /** Whom to believe, as PEM. */
  readonly authorities: readonly string[];
}

export interface Asked {
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A browser as far as a proof needs one: keeps connections and cookies, host by host. */
export interface Visitor {
  ask(asked: Asked): Promise<Told>;
  /** The same, followed through redirects. */
  follow(asked: Asked): Promise<Told>;
  cookieOf(host: string): string;
  leave(): void;
}

/** A visitor who believes the proxy's authority. Names below localhost are not looked up: all are this machine. */
export function visitorAt({ port, authorities }: Reach, connections = 8): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: [...authorities] });
  const cookies = new Map<string, Map<string, string>>();

  const visitor: Visitor = {
    cookieOf: (host) =>
      [...(cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; "),
    leave: () => agent.destroy(),
    ask: ({ host, path = "/", method = "GET", headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const cookie = visitor.cookieOf(host);
        const sent = request(
          {
            host: "127.0.0.1",
            port,
            servername: host,
            path,
            method,
            agent,
            timeout: 30_000,
            headers: {
              host: `${host}:${port}`,
              accept: "text/html",
              ...(method === "GET" ? {} : { origin: `https://${host}:${port}` }),
              ...(cookie ? { cookie } : {}),
              ...headers,
            },
          },
          (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (piece: string) => {
              text += piece;
            });
            response.once("error", reject);
            response.once("end", () => {
              remember(host, response.headers["set-cookie"] ?? []);
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                body: text,
              });
            });
          },
        );
        sent.once("timeout", () => sent.destroy(new Error(`${host}${path}: no answer in 30 s`)));
        sent.once("error", reject);
        sent.end(body);
      }),
    async follow(asked) {
      let told = await visitor.ask(asked);
      let host = asked.host;
      for (let hops = 0; hops < 5 && told.headers.location; hops++) {
        const to = new URL(told.headers.location, `https://${host}:${port}${asked.path ?? "/"}`);
        host = to.hostname;
        told = await visitor.ask({ host, path: to.pathname + to.search });
      }
      return told;
    },
  };
  return visitor;

  function remember(host: string, lines: readonly string[]): void {
    const kept = cookies.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    cookies.set(host, kept);
  }
}
