import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { StackAddresses, StackDriver, StackOrder } from "@/jobs/stack-driver";
import { type ComposeGround, type Part, partsOf, type Service } from "./compose-parts";
import type { OpenGround } from "./drivers";
import { type Engine, EngineRefusal, engineAt, type Labels, unless } from "./engine-api";

/** Compose's own labels: its commands find a stack as they find any project. */
const PROJECT = "com.docker.compose.project";
const SERVICE = "com.docker.compose.service";
const HASH = "com.docker.compose.config-hash";

/** Whose stack it is: another installation on the same engine has another network. */
const OF = "swingtag.stacks-of";

/** How long a container may take to be well, or a setup to end, in milliseconds. */
const PATIENCE = { postgres: 120_000, setup: 1_800_000, web: 120_000, worker: 120_000 };

/**
 * Stacks as compose projects of one Docker engine, through its API:
 * `compose:///var/run/docker.sock?network=swingtag_inside`. `network` is the platform's own, where its processes find
 * the stack; without it Postgres and web are published on 127.0.0.1. `database` names the image of Postgres.
 */
export const composeDriver: OpenGround = (address) => {
  const engine = engineAt(address.pathname);
  const network = address.searchParams.get("network");
  const database = address.searchParams.get("database") ?? "postgres:18-bookworm";
  const ground: ComposeGround = { network, database };
  const of = { [OF]: network ?? "127.0.0.1" };

  const driver: StackDriver = {
    async ensure(order, progress, signal) {
      const parts = partsOf(order, ground);
      const making = { engine, order, ground, labels: { ...of, [PROJECT]: order.name }, signal };
      await progress("Preparing its network and its volumes");
      await ensureNetwork(making);
      for (const volume of ["database", "data"]) await ensureVolume(making, volume);
      await progress("Starting its Postgres");
      const server = await ensureOne(making, parts.postgres);
      await progress("Setting it up");
      await ensureOne(making, parts.setup);
      await progress("Starting its web process and its worker");
      const web = await ensureOne(making, parts.web);
      await ensureOne(making, parts.worker);
      return addressesOf(making, server, web);
    },
    async remove(name, progress, signal) {
      const labels = { ...of, [PROJECT]: name };
      await progress("Stopping its containers");
      for (const { id } of await engine.find("containers", labels))
        await unless([404, 409], engine.call("DELETE", `/containers/${id}?force=1&v=1`));
      await progress("Removing its network and its volumes");
      for (;;) {
        const left = await removeRest(engine, labels);
        if (left === 0) return;
        await pause(200, null, { signal });
      }
    },
    async list() {
      const names = new Set<string>();
      for (const kind of ["containers", "networks", "volumes"] as const)
        for (const { labels } of await engine.find(kind, of)) names.add(labels[PROJECT] ?? "");
      return [...names].filter((name) => /^s\d{8}$/.test(name)).sort();
    },
  };
  return driver;
};

interface Making {
  readonly engine: Engine;
  readonly order: StackOrder;
  readonly ground: ComposeGround;
  readonly labels: Labels;
  readonly signal: AbortSignal;
}

async function ensureNetwork({ engine, order, labels }: Making): Promise<void> {
  if ((await engine.find("networks", labels)).length > 0) return;
  const Labels = { ...labels, "com.docker.compose.network": "default" };
  const Name = `${order.name}_default`;
  await engine.call("POST", "/networks/create", { Name, CheckDuplicate: true, Labels });
}

/** The engine gives back the one there is. */
async function ensureVolume({ engine, order, labels }: Making, volume: string): Promise<void> {
  const Labels = { ...labels, "com.docker.compose.volume": volume };
  await engine.call("POST", "/volumes/create", { Name: `${order.name}_${volume}`, Labels });
}

/**
 * Has exactly one container of a service run that is as it should be: well, or, in case of the setup, ended with 0.
 * One that differs is left running until the new one is well, except where two would share what they store.
 * @returns its id
 */
async function ensureOne(making: Making, part: Part): Promise<string> {
  const { engine, labels } = making;
  const all = await engine.find("containers", { ...labels, [SERVICE]: part.service });
  const same = all.filter((container) => container.labels[HASH] === part.hash);
  const [kept] = same;
  const others = all.filter(({ id }) => id !== kept?.id);
  const beside = part.service === "web";
  if (!beside) for (const { id } of others) await end(engine, id);
  const id = kept?.id ?? (await create(making, part));
  await begin(making, part, id);
  await awaitWell(making, part, id);
  if (beside) for (const other of others) await end(engine, other.id);
  return id;
}

const Created = z.object({ Id: z.string() });

async function create({ engine, order, labels }: Making, part: Part): Promise<string> {
  const name = `${order.name}-${part.service}-${part.hash.slice(0, 8)}`;
  const Labels = {
    ...labels,
    [SERVICE]: part.service,
    [HASH]: part.hash,
    "com.docker.compose.container-number": "1",
    "com.docker.compose.oneoff": "False",
  };
  const EndpointsConfig = { [`${order.name}_default`]: { Aliases: part.aliases } };
  const body = { ...part.config, Labels, NetworkingConfig: { EndpointsConfig } };
  try {
    return Created.parse(await engine.call("POST", `/containers/create?name=${name}`, body)).Id;
  } catch (error) {
    if (error instanceof EngineRefusal && error.status === 404)
      throw new Error(
        `The engine lacks the image ${String(part.config.Image)}. Build it there, or load it with docker load.`,
        { cause: error },
      );
    throw error;
  }
}

