import type { StackOrder } from "@/jobs/stack-driver";
import { Created, inspect } from "./compose-inspect";
import type { ComposeGround, Part } from "./compose-parts";
import { awaitWell } from "./compose-wait";
import type { Engine, Labels } from "./engine-api";
import { EngineRefusal, unless } from "./engine-exchange";

/** A stack that is being made, and where. */
export interface Making {
  readonly engine: Engine;
  readonly order: StackOrder;
  readonly ground: ComposeGround;
  readonly labels: Labels;
  readonly signal: AbortSignal;
}

const SERVICE = "com.docker.compose.service";

const HASH = "com.docker.compose.config-hash";

/**
 * Has exactly one container of a service run that is as it should be: well, or, in case of the setup, ended
 * with 0. A different one runs on until the new one is healthy, except where both would use the same stored
 * data.
 * @returns its id
 */
export async function ensureOne(making: Making, part: Part): Promise<string> {
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

async function end(engine: Engine, id: string): Promise<void> {
  await unless([304, 404], engine.call("POST", `/containers/${id}/stop?t=30`));
  await unless([404, 409], engine.call("DELETE", `/containers/${id}?force=1`));
}
