import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { type Answer, answerOf } from "@/packages/deploy/answer";
import type { Deployment } from "@/packages/deploy/settings";
import { compose, type Project } from "./engine";

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
  const suffix = port === 443 ? "" : `:${port}`;
  const asked = request({
    host: "127.0.0.1",
    port,
    servername: host,
    ca: [...authorities],
    path,
    headers: { host: `${host}${suffix}`, accept: "text/html" },
    timeout: 10_000,
    agent: false,
  });
  return answerOf(asked, host);
}
