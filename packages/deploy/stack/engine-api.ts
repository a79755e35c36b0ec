import { request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** What the engine refused, with its status and what it said. */
export class EngineRefusal extends Error {
  override name = "EngineRefusal";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

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

/** Does nothing where what is asked for is so already, or is gone already. */
export async function unless(statuses: readonly number[], work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof EngineRefusal && statuses.includes(error.status))) throw error;
  });
}

function exchange(
  socketPath: string,
  method: string,
  path: string,
  body: Buffer | undefined,
): Promise<{ status: number; said: string }> {
  const headers = body && { "content-type": "application/json", "content-length": body.length };
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path, headers, agent: false }, (response) => {
      text(response).then((said) => resolve({ status: response.statusCode ?? 500, said }), reject);
    });
    asking.once("error", (error) =>
      reject(
        new Error(
          `No Docker engine answers at ${socketPath}. Start it, or correct the address in STACKS.`,
          { cause: error },
        ),
      ),
    );
    asking.end(body);
  });
}

/** Logs are no JSON, and some refusals are none either. */
function readJson(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}
