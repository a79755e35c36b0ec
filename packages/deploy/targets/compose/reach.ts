import { readFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { Deployment } from "@/packages/deploy/settings";
import { compose, type Project } from "./engine";

/** What came back through the proxy. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * The authorities by which the proxy's certificates are to be believed.
 * @throws Error where the proxy has not made its own authority yet
 */
export async function authoritiesOf(project: Project, deployment: Deployment): Promise<string[]> {
  if (deployment.certificates === "internal") {
    const root = "/data/caddy/pki/authorities/local/root.crt";
    return [await compose(project, ["exec", "-T", "caddy", "cat", root])];
  }
  if (deployment.certificates === "on-demand") return [...rootCertificates];
  const chain = await readFile(join(project.stateFolder, "certificates/fullchain.pem"), "utf8");
  return [...rootCertificates, chain];
}

/** Asks a host through the proxy of this machine, as a browser does that was led here by DNS. */
export function askProxy(
  host: string,
  path: string,
  { port, authorities }: { readonly port: number; readonly authorities: readonly string[] },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const suffix = port === 443 ? "" : `:${port}`;
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        servername: host,
        ca: [...authorities],
        path,
        headers: { host: `${host}${suffix}`, accept: "text/html" },
        timeout: 10_000,
        agent: false,
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.once("error", reject);
        response.once("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    asked.once("timeout", () => asked.destroy(new Error(`${host} did not answer in 10 seconds`)));
    asked.once("error", reject);
    asked.end();
  });
}
