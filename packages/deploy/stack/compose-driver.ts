import { setTimeout as pause } from "node:timers/promises";
import type { StackAddresses, StackDriver } from "@/jobs/stack-driver";
import { ensureOne, type Making } from "./compose-container";
import { inspect } from "./compose-inspect";
import { type ComposeGround, partsOf } from "./compose-parts";
import type { OpenGround } from "./drivers";
import { type Engine, engineAt, type Labels } from "./engine-api";
import { unless } from "./engine-exchange";

/** Compose's own labels: its commands find a stack as they find any project. */
const PROJECT = "com.docker.compose.project";
/**
 * The label that names the stack's installation by its network, because several installations may share an
 * engine.
 */
const OF = "swingtag.stacks-of";

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

async function ensureNetwork({ engine, order, labels }: Making): Promise<void> {
  if ((await engine.find("networks", labels)).length > 0) return;
  const Labels = { ...labels, "com.docker.compose.network": "default" };
  const Name = `${order.name}_default`;
  await engine.call("POST", "/networks/create", { Name, CheckDuplicate: true, Labels });
}

/** If the volume exists, the engine returns it. */
async function ensureVolume({ engine, order, labels }: Making, volume: string): Promise<void> {
  const Labels = { ...labels, "com.docker.compose.volume": volume };
  await engine.call("POST", "/volumes/create", { Name: `${order.name}_${volume}`, Labels });
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
