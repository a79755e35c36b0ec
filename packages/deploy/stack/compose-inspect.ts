import { z } from "zod";
import type { Engine } from "./engine-api";

/** What the engine says of something it made. */
export const Created = z.object({ Id: z.string() });

const Inspected = z.object({
  State: z.object({
    Status: z.string(),
    ExitCode: z.number(),
  }),
  NetworkSettings: z.object({
    Networks: z.record(z.string(), z.unknown()),
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()),
  }),
});

/** How a container stands, where it is known and what it publishes. */
export async function inspect(engine: Engine, id: string) {
  const found = Inspected.parse(await engine.call("GET", `/containers/${id}/json`));
  const { Networks, Ports } = found.NetworkSettings;
  return { state: found.State, networks: Object.keys(Networks), ports: Ports };
}