/** Starts it, known to the platform's network first. */
async function begin({ engine, order, ground }: Making, part: Part, id: string): Promise<void> {
  const { state, networks } = await inspect(engine, id);
  // The worker and setup push their lines through it, too.
  if (ground.network !== null && !networks.includes(ground.network)) {
    const Aliases = part.reached ? [`${order.name}-${part.service}`] : [];
    const body = { Container: id, EndpointConfig: { Aliases } };
    await engine.call("POST", `/networks/${encodeURIComponent(ground.network)}/connect`, body);
  }
  // A setup that has ended well is not run again for the same order; one that failed is.
  if (part.service === "setup" && state.Status === "exited" && state.ExitCode === 0) return;
  await unless([304], engine.call("POST", `/containers/${id}/start`));
}

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

async function inspect(engine: Engine, id: string) {
  const found = Inspected.parse(await engine.call("GET", `/containers/${id}/json`));
  const { Networks, Ports } = found.NetworkSettings;
  return { state: found.State, networks: Object.keys(Networks), ports: Ports };
}

/** What a container is asked whether it is well. */
const ASKED: Readonly<Record<Service, readonly string[]>> = {
  postgres: ["pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"],
  setup: [],
  web: ["swingtag", "health"],
  worker: ["swingtag", "health"],
};

/** @throws Error with the container's last line when it ends, and when it takes too long */
async function awaitWell({ engine, signal }: Making, part: Part, id: string): Promise<void> {
  const until = Date.now() + PATIENCE[part.service];
  for (;;) {
    const { state } = await inspect(engine, id);
    const ended = state.Status === "exited" || state.Status === "dead";
    if (part.service === "setup" && ended && state.ExitCode === 0) return;
    if (ended || state.Status === "restarting")
      throw new Error(
        `${NAMES[part.service]} ended with ${state.ExitCode}: ${await lastLine(engine, id)}`,
      );
    if (part.service !== "setup" && (await endsWell(engine, id, ASKED[part.service]))) return;
    if (Date.now() > until)
      throw new Error(`${NAMES[part.service]} did not become ready: ${await lastLine(engine, id)}`);
    await pause(200, null, { signal });
  }
}

const Ended = z.object({ ExitCode: z.number().nullable() });

/** Runs a program in a container to its end. @returns false, too, where the container has just ended */
async function endsWell(engine: Engine, id: string, Cmd: readonly string[]): Promise<boolean> {
  try {
    const asked = await engine.call("POST", `/containers/${id}/exec`, { Cmd, AttachStdout: true });
    const run = Created.parse(asked).Id;
    await engine.call("POST", `/exec/${run}/start`, { Detach: false, Tty: false });
    return Ended.parse(await engine.call("GET", `/exec/${run}/json`)).ExitCode === 0;
  } catch (error) {
    if (error instanceof EngineRefusal) return false;
    throw error;
  }
}

const NAMES: Readonly<Record<Service, string>> = {
  postgres: "The stack's Postgres",
  setup: "The stack's setup",
  web: "The stack's web process",
  worker: "The stack's worker",
};

/** Each line comes after eight bytes of its own; what is not text of them goes. */
async function lastLine(engine: Engine, id: string): Promise<string> {
  const said = await engine.call("GET", `/containers/${id}/logs?stdout=1&stderr=1&tail=1`);
  const line = typeof said === "string" ? said : JSON.stringify(said);
  return (
    line
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(-500) || "it said nothing"
  );
}

async function end(engine: Engine, id: string): Promise<void> {
  await unless([304, 404], engine.call("POST", `/containers/${id}/stop?t=30`));
  await unless([404, 409], engine.call("DELETE", `/containers/${id}?force=1`));
}

/** @returns how much is left, because something else still uses it or is being removed */
async function removeRest(engine: Engine, labels: Labels): Promise<number> {
  const KINDS = ["networks", "volumes"] as const;
  for (const kind of KINDS)
    for (const { id } of await engine.find(kind, labels))
      await unless([403, 404, 409], engine.call("DELETE", `/${kind}/${encodeURIComponent(id)}`));
  const left = await Promise.all(
    (["containers", ...KINDS] as const).map((kind) => engine.find(kind, labels)),
  );
  return left.flat().length;
}

async function addressesOf(
  { engine, order, ground }: Making,
  server: string,
  web: string,
): Promise<StackAddresses> {
  if (ground.network !== null)
    return { server: `${order.name}-postgres:5432`, origin: `http://${order.name}-web:3000` };
  const portOf = async (id: string, port: string) =>
    (await inspect(engine, id)).ports[port]?.[0]?.HostPort ?? "";
  return {
    server: `127.0.0.1:${await portOf(server, "5432/tcp")}`,
    origin: `http://127.0.0.1:${await portOf(web, "3000/tcp")}`,
  };
}
