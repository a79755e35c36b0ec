import { z } from "zod";
import { EngineRefusal, exchange, readJson } from "./engine-exchange";

/** Docker's HTTP API on its socket. */
export interface Engine {
  /** @throws EngineRefusal, or Error where no engine answers */
  call(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown>;
  /** Everything of a kind that carries all labels; stopped containers as well. */
  find(kind: "containers" | "networks" | "volumes", labels: Labels): Promise<Found[]>;
}

export type Labels = Readonly<Record<string, string>>;

export interface Found {
  /** Under which the engine knows it. */
  readonly id: string;
  readonly labels: Labels;
  /** Of a container: `running`, `exited`, `created` and so on; empty for all else. */
  readonly state: string;
}

const Message = z.object({ message: z.string() });
const LabelsOrNone = z
  .record(z.string(), z.string())
  .nullish()
  .transform((labels) => labels ?? {});
const Containers = z.array(z.object({ Id: z.string(), Labels: LabelsOrNone, State: z.string() }));
const Networks = z.array(z.object({ Id: z.string(), Labels: LabelsOrNone }));
const Volumes = z.object({
  Volumes: z.array(z.object({ Name: z.string(), Labels: LabelsOrNone })).nullable(),
});

/** The engine that listens on a socket of this machine. Whichever version it is, its own newest API is spoken. */
export function engineAt(socketPath: string): Engine {
  return {
    async call(method, path, body) {
      const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const { status, said } = await exchange(socketPath, method, path, sent);
      if (status < 400) return said === "" ? null : readJson(said);
      const message = Message.safeParse(readJson(said));
      throw new EngineRefusal(status, message.success ? message.data.message : said.trim());
    },
    async find(kind, labels) {
      const label = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      const filters = encodeURIComponent(JSON.stringify({ label }));
      const all = kind === "containers" ? "&all=1" : "";
      const found = await this.call("GET", `${PATHS[kind]}?filters=${filters}${all}`);
      if (kind === "containers")
        return Containers.parse(found).map(({ Id, Labels, State }) => ({
          id: Id,
          labels: Labels,
          state: State,
        }));
      if (kind === "networks")
        return Networks.parse(found).map(({ Id, Labels }) => ({
          id: Id,
          labels: Labels,
          state: "",
        }));
      return (Volumes.parse(found).Volumes ?? []).map(({ Name, Labels }) => ({
        id: Name,
        labels: Labels,
        state: "",
      }));
    },
  };
}

const PATHS = { containers: "/containers/json", networks: "/networks", volumes: "/volumes" };
