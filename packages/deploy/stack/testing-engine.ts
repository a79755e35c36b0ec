import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly networks: string[];
  state: string;
  code: number;
}

/** Docker's engine as far as the compose driver asks it: containers, networks and volumes in memory, on a socket. */
export interface FakeEngine {
  readonly socket: string;
  readonly things: Record<"containers" | "networks" | "volumes", Map<string, Thing>>;
  /** What was asked for, without questions: `create web`, `start web` and so on. */
  readonly deeds: string[];
  /** How the next setup ends; 0 where nothing else is said. */
  setupEnds: number;
  /** Answers no more from so many requests on, each of which is still carried out. */
  breakAfter(requests: number): void;
  close(): Promise<void>;
}

const Body = z.object({
  Name: z.string().optional(),
  Image: z.string().default(""),
  Labels: z.record(z.string(), z.string()).default({}),
  Container: z.string().default(""),
});

const SERVICE = "com.docker.compose.service";

export async function fakeEngine(): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-engine-"));
  const socket = join(folder, "docker.sock");
  let left = Number.POSITIVE_INFINITY;
  let count = 0;
  const server = createServer((req, res) => void serve(req, res));
  server.listen(socket);
  await once(server, "listening");

  const engine: FakeEngine = {
    socket,
    things: { containers: new Map(), networks: new Map(), volumes: new Map() },
    deeds: [],
    setupEnds: 0,
    breakAfter(requests) {
      left = requests;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return engine;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = Body.parse(JSON.parse((await text(req)) || "{}"));
    const { status, said } = answer(
      req.method ?? "",
      new URL(req.url ?? "", "http://engine"),
      body,
    );
    if (--left <= 0) return void res.destroy();
    res.writeHead(status, { "content-type": "application/json" });
    res.end(said === undefined ? "" : JSON.stringify(said));
  }

  function answer(
    method: string,
    url: URL,
    body: z.output<typeof Body>,
  ): { status: number; said?: unknown } {
    const [, kind = "", id = "", deed = ""] = url.pathname.split("/");
    if (kind === "exec") return { status: 200, said: deed === "json" ? { ExitCode: 0 } : "" };
    if (kind !== "containers" && kind !== "networks" && kind !== "volumes") return { status: 404 };
    const things = engine.things[kind];
    if (method === "GET" && (id === "" || id === "json"))
      return { status: 200, said: listed(kind, things, url) };
    if (id === "create") return create(kind, url.searchParams.get("name") ?? body.Name ?? "", body);
    const thing = things.get(id);
    if (!thing) return { status: 404, said: { message: `no such ${kind}` } };
    if (method === "DELETE") {
      things.delete(id);
      engine.deeds.push(`delete ${thing.labels[SERVICE] ?? kind}`);
      return { status: 204 };
    }
    if (deed === "connect") {
      engine.things.containers.get(body.Container)?.networks.push(thing.name);
      return { status: 200 };
    }
    return act(thing, deed);
  }

  function act(thing: Thing, deed: string): { status: number; said?: unknown } {
    const service = thing.labels[SERVICE] ?? "";
    if (deed === "json")
      return {
        status: 200,
        said: {
          State: { Status: thing.state, ExitCode: thing.code },
          NetworkSettings: {
            Networks: Object.fromEntries(thing.networks.map((name) => [name, {}])),
            Ports: { "3000/tcp": [{ HostPort: "49153" }], "5432/tcp": [{ HostPort: "49154" }] },
          },
        },
      };
    if (deed === "exec") return { status: 201, said: { Id: "exec" } };
    if (deed === "logs") return { status: 200, said: `the last line of ${service}` };
    if (deed === "stop") thing.state = "exited";
    if (deed === "start") {
      if (thing.state === "running") return { status: 304 };
      thing.state = service === "setup" ? "exited" : "running";
      thing.code = service === "setup" ? engine.setupEnds : 0;
    }
    engine.deeds.push(`${deed} ${service}`);
    return { status: 204 };
  }

  function create(
    kind: keyof FakeEngine["things"],
    name: string,
    { Labels, Image }: z.output<typeof Body>,
  ): { status: number; said?: unknown } {
    const things = engine.things[kind];
    const same = [...things.values()].find((thing) => thing.name === name);
    if (same && kind === "volumes") return { status: 201, said: {} };
    if (same) return { status: 409, said: { message: `${name} exists` } };
    if (Image === "missing") return { status: 404, said: { message: "no such image" } };
    const id = kind === "volumes" ? name : `id${++count}`;
    const rest = { image: Image, networks: [], state: "created", code: 0 };
    things.set(id, { id, name, labels: Labels, ...rest });
    engine.deeds.push(`create ${Labels[SERVICE] ?? kind}`);
    return { status: 201, said: { Id: id } };
  }
}

function listed(kind: string, things: ReadonlyMap<string, Thing>, url: URL): unknown {
  const { label } = z
    .object({ label: z.array(z.string()) })
    .parse(JSON.parse(url.searchParams.get("filters") ?? "{}"));
  const found = [...things.values()].filter(({ labels }) =>
    label.every((pair) => Object.entries(labels).some((entry) => entry.join("=") === pair)),
  );
  if (kind === "containers")
    return found.map(({ id, labels, state }) => ({ Id: id, Labels: labels, State: state }));
  if (kind === "networks") return found.map(({ id, labels }) => ({ Id: id, Labels: labels }));
  return { Volumes: found.map(({ name, labels }) => ({ Name: name, Labels: labels })) };
}
