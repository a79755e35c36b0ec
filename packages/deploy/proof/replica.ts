import { request } from "node:http";
import { z } from "zod";
import { docker } from "@/packages/deploy/image/engine";
import type { Project } from "@/packages/deploy/targets/compose/engine";
import { containersOf } from "@/packages/deploy/targets/compose/readiness";
import type { Told } from "./visitor";

const NetworksSchema = z.record(z.string(), z.object({ IPAddress: z.string() }));

/** The address of a service's container in the project's inner network, which this machine alone reaches. */
export async function addressOfService(project: Project, service: string): Promise<string> {
  const [id = ""] = await containersOf(project, service);
  const words = ["inspect", "--format", "{{json .NetworkSettings.Networks}}", id];
  const networks = NetworksSchema.parse(JSON.parse(await docker(words)));
  const address = networks[`${project.name}_inside`]?.IPAddress;
  if (!address) throw new Error(`${service} has no address in ${project.name}_inside.`);
  return address;
}

/** Asks one container, past the proxy. */
export function askReplica(
  address: string,
  port: number,
  { host, path = "/" }: { readonly host: string; readonly path?: string },
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const headers = { host, accept: "text/html" };
    const sent = request({ host: address, port, path, headers, agent: false, timeout: 10_000 });
    sent.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.once("timeout", () => sent.destroy(new Error(`${address} did not answer in 10 seconds`)));
    sent.once("error", reject);
    sent.end();
  });
}
