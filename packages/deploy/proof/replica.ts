import { request } from "node:http";
import { z } from "zod";
import { type Answer, answerOf } from "@/packages/deploy/answer";
import { docker } from "@/packages/deploy/image/engine";
import type { Project } from "@/packages/deploy/targets/compose/engine";
import { containersOf } from "@/packages/deploy/targets/compose/readiness";

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
): Promise<Answer> {
  const headers = { host, accept: "text/html" };
  const asked = request({
    host: address,
    port,
    path,
    headers,
    agent: false,
    timeout: 10_000,
  });
  return answerOf(asked, address);
}
