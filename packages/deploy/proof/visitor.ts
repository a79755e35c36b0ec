import { Agent, request } from "node:https";
import { type Answer, answerOf } from "@/packages/deploy/answer";

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

/** A browser as far as a proof needs one: keeps connections and cookies, host by host. */
export interface Visitor {
  ask(asked: Asked): Promise<Answer>;
  /** The same, followed through redirects. */
  follow(asked: Asked): Promise<Answer>;
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
    async ask({ host, path = "/", method = "GET", headers = {}, body }) {
      const cookie = visitor.cookieOf(host);
      const sent = request({
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
      });
      const told = await answerOf(sent, `${host}${path}`, body);
      remember(host, told.headers["set-cookie"] ?? []);
      return told;
    },
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
